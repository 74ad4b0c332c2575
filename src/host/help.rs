//! What a name of an engine is for, in a few lines.

use super::Engine;
use super::env::Binding;
use crate::runtime::table::{Builtin, Fallback, Param, ParamKind};
use crate::runtime::value::Value;

impl Engine {
    /// The signature and the documentation of a function, type or module; of those that the host added, too.
    ///
    /// ```
    /// use lambkin::{Engine, Function};
    /// let geo = Function::new("geo(lat, lon=0.0)", |lat: f64, lon: f64| format!("{lat}/{lon}"));
    /// let engine = Engine::builder().add(geo.doc("The place nearest to a point.")).build()?;
    /// assert_eq!(
    ///     engine.help("geo").as_deref(),
    ///     Some("geo(lat, lon=0.0)\nThe place nearest to a point."),
    /// );
    /// assert_eq!(
    ///     engine.help("enumerate").as_deref().and_then(|help| help.lines().next()),
    ///     Some("enumerate(iterable, start=0)"),
    /// );
    /// assert_eq!(engine.help("nothing"), None);
    /// # Ok::<(), lambkin::SetupError>(())
    /// ```
    #[must_use]
    pub fn help(&self, name: &str) -> Option<String> {
        match self.core.bindings.get(name) {
            Some(Binding::Function(record)) => {
                return Some(join(format!("{name}({})", record.shown), &record.doc));
            }
            Some(Binding::Constant(_)) => return None,
            None => {}
        }
        match self.core.builtin(name)? {
            Value::Builtin(builtin) => Some(join(signature(builtin), builtin.doc)),
            Value::Type(info) => Some(join(
                info.new.map_or_else(|| name.to_owned(), signature),
                info.doc,
            )),
            Value::Module(module) => Some(join(module.name.to_owned(), module.doc)),
            _ => None,
        }
    }
}

fn join(signature: String, doc: &str) -> String {
    if doc.is_empty() {
        signature
    } else {
        signature + "\n" + doc
    }
}

/// `pow(base, exp, mod=None)`
fn signature(builtin: &Builtin) -> String {
    let list = builtin.params.list;
    let mut parts: Vec<String> = Vec::new();
    for (at, param) in list.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| list.get(at));
        let starred = before
            .is_some_and(|before| matches!(before.kind, ParamKind::KeywordOnly | ParamKind::Rest));
        if param.kind == ParamKind::KeywordOnly && !starred {
            parts.push("*".to_owned());
        }
        parts.push(shown(param));
        let after = list.get(at + 1).map(|after| after.kind);
        if param.kind == ParamKind::PositionalOnly && after != Some(ParamKind::PositionalOnly) {
            parts.push("/".to_owned());
        }
    }
    format!("{}({})", builtin.name, parts.join(", "))
}

fn shown(param: &Param) -> String {
    let name = param.name;
    match param.kind {
        ParamKind::Rest => return format!("*{name}"),
        ParamKind::Options => return format!("**{name}"),
        ParamKind::PositionalOnly | ParamKind::Either | ParamKind::KeywordOnly => {}
    }
    match param.fallback {
        None => name.to_owned(),
        Some(Fallback::None) => format!("{name}=None"),
        Some(Fallback::Bool(true)) => format!("{name}=True"),
        Some(Fallback::Bool(false)) => format!("{name}=False"),
        Some(Fallback::Int(number)) => format!("{name}={number}"),
        Some(Fallback::Float(number)) => format!("{name}={number:?}"),
        Some(Fallback::Str(text)) => format!("{name}={text:?}"),
        Some(Fallback::Omitted) => format!("[{name}]"),
    }
}

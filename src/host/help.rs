//! What a name of an engine is for, in a few lines.

use super::Engine;
use super::env::Binding;
use crate::runtime::signature::Signature;
use crate::runtime::value::Value;

impl Engine {
    /// The signature and the documentation of a function, type or module; of those that the host added, too.
    ///
    /// ```
    /// use lambkin::{Engine, Function};
    /// let geo = Function::new("geo(lat, lon=0.0)", |lat: f64, lon: f64| format!("{lat}/{lon}"));
    /// let engine = Engine::builder().register(geo.doc("The place nearest to a point.")).build()?;
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
        let value = self.core.builtin(name)?;
        let title =
            Signature::of(&value).map_or_else(|| name.to_owned(), |known| known.to_string());
        let doc = match value {
            Value::Builtin(builtin) => builtin.doc,
            Value::Type(info) => info.doc,
            Value::Module(module) => module.doc,
            _ => return None,
        };
        Some(join(title, doc))
    }
}

fn join(title: String, doc: &str) -> String {
    if doc.is_empty() {
        title
    } else {
        title + "\n" + doc
    }
}

//! How a callable is called, as text: `sorted(iterable, /, *, key=None, reverse=False)`.
//!
//! Made from the same records that the binder uses, so that help and the binder cannot disagree.

use std::fmt;

use super::table::{Builtin, Fallback, ParamKind};
use super::value::Value;
use crate::resolve::tree;
use crate::types::float;
use crate::types::function::Function;

/// A callable's name and parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// What it is called: `sorted`, `list.sort`, `<lambda>`.
    pub name: String,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
}

/// One parameter of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, without stars.
    pub name: String,
    /// How it may be passed.
    pub kind: ParamKind,
    /// What stands in for it, as it is written; `...` where there is no value for that.
    pub default: Option<String>,
}

impl Signature {
    /// The signature of a value that can be called and says how.
    ///
    /// ```
    /// use lambkin::runtime::signature::Signature;
    /// let mut session = lambkin::Engine::new().session();
    /// let value = session.eval("lambda a, /, b=2, *c, d: a").unwrap();
    /// let signature = Signature::of(&value).unwrap();
    /// assert_eq!(signature.to_string(), "<lambda>(a, /, b=2, *c, d)");
    /// ```
    #[must_use]
    pub fn of(value: &Value) -> Option<Signature> {
        if let Value::Builtin(builtin) = value {
            return Some(Signature::of_unbound(builtin));
        }
        if let Value::Method(method) = value {
            return Some(Signature::of_builtin(method.builtin));
        }
        if let Value::Type(info) = value {
            return info.new.map(Signature::of_builtin);
        }
        if let Value::Function(function) = value {
            return Signature::of_lambda(function);
        }
        None
    }

    /// The signature of a builtin; a method's receiver is not among the parameters.
    #[must_use]
    pub fn of_builtin(builtin: &Builtin) -> Signature {
        let name = if builtin.owner.is_empty() {
            builtin.name.to_owned()
        } else {
            format!("{}.{}", builtin.owner, builtin.name)
        };
        let parameters = (builtin.params.list.iter())
            .map(|param| Parameter {
                name: param.name.to_owned(),
                kind: param.kind,
                default: param.fallback.map(fallback),
            })
            .collect();
        Signature { name, parameters }
    }

    /// As it is called through its type: `str.upper` takes its receiver first.
    fn of_unbound(builtin: &Builtin) -> Signature {
        let mut signature = Signature::of_builtin(builtin);
        if !builtin.owner.is_empty() {
            let receiver = Parameter {
                name: "self".to_owned(),
                kind: ParamKind::PositionalOnly,
                default: None,
            };
            signature.parameters.insert(0, receiver);
        }
        signature
    }

    fn of_lambda(function: &Function) -> Option<Signature> {
        let lambda = function.code()?;
        let source = &function.unit.code.source;
        let default = |param: &tree::Param| {
            let node = lambda.defaults.get(param.default? as usize)?;
            let text = source.get(node.span.range()).unwrap_or("...");
            Some(text.to_owned())
        };
        let parameters = (lambda.params.list.iter().enumerate())
            .map(|(slot, param)| Parameter {
                name: param.name.to_string(),
                kind: kind(&lambda.params, slot),
                default: default(param),
            })
            .collect();
        Some(Signature {
            name: function.qualified_name().to_owned(),
            parameters,
        })
    }

    /// The parameter that an argument goes to: the one of that name, or the one at that position.
    #[must_use]
    pub fn parameter(&self, position: usize, name: Option<&str>) -> Option<usize> {
        let kinds = || self.parameters.iter().enumerate();
        let Some(name) = name else {
            let positional = |kind| matches!(kind, ParamKind::PositionalOnly | ParamKind::Either);
            return kinds()
                .filter(|(_, parameter)| positional(parameter.kind))
                .map(|(at, _)| at)
                .nth(position)
                .or_else(|| {
                    let mut rest = kinds().filter(|(_, other)| other.kind == ParamKind::Rest);
                    rest.next().map(|(at, _)| at)
                });
        };
        kinds()
            .find(|(_, parameter)| parameter.is_nameable() && parameter.name == name)
            .or_else(|| kinds().find(|(_, parameter)| parameter.kind == ParamKind::Options))
            .map(|(at, _)| at)
    }

    /// What stands between the parentheses, piece by piece: the text, and the parameter that it is of.
    #[must_use]
    pub fn pieces(&self) -> Vec<(String, Option<usize>)> {
        let mut pieces = Vec::new();
        let mut before = None;
        for (at, parameter) in self.parameters.iter().enumerate() {
            let kind = parameter.kind;
            if before == Some(ParamKind::PositionalOnly) && kind != ParamKind::PositionalOnly {
                pieces.push(("/".to_owned(), None));
            }
            let starred = matches!(before, Some(ParamKind::KeywordOnly | ParamKind::Rest));
            if kind == ParamKind::KeywordOnly && !starred {
                pieces.push(("*".to_owned(), None));
            }
            pieces.push((parameter.to_string(), Some(at)));
            before = Some(kind);
        }
        if before == Some(ParamKind::PositionalOnly) {
            pieces.push(("/".to_owned(), None));
        }
        pieces
    }
}

impl Parameter {
    /// Whether an argument may name it.
    #[must_use]
    pub fn is_nameable(&self) -> bool {
        matches!(self.kind, ParamKind::Either | ParamKind::KeywordOnly)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pieces: Vec<String> = self.pieces().into_iter().map(|(text, _)| text).collect();
        write!(f, "{}({})", self.name, pieces.join(", "))
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stars = match self.kind {
            ParamKind::Rest => "*",
            ParamKind::Options => "**",
            ParamKind::PositionalOnly | ParamKind::Either | ParamKind::KeywordOnly => "",
        };
        write!(f, "{stars}{}", self.name)?;
        match &self.default {
            Some(default) => write!(f, "={default}"),
            None => Ok(()),
        }
    }
}

fn fallback(fallback: Fallback) -> String {
    match fallback {
        Fallback::None => "None".to_owned(),
        Fallback::Bool(true) => "True".to_owned(),
        Fallback::Bool(false) => "False".to_owned(),
        Fallback::Int(number) => number.to_string(),
        Fallback::Float(number) => float::repr(number),
        Fallback::Str(text) => {
            let mut out = String::new();
            crate::types::str::push_repr(&mut out, text);
            out
        }
        Fallback::Omitted => "...".to_owned(),
    }
}

/// How the parameter in that slot of a lambda may be passed.
fn kind(params: &tree::Params, slot: usize) -> ParamKind {
    if params.rest == Some(slot) {
        ParamKind::Rest
    } else if params.options == Some(slot) {
        ParamKind::Options
    } else if slot < params.positional_only {
        ParamKind::PositionalOnly
    } else if slot < params.positional {
        ParamKind::Either
    } else {
        ParamKind::KeywordOnly
    }
}

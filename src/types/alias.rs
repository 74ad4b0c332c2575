//! `types.GenericAlias`: a type with its parameters, `list[int]`. Calling one calls the type; the parameters only show.
//!
//! Python's manual: <https://docs.python.org/3.13/library/stdtypes.html#types-genericalias>.

use std::rc::Rc;

use crate::iters::sequence;
use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::Iter;
use crate::runtime::object::Object;
use crate::runtime::ops::{attr, compare, hash, repr};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::type_;

/// The types that take parameters, by qualified name, sorted.
static GENERIC: &[&str] = &[
    "BaseExceptionGroup",
    "ExceptionGroup",
    "collections.ChainMap",
    "collections.Counter",
    "collections.OrderedDict",
    "collections.defaultdict",
    "collections.deque",
    "dict",
    "enumerate",
    "frozenset",
    "functools.partial",
    "itertools.chain",
    "list",
    "re.Match",
    "re.Pattern",
    "set",
    "tuple",
    "type",
];

/// `list[int]`
#[derive(Clone)]
struct Alias {
    origin: &'static TypeInfo,
    parameters: Vec<Value>,
    /// Whether it came out of iterating over the alias: `*list[int]`.
    starred: bool,
}

/// `info[key]`
///
/// # Errors
/// `TypeError` when the type takes no parameters.
pub fn subscript(interp: &mut Interp, info: &'static TypeInfo, key: &Value) -> Result<Value> {
    if !GENERIC.contains(&info.qualified_name().as_str()) {
        return Err(wording::not_subscriptable(&Value::Type(info)));
    }
    let parameters = match key {
        Value::Tuple(parameters) => parameters.as_slice().to_vec(),
        single => vec![single.clone()],
    };
    interp.reserve_items(parameters.len())?;
    Ok(Value::object(Alias {
        origin: info,
        parameters,
        starred: false,
    }))
}

/// Whether a value is a type with its parameters.
#[must_use]
pub fn is_alias(value: &Value) -> bool {
    value.downcast::<Alias>().is_some()
}

impl Object for Alias {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.parameters.trace(visit);
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let star = if self.starred { "*" } else { "" };
        let mut out = format!("{star}{}[", self.origin.qualified_name());
        if self.parameters.is_empty() {
            out.push_str("()");
        }
        for (position, parameter) in self.parameters.iter().enumerate() {
            if position > 0 {
                out.push_str(", ");
            }
            write_parameter(interp, parameter, &mut out)?;
        }
        out.push(']');
        Ok(out)
    }

    fn compare(
        &self,
        interp: &mut Interp,
        op: CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        let Some(other) = other.downcast::<Alias>() else {
            return Ok(None);
        };
        let equal = std::ptr::eq(self.origin, other.origin)
            && self.starred == other.starred
            && compare::equal(
                interp,
                &Value::tuple(self.parameters.clone()),
                &Value::tuple(other.parameters.clone()),
            )?;
        Ok(match op {
            CompareOp::Eq => Some(Value::Bool(equal)),
            CompareOp::Ne => Some(Value::Bool(!equal)),
            _ => None,
        })
    }

    fn hash(&self, interp: &mut Interp, _: &Value) -> Result<i64> {
        let parameters = hash::hash(interp, &Value::tuple(self.parameters.clone()))?;
        Ok(parameters ^ hash::by_identity(&Value::Type(self.origin)))
    }

    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        match (op, reflected) {
            (BinaryOp::Or, false) => type_::union(interp, this, other),
            (BinaryOp::Or, true) => type_::union(interp, other, this),
            _ => Ok(None),
        }
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, _: &Value, args: CallArgs<'_>) -> Result<Value> {
        interp.call_with(&Value::Type(self.origin), args)
    }

    fn iter(&self, _: &mut Interp, _: &Value) -> Option<Result<Rc<Iter>>> {
        let starred = Alias {
            starred: true,
            ..self.clone()
        };
        sequence::over(&Value::list(vec![Value::object(starred)])).map(Ok)
    }

    fn get_item(&self, interp: &mut Interp, _: &Value) -> Option<Result<Value>> {
        let shown = self.repr(interp, &Value::None);
        Some(shown.and_then(|shown| {
            Err(wording::type_error(format!(
                "{shown} is not a generic class"
            )))
        }))
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Option<Result<Value>> {
        Some(attr::get_attr(interp, &Value::Type(self.origin), name))
    }

    fn is_instance(&self, _: &Value) -> Option<Result<bool>> {
        Some(Err(wording::type_error(
            "isinstance() argument 2 cannot be a parameterized generic",
        )))
    }

    fn is_superclass(&self, _: &Value) -> Option<Result<bool>> {
        Some(Err(wording::type_error(
            "issubclass() argument 2 cannot be a parameterized generic",
        )))
    }
}

/// A parameter shows as a type does in an annotation: by its name alone.
fn write_parameter(interp: &mut Interp, parameter: &Value, out: &mut String) -> Result<()> {
    match parameter {
        Value::Type(info) => out.push_str(&info.qualified_name()),
        Value::Ellipsis => out.push_str("..."),
        Value::Builtin(builtin) if builtin.owner.is_empty() => out.push_str(builtin.name),
        Value::List(parameters) => {
            out.push('[');
            for (position, parameter) in parameters.to_vec().iter().enumerate() {
                if position > 0 {
                    out.push_str(", ");
                }
                match parameter {
                    Value::Type(info) => out.push_str(&info.qualified_name()),
                    other => repr::write_repr(interp, other, out)?,
                }
            }
            out.push(']');
        }
        other => repr::write_repr(interp, other, out)?,
    }
    Ok(())
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "GenericAlias",
    module: "types",
    doc: "A type with its parameters.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

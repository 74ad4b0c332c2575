//! `namedtuple`: makes classes of tuples whose items have names.
//!
//! Python's manual: <https://docs.python.org/3.13/library/collections.html#collections.namedtuple>.

mod class;

use std::collections::HashSet;
use std::rc::Rc;

use class::Class;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{repr, truth};
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::TokenKind;
use crate::types::str::Str;
use crate::types::str::classify::is_identifier;
use crate::types::tuple::Tuple;

pub(super) static NAMEDTUPLE: Builtin = Builtin {
    name: "namedtuple",
    owner: "",
    params: Params::new(&[
        Param::new("typename").or_named(),
        Param::new("field_names").or_named(),
        Param::new("rename").or(Fallback::Bool(false)).only_named(),
        Param::new("defaults").or(Fallback::None).only_named(),
        Param::new("module").or(Fallback::None).only_named(),
    ]),
    wording: Wording::Def,
    doc: "A class of tuples whose items have names.",
    examples: &[
        (
            "(lambda Point: Point(1, y=2))(collections.namedtuple('Point', 'x y'))",
            "Point(x=1, y=2)",
        ),
        (
            "(lambda Point: Point(1).y)(collections.namedtuple('Point', 'x y', defaults=[0]))",
            "0",
        ),
    ],
    run: namedtuple,
};

/// An instance of a named tuple that a module of the standard library defines: each field with its value.
pub(in crate::modules) fn instance<const N: usize>(
    module: &str,
    name: &str,
    fields: [(&str, Value); N],
) -> Value {
    let names = (fields.iter())
        .map(|(field, _)| Rc::new(Str::new(*field)))
        .collect();
    let class = Class::new(name.to_owned(), module.to_owned(), names, Vec::new());
    let items = fields.map(|(_, item)| item).into();
    Value::Tuple(Rc::new(Tuple::named(class.into_object(), items)))
}

fn namedtuple(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (typename, fields, rename, defaults, module): (&Value, &Value, &Value, &Value, &Value) =
        args.unpack(interp)?;
    let mut fields = field_names(interp, fields)?;
    let typename = repr::str(interp, typename)?;
    if truth::truth(interp, rename)? {
        rename_invalid(&mut fields);
    }
    check(interp, &typename, &fields)?;
    let defaults = if defaults.is_none() {
        Vec::new()
    } else {
        iter::collect(interp, defaults)?
    };
    if defaults.len() > fields.len() {
        return Err(wording::type_error(
            "Got more default values than field names",
        ));
    }
    let module = if module.is_none() {
        "__main__".to_owned()
    } else {
        repr::str(interp, module)?
    };
    let fields: Vec<Rc<Str>> = fields
        .into_iter()
        .map(|field| Rc::new(Str::new(field)))
        .collect();
    interp.reserve_items(fields.len())?;
    let class = Class::new(typename, module, fields, defaults);
    Ok(Value::Object(class.into_object()))
}

/// The names as texts: a `str` is split at commas and white space.
fn field_names(interp: &mut Interp, fields: &Value) -> Result<Vec<String>> {
    if let Value::Str(text) = fields {
        interp.reserve(text.as_str().len())?;
        let spaced = text.as_str().replace(',', " ");
        return Ok(spaced
            .split(char::is_whitespace)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect());
    }
    let mut names = Vec::new();
    iter::for_each(interp, fields, |interp, field| {
        names.push(repr::str(interp, &field)?);
        Ok(())
    })?;
    Ok(names)
}

fn is_keyword(name: &str) -> bool {
    TokenKind::keyword(name).is_some()
}

fn is_valid(name: &str) -> bool {
    is_identifier(name) && !is_keyword(name)
}

/// Gives names that cannot stand the number of their position.
fn rename_invalid(fields: &mut [String]) {
    let mut seen = HashSet::new();
    for (position, field) in fields.iter_mut().enumerate() {
        if !is_valid(field) || field.starts_with('_') || seen.contains(field) {
            *field = format!("_{position}");
        }
        seen.insert(field.clone());
    }
}

/// Complains about names that cannot stand. An underscore at the front is left to names that `rename` gave.
fn check(interp: &mut Interp, typename: &str, fields: &[String]) -> Result<()> {
    for name in std::iter::once(typename).chain(fields.iter().map(String::as_str)) {
        let problem = if !is_identifier(name) {
            "must be valid identifiers"
        } else if is_keyword(name) {
            "cannot be a keyword"
        } else {
            continue;
        };
        let shown = shown(interp, name)?;
        return Err(wording::value_error(format!(
            "Type names and field names {problem}: {shown}"
        )));
    }
    let mut seen = HashSet::new();
    for (position, field) in fields.iter().enumerate() {
        if field.starts_with('_') && *field != format!("_{position}") {
            let shown = shown(interp, field)?;
            return Err(wording::value_error(format!(
                "Field names cannot start with an underscore: {shown}"
            )));
        }
        if !seen.insert(field) {
            let shown = shown(interp, field)?;
            return Err(wording::value_error(format!(
                "Encountered duplicate field name: {shown}"
            )));
        }
    }
    Ok(())
}

fn shown(interp: &mut Interp, name: &str) -> Result<String> {
    repr::repr(interp, &Value::str(name))
}

//! `collections.defaultdict`: a dict that makes the values of missing keys.
//!
//! Python's manual: <https://docs.python.org/3.13/library/collections.html#collections.defaultdict>.

use std::rc::Rc;

use super::{Dict, Kind, methods};
use crate::runtime::call::is_callable;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Getter, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "defaultdict",
    module: "collections",
    doc: "A dict that calls a function for the value of a missing key.",
    base: Some(|| &super::TYPE),
    new: Some(&NEW),
    methods: &[&COPY],
    class_methods: &[],
    getters: &[Getter {
        name: "default_factory",
        doc: "The function that makes the values of missing keys, or None.",
        get: |_, value| {
            Ok(match value {
                Value::Dict(dict) => match &dict.kind {
                    Kind::Default(factory) => factory.clone(),
                    Kind::Plain | Kind::Counter | Kind::Ordered => Value::None,
                },
                _ => Value::None,
            })
        },
    }],
};

static NEW: Builtin = Builtin {
    name: "defaultdict",
    owner: "",
    params: Params::new(&[
        Param::new("default_factory").or(Fallback::None),
        Param::new("entries").or(Fallback::Omitted),
        Param::options("named"),
    ]),
    wording: Wording::Own,
    doc: "A dict whose missing keys get the value that the function returns.",
    examples: &[
        (
            "(lambda d: (d['a'].append(1), d))(collections.defaultdict(list))",
            "(None, defaultdict(<class 'list'>, {'a': [1]}))",
        ),
        ("collections.defaultdict(int)['x']", "0"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (factory, entries): (&Value, Option<&Value>) = args.unpack(interp)?;
    if !factory.is_none() && !is_callable(factory) {
        return Err(wording::type_error(
            "first argument must be callable or None",
        ));
    }
    if !args.rest.is_empty() {
        return Err(wording::type_error(format!(
            "dict expected at most 1 argument, got {}",
            args.rest.len() + 1
        )));
    }
    let dict = Dict::of_kind(Kind::Default(factory.clone()), super::Table::new());
    methods::add_all(interp, &dict, entries, args.named)?;
    Ok(Value::Dict(Rc::new(dict)))
}

static COPY: Builtin = Builtin {
    name: "copy",
    owner: "defaultdict",
    params: Params::new(&[]),
    wording: Wording::NoArguments,
    doc: "A defaultdict with the same entries and the same function.",
    examples: &[(
        "collections.defaultdict(int, a=1).copy()",
        "defaultdict(<class 'int'>, {'a': 1})",
    )],
    run: |interp, args| Ok(Value::Dict(Rc::new(methods::this(args)?.copy(interp)?))),
};

//! `operator.attrgetter(*names)`: a function that looks up one or more attributes.

use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::object::{Object, ObjectRef};
use crate::runtime::ops::{attr, repr};
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity};

/// The type itself.
pub(super) static TYPE: TypeInfo = TypeInfo {
    name: "attrgetter",
    module: "operator",
    doc: "A function that looks up attributes.",
    base: None,
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[],
};

static NEW: Builtin = Builtin {
    name: "attrgetter",
    owner: "",
    params: Params::new(&[Param::new("attr"), Param::rest("attrs")]),
    wording: Wording::Checked(|args| arity::at_least_one("attrgetter", args)),
    doc: "A function that returns an attribute, dots included, or the tuple of several.",
    examples: &[
        ("operator.attrgetter('real')(5)", "5"),
        ("operator.attrgetter('start', 'stop')(range(3))", "(0, 3)"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (first,): (&Value,) = args.unpack(interp)?;
    interp.reserve_items(args.rest.len() + 1)?;
    let mut names = vec![first.clone()];
    names.extend_from_slice(args.rest);
    if names.iter().any(|name| name.as_str().is_none()) {
        return Err(wording::type_error("attribute name must be a string"));
    }
    let bytes = names.len() * size_of::<Value>();
    Ok(Value::Object(ObjectRef::new(AttrGetter { names }, bytes)))
}

struct AttrGetter {
    /// Strings, with dots in them.
    names: Vec<Value>,
}

impl Object for AttrGetter {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let mut out = "operator.attrgetter(".to_owned();
        for (position, name) in self.names.iter().enumerate() {
            repr::write_item(interp, name, position, &mut out)?;
        }
        out.push(')');
        Ok(out)
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, _: &Value, args: CallArgs<'_>) -> Result<Value> {
        let object = arity::only_one("attrgetter", args)?;
        if let [name] = self.names.as_slice() {
            return dotted(interp, object, name);
        }
        super::several(interp, &self.names, |interp, name| {
            dotted(interp, object, name)
        })
    }
}

/// `object.a.b` for the name `'a.b'`.
fn dotted(interp: &mut Interp, object: &Value, name: &Value) -> Result<Value> {
    let mut value = object.clone();
    for part in name.as_str().unwrap_or_default().split('.') {
        interp.tick()?;
        value = attr::get_attr(interp, &value, part)?;
    }
    Ok(value)
}

//! `operator.itemgetter(*items)`: a function that looks up one or more items.

use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::object::{Object, ObjectRef};
use crate::runtime::ops::{index, repr};
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::arity;

/// The type itself.
pub(super) static TYPE: TypeInfo = TypeInfo {
    name: "itemgetter",
    module: "operator",
    doc: "A function that looks up items.",
    base: None,
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[],
};

static NEW: Builtin = Builtin {
    name: "itemgetter",
    owner: "",
    params: Params::new(&[Param::new("item"), Param::rest("items")]),
    wording: Wording::Checked(|args| arity::at_least_one("itemgetter", args)),
    doc: "A function that returns x[item], or the tuple of several items.",
    examples: &[
        ("operator.itemgetter(1)('abc')", "'b'"),
        ("operator.itemgetter(0, 2)('abc')", "('a', 'c')"),
        (
            "sorted([('a', 2), ('b', 1)], key=operator.itemgetter(1))",
            "[('b', 1), ('a', 2)]",
        ),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (first,): (&Value,) = args.unpack(interp)?;
    interp.reserve_items(args.rest.len() + 1)?;
    let mut items = vec![first.clone()];
    items.extend_from_slice(args.rest);
    let bytes = items.len() * size_of::<Value>();
    Ok(Value::Object(ObjectRef::new(ItemGetter { items }, bytes)))
}

struct ItemGetter {
    items: Vec<Value>,
}

impl Object for ItemGetter {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.items.trace(visit);
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let mut out = "operator.itemgetter(".to_owned();
        for (position, item) in self.items.iter().enumerate() {
            repr::write_item(interp, item, position, &mut out)?;
        }
        out.push(')');
        Ok(out)
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, _: &Value, args: CallArgs<'_>) -> Result<Value> {
        let object = arity::only_one("itemgetter", args)?;
        if let [item] = self.items.as_slice() {
            return index::get_item(interp, object, item);
        }
        super::several(interp, &self.items, |interp, item| {
            index::get_item(interp, object, item)
        })
    }
}

impl Drop for ItemGetter {
    fn drop(&mut self) {
        memory::dispose(std::mem::take(&mut self.items));
    }
}

//! `operator.methodcaller(name, /, *args, **kwargs)`: a function that calls a method.

use crate::runtime::call::{CallArgs, Named};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::object::{Object, ObjectRef};
use crate::runtime::ops::{attr, repr};
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity};

/// The type itself.
pub(super) static TYPE: TypeInfo = TypeInfo {
    name: "methodcaller",
    module: "operator",
    doc: "A function that calls a method.",
    base: None,
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[],
};

static NEW: Builtin = Builtin {
    name: "methodcaller",
    owner: "",
    params: Params::new(&[
        Param::new("name"),
        Param::rest("args"),
        Param::options("kwargs"),
    ]),
    wording: Wording::Checked(|args| {
        if args.positional.is_empty() {
            return Err(wording::type_error(
                "methodcaller needs at least one argument, the method name",
            ));
        }
        Ok(())
    }),
    doc: "A function that calls the method of that name with those arguments.",
    examples: &[
        ("operator.methodcaller('upper')('abc')", "'ABC'"),
        (
            "operator.methodcaller('split', sep=',')('a,b')",
            "['a', 'b']",
        ),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (name,): (&Value,) = args.unpack(interp)?;
    if name.as_str().is_none() {
        return Err(wording::type_error("method name must be a string"));
    }
    let bytes = size_of_val(args.rest) + size_of_val(args.named);
    interp.reserve(bytes)?;
    let caller = MethodCaller {
        name: name.clone(),
        positional: args.rest.to_vec(),
        named: args.named.to_vec(),
    };
    Ok(Value::Object(ObjectRef::new(caller, bytes)))
}

struct MethodCaller {
    name: Value,
    positional: Vec<Value>,
    named: Vec<Named>,
}

impl Object for MethodCaller {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.positional.trace(visit);
        self.named.trace(visit);
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let mut out = "operator.methodcaller(".to_owned();
        repr::write_repr(interp, &self.name, &mut out)?;
        repr::write_arguments(interp, &self.positional, &self.named, &mut out)?;
        out.push(')');
        Ok(out)
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, _: &Value, args: CallArgs<'_>) -> Result<Value> {
        let object = arity::only_one("methodcaller", args)?;
        let name = self.name.as_str().unwrap_or_default();
        let method = attr::get_attr(interp, object, name)?;
        interp.call_with(
            &method,
            CallArgs {
                positional: &self.positional,
                named: &self.named,
            },
        )
    }
}

impl Drop for MethodCaller {
    fn drop(&mut self) {
        let mut held = std::mem::take(&mut self.positional);
        held.extend(self.named.drain(..).map(|(_, value)| value));
        memory::dispose(held);
    }
}

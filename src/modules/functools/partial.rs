//! `partial(func, /, *args, **keywords)`: a function with some of its arguments given.

use std::rc::Rc;

use crate::runtime::call::{CallArgs, Named, is_callable};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::object::{Object, ObjectRef};
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Getter, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::dict::Dict;

/// The type itself.
pub(super) static TYPE: TypeInfo = TypeInfo {
    name: "partial",
    module: "functools",
    doc: "A function with some of its arguments given.",
    base: None,
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[
        Getter {
            name: "args",
            doc: "The positional arguments that are given.",
            get: |_, this| Ok(of(this).map_or(Value::None, |partial| partial.args.clone())),
        },
        Getter {
            name: "func",
            doc: "The function.",
            get: |_, this| Ok(of(this).map_or(Value::None, |partial| partial.func.clone())),
        },
        Getter {
            name: "keywords",
            doc: "The named arguments that are given.",
            get: |_, this| {
                Ok(of(this).map_or(Value::None, |partial| {
                    Value::Dict(Rc::clone(&partial.keywords))
                }))
            },
        },
    ],
};

fn of(this: &Value) -> Option<&Partial> {
    this.downcast()
}

static NEW: Builtin = Builtin {
    name: "partial",
    owner: "",
    params: Params::new(&[
        Param::new("func"),
        Param::rest("args"),
        Param::options("keywords"),
    ]),
    wording: Wording::Checked(|args| {
        if args.positional.is_empty() {
            return Err(wording::type_error(
                "type 'partial' takes at least one argument",
            ));
        }
        Ok(())
    }),
    doc: "A function that calls func with these arguments before its own.",
    examples: &[
        ("functools.partial(int, base=2)('101')", "5"),
        (
            "list(map(functools.partial(pow, 2), [1, 2, 3]))",
            "[2, 4, 8]",
        ),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (func,): (&Value,) = args.unpack(interp)?;
    if !is_callable(func) {
        return Err(wording::type_error("the first argument must be callable"));
    }
    let keywords = Dict::new();
    let mut func = func.clone();
    let mut given = Vec::new();
    // A partial of a partial is made flat.
    if let Some(inner) = of(&func) {
        given.extend(inner.positional().iter().cloned());
        let mut cursor = 0;
        while let Some((key, value)) = inner.keywords.table.step(&mut cursor) {
            keywords.insert(interp, key, value)?;
        }
        let innermost = inner.func.clone();
        func = innermost;
    }
    interp.reserve_items(given.len() + args.rest.len())?;
    given.extend_from_slice(args.rest);
    for (name, value) in args.named {
        keywords.insert(interp, Value::Str(Rc::clone(name)), value.clone())?;
    }
    Ok(Value::Object(ObjectRef::new(
        Partial {
            func,
            args: Value::tuple(given),
            keywords: Rc::new(keywords),
        },
        0,
    )))
}

struct Partial {
    func: Value,
    /// A tuple.
    args: Value,
    /// Programs may change it, and the next call sees that.
    keywords: Rc<Dict>,
}

impl Partial {
    fn positional(&self) -> &[Value] {
        match &self.args {
            Value::Tuple(args) => args.as_slice(),
            _ => &[],
        }
    }
}

impl Object for Partial {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.func.trace(visit);
        self.args.trace(visit);
        self.keywords.trace(visit);
    }

    fn repr(&self, interp: &mut Interp, this: &Value) -> Result<String> {
        let mut out = String::new();
        repr::guarded(interp, this, &mut out, "...", |interp, out| {
            out.push_str("functools.partial(");
            repr::write_repr(interp, &self.func, out)?;
            repr::write_arguments(interp, self.positional(), &[], out)?;
            let mut cursor = 0;
            while let Some((key, value)) = self.keywords.table.step(&mut cursor) {
                interp.tick()?;
                let name = repr::str(interp, &key)?;
                out.push_str(&format!(", {name}="));
                repr::write_repr(interp, &value, out)?;
            }
            out.push(')');
            Ok(())
        })?;
        Ok(out)
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, _: &Value, args: CallArgs<'_>) -> Result<Value> {
        let given = self.positional();
        if self.keywords.is_empty() && args.named.is_empty() {
            if let ([first], [second]) = (given, args.positional) {
                return interp.call(&self.func, &[first.clone(), second.clone()]);
            }
            let positional = [given, args.positional].concat();
            return interp.call(&self.func, &positional);
        }
        let mut named: Vec<Named> = Vec::with_capacity(self.keywords.len() + args.named.len());
        let mut cursor = 0;
        while let Some((key, value)) = self.keywords.table.step(&mut cursor) {
            let Value::Str(name) = key else {
                return Err(wording::keywords_must_be_strings());
            };
            named.push((name, value));
        }
        for (name, value) in args.named {
            match named
                .iter_mut()
                .find(|(known, _)| known.as_str() == name.as_str())
            {
                Some((_, slot)) => *slot = value.clone(),
                None => named.push((Rc::clone(name), value.clone())),
            }
        }
        interp.charge(given.len() + named.len())?;
        let positional = [given, args.positional].concat();
        interp.call_with(
            &self.func,
            CallArgs {
                positional: &positional,
                named: &named,
            },
        )
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let func = std::mem::replace(&mut self.func, Value::None);
        let args = std::mem::replace(&mut self.args, Value::None);
        memory::dispose(vec![func, args]);
    }
}

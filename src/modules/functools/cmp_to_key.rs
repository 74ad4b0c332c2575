//! `cmp_to_key(mycmp)`: makes a sort key of a function that compares two values.

use crate::runtime::bind;
use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::object::Object;
use crate::runtime::ops::compare;
use crate::runtime::table::{Builtin, Getter, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::CompareOp;

pub(super) static CMP_TO_KEY: Builtin = Builtin {
    name: "cmp_to_key",
    owner: "",
    params: Params::new(&[Param::new("mycmp").or_named()]),
    wording: Wording::Clinic,
    doc: "A sort key from a function that returns a negative number, zero or a positive one.",
    examples: &[(
        "sorted([1, 3, 2], key=functools.cmp_to_key(lambda a, b: b - a))",
        "[3, 2, 1]",
    )],
    run: |interp, args| {
        let (compare,): (&Value,) = args.unpack(interp)?;
        Ok(Value::object(KeyWrapper {
            compare: compare.clone(),
            object: Value::Missing,
        }))
    },
};

static TYPE: TypeInfo = TypeInfo {
    name: "KeyWrapper",
    module: "functools",
    doc: "A value that a function compares.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[Getter {
        name: "obj",
        doc: "The value.",
        get: |_, this| {
            Ok(match this.downcast::<KeyWrapper>() {
                Some(wrapper) if !wrapper.object.is_missing() => wrapper.object.clone(),
                _ => Value::None,
            })
        },
    }],
};

/// What a call of a wrapper takes.
static K: Builtin = Builtin {
    name: "K",
    owner: "",
    params: Params::new(&[Param::new("obj").or_named()]),
    wording: Wording::Clinic,
    doc: "Wraps a value, to be compared by the function.",
    examples: &[],
    run: wrap,
};

fn wrap(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (object,): (&Value,) = args.unpack(interp)?;
    let compare = args
        .this
        .downcast::<KeyWrapper>()
        .map_or(Value::None, |wrapper| wrapper.compare.clone());
    Ok(Value::object(KeyWrapper {
        compare,
        object: object.clone(),
    }))
}

struct KeyWrapper {
    compare: Value,
    /// `Missing` in what `cmp_to_key` returns.
    object: Value,
}

impl Object for KeyWrapper {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.compare.trace(visit);
        self.object.trace(visit);
    }

    fn hash(&self, _: &mut Interp, this: &Value) -> Result<i64> {
        Err(wording::unhashable(this))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, this: &Value, args: CallArgs<'_>) -> Result<Value> {
        bind::invoke(interp, &K, this, args)
    }

    fn compare(
        &self,
        interp: &mut Interp,
        op: CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        let Some(other) = other.downcast::<KeyWrapper>() else {
            return Err(wording::type_error("other argument must be K instance"));
        };
        if self.object.is_missing() || other.object.is_missing() {
            return Err(Error::new(ExcKind::AttributeError, "object"));
        }
        let answer = interp.call(&self.compare, &[self.object.clone(), other.object.clone()])?;
        compare::compare(interp, op, &answer, &Value::Int(0)).map(Some)
    }
}

impl Drop for KeyWrapper {
    fn drop(&mut self) {
        let compare = std::mem::replace(&mut self.compare, Value::None);
        memory::dispose(vec![
            compare,
            std::mem::replace(&mut self.object, Value::None),
        ]);
    }
}

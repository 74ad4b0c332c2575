//! `cache` and `lru_cache`: functions that remember what they returned.

use super::lru::Cache;
use crate::runtime::bind;
use crate::runtime::call::{CallArgs, is_callable};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::object::Object;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::function;

pub(super) static CACHE: Builtin = Builtin {
    name: "cache",
    owner: "",
    params: Params::new(&[Param::new("user_function")]),
    wording: Wording::Def,
    doc: "The function with a memory: it is called once for the same arguments.",
    examples: &[(
        "(lambda f: (f(3), f(3), f.cache_info().hits))(functools.cache(lambda n: n * n))",
        "(9, 9, 1)",
    )],
    run: |interp, args| {
        let (function,): (&Value,) = args.unpack(interp)?;
        wrapped(function, &Value::None, false)
    },
};

pub(super) static LRU_CACHE: Builtin = Builtin {
    name: "lru_cache",
    owner: "",
    params: Params::new(&[
        Param::new("maxsize").or_named().or(Fallback::Int(128)),
        Param::new("typed").or_named().or(Fallback::Bool(false)),
    ]),
    wording: Wording::Def,
    doc: "Like cache(), forgetting what was used least recently; takes the function, or a size first.",
    examples: &[(
        "functools.lru_cache(maxsize=2)(len).cache_info()",
        "CacheInfo(hits=0, misses=0, maxsize=2, currsize=0)",
    )],
    run: lru_cache,
};

fn lru_cache(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (size, typed): (&Value, bool) = args.unpack(interp)?;
    match size {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) | Value::None => {}
        function if is_callable(function) => return wrapped(function, &Value::Int(128), typed),
        _ => {
            return Err(wording::type_error(
                "Expected first argument to be an integer, a callable, or None",
            ));
        }
    }
    Ok(Value::object(Decorator {
        size: size.clone(),
        typed,
    }))
}

/// The function with a memory of that size; `None` forgets nothing.
fn wrapped(function: &Value, size: &Value, typed: bool) -> Result<Value> {
    if !is_callable(function) {
        return Err(wording::type_error("the first argument must be callable"));
    }
    let most = match size {
        Value::None => None,
        size => Some(usize::try_from(convert::to_ssize(size)?).unwrap_or(0)),
    };
    Ok(Value::object(Cache::new(function.clone(), most, typed)))
}

/// What `lru_cache(maxsize=2)` returns: it takes the function.
struct Decorator {
    size: Value,
    typed: bool,
}

static DECORATE: Builtin = Builtin {
    name: "lru_cache.<locals>.decorating_function",
    owner: "",
    params: Params::new(&[Param::new("user_function").or_named()]),
    wording: Wording::Def,
    doc: "Gives a function a memory.",
    examples: &[],
    run: |interp, args| {
        let (function,): (&Value,) = args.unpack(interp)?;
        match args.this.downcast::<Decorator>() {
            Some(decorator) => wrapped(function, &decorator.size, decorator.typed),
            None => Ok(Value::None),
        }
    },
};

impl Object for Decorator {
    fn type_info(&self) -> &'static TypeInfo {
        &function::TYPE
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        Ok(format!("<function {}>", DECORATE.name))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Option<Result<Value>> {
        match name {
            "__name__" => Some(Ok(Value::str("decorating_function"))),
            "__qualname__" => Some(Ok(Value::str(DECORATE.name))),
            _ => None,
        }
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, this: &Value, args: CallArgs<'_>) -> Result<Value> {
        bind::invoke(interp, &DECORATE, this, args)
    }
}

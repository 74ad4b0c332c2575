//! `reduce(function, iterable[, initial])`: one value from many.

use crate::runtime::callee::Callee;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

pub(super) static REDUCE: Builtin = Builtin {
    name: "reduce",
    owner: "",
    params: Params::new(&[
        Param::new("function"),
        Param::new("iterable"),
        Param::new("initial").or(Fallback::Omitted),
    ]),
    wording: Wording::Positional,
    doc: "Combines the items from the left with a function of two arguments, down to one value.",
    examples: &[
        ("reduce(lambda x, y: x * 10 + y, [1, 2, 3])", "123"),
        ("reduce(max, [], 0)", "0"),
    ],
    run: reduce,
};

fn reduce(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (function, iterable, initial): (&Value, &Value, Option<&Value>) = args.unpack(interp)?;
    let Some(iter) = iter::try_open(interp, iterable)? else {
        return Err(wording::type_error("reduce() arg 2 must support iteration"));
    };
    let function = Callee::new(function, 2);
    let mut total = initial.cloned().unwrap_or(Value::Missing);
    iter::drive(interp, &iter, |interp, item| {
        total = if total.is_missing() {
            item
        } else {
            let before = std::mem::replace(&mut total, Value::Missing);
            function.call(interp, &[before, item])?
        };
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    if total.is_missing() {
        return Err(wording::type_error(
            "reduce() of empty iterable with no initial value",
        ));
    }
    Ok(total)
}

//! `Counter.elements()`: each key as often as its count says, made of `chain`, `starmap` and `repeat` as in CPython.

use super::{chain, repeat, starmap};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// `chain.from_iterable(starmap(repeat, items))`
pub(crate) fn over(interp: &mut Interp, items: &Value) -> Result<Value> {
    let repeated = interp.call(
        &Value::Type(&starmap::TYPE),
        &[Value::Type(&repeat::TYPE), items.clone()],
    )?;
    let chain = Value::Type(&chain::TYPE);
    interp.call_method(&chain, "from_iterable", &[repeated])
}

//! `int.to_bytes` and `int.from_bytes`.

use num_bigint::{BigInt, Sign};

use super::methods::receiver;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::bytes;

pub(super) static TO_BYTES: Builtin = Builtin {
    name: "to_bytes",
    owner: "int",
    params: Params::new(&[
        Param::new("length").or_named().or(Fallback::Int(1)),
        Param::new("byteorder").or_named().or(Fallback::Str("big")),
        Param::new("signed").only_named().or(Fallback::Bool(false)),
    ]),
    wording: Wording::Clinic,
    doc: "The number as so many bytes, the most significant first or last.",
    examples: &[("(1024).to_bytes(2, 'big')", "b'\\x04\\x00'")],
    run: to_bytes,
};

fn to_bytes(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (length, order, signed): (i64, &Value, bool) = args.unpack(interp)?;
    let order = Order::named("to_bytes", order)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(wording::value_error("length argument must be non-negative"));
    };
    let number = receiver(&args)?;
    if number.is_negative() && !signed {
        return Err(wording::overflow_error(
            "can't convert negative int to unsigned",
        ));
    }
    let number = number.big();
    // In two's complement -128 needs 8 bits as 127 does, and the sign one more where there is one.
    let magnitude_bits = if number.sign() == Sign::Minus {
        (&*number + 1_i32).bits()
    } else {
        number.bits()
    };
    let bits = magnitude_bits + u64::from(signed && number.sign() != Sign::NoSign);
    if bits.div_ceil(8) > length as u64 {
        return Err(too_big());
    }
    interp.reserve(length)?;
    let filler = if number.sign() == Sign::Minus {
        0xff
    } else {
        0
    };
    let mut bytes = number.to_signed_bytes_le();
    bytes.resize(length, filler);
    if order == Order::Big {
        bytes.reverse();
    }
    Ok(Value::bytes(bytes))
}

fn too_big() -> Error {
    wording::overflow_error("int too big to convert")
}

pub(super) static FROM_BYTES: Builtin = Builtin {
    name: "from_bytes",
    owner: "int",
    params: Params::new(&[
        Param::new("bytes").or_named(),
        Param::new("byteorder").or_named().or(Fallback::Str("big")),
        Param::new("signed").only_named().or(Fallback::Bool(false)),
    ]),
    wording: Wording::Clinic,
    doc: "The number that bytes stand for.",
    examples: &[("int.from_bytes(b'\\x04\\x00', 'big')", "1024")],
    run: from_bytes,
};

fn from_bytes(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source, order, signed): (&Value, &Value, bool) = args.unpack(interp)?;
    let order = Order::named("from_bytes", order)?;
    let bytes = match source {
        Value::Bytes(bytes) => Value::Bytes(std::rc::Rc::clone(bytes)),
        Value::Str(_) => {
            return Err(wording::type_error(format!(
                "cannot convert '{}' object to bytes",
                type_name(source)
            )));
        }
        _ => bytes::from_items(interp, source)?,
    };
    let Value::Bytes(bytes) = bytes else {
        return Err(wording::expected_bytes_like(source));
    };
    let bytes = bytes.as_slice();
    interp.reserve(bytes.len())?;
    let number = match (order, signed) {
        (Order::Big, true) => BigInt::from_signed_bytes_be(bytes),
        (Order::Little, true) => BigInt::from_signed_bytes_le(bytes),
        (Order::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (Order::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
    };
    // `bool` inherits the method and makes its own kind of the number.
    Ok(match args.this {
        Value::Type(class) if std::ptr::eq(*class, &crate::types::bool::TYPE) => {
            Value::Bool(number.sign() != Sign::NoSign)
        }
        _ => Value::int(number),
    })
}

/// Which byte comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// `'big'`
    Big,
    /// `'little'`
    Little,
}

impl Order {
    fn named(function: &str, value: &Value) -> Result<Order> {
        match value.as_str() {
            Some("big") => Ok(Order::Big),
            Some("little") => Ok(Order::Little),
            Some(_) => Err(wording::value_error(
                "byteorder must be either 'little' or 'big'",
            )),
            None => Err(wording::type_error(format!(
                "{function}() argument 'byteorder' must be str, not {}",
                type_name(value)
            ))),
        }
    }
}

//! `int`: whole numbers of any size.

use num_bigint::BigInt;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::TypeInfo;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "int",
    module: "builtins",
    doc: "A whole number of any size.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The decimal digits.
///
/// # Errors
/// `ValueError` when there would be more than 4300.
pub fn to_decimal(interp: &mut Interp, number: &BigInt) -> Result<String> {
    interp.charge(usize::try_from(number.bits() / 64).unwrap_or(usize::MAX))?;
    Ok(number.to_string())
}

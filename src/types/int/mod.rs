//! `int`: whole numbers of any size.

mod arith;
mod big;
mod divide;
mod multiply;
mod power;
mod true_divide;

use num_bigint::BigInt;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::TypeInfo;

pub use arith::{binary, small};
pub use big::{Big, Int, limbs};
pub use divide::floor;
pub use multiply::multiply;
pub use power::modular;

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

//! The operations that every value takes part in: one file for each of Python's protocols.

pub mod arith;
pub mod attr;
pub mod compare;
pub mod contains;
pub mod convert;
pub mod format;
pub mod hash;
pub mod in_place;
pub mod index;
pub mod length;
pub mod percent;
pub mod repr;
pub mod sequence;
pub mod template;
pub mod text;
pub mod truth;

//! Lazy iterators, one kind in each file.

pub mod callable;
pub mod enumerate;
pub mod filter;
pub mod map;
pub mod reuse;
pub mod sequence;
mod text;
pub mod zip;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter};
use crate::runtime::table::{Builtin, TypeInfo};
use crate::runtime::value::Value;

/// The type record of an iterator that has no attributes of its own.
#[must_use]
pub const fn type_info(
    module: &'static str,
    name: &'static str,
    doc: &'static str,
    new: Option<&'static Builtin>,
) -> TypeInfo {
    TypeInfo {
        name,
        module,
        doc,
        base: None,
        new,
        methods: &[],
        class_methods: &[],
        getters: &[],
    }
}

/// Opens each of several iterables, first to last.
fn open_all(interp: &mut Interp, iterables: &[Value]) -> Result<Box<[Rc<Iter>]>> {
    interp.reserve_items(iterables.len())?;
    iterables
        .iter()
        .map(|iterable| iter::open(interp, iterable))
        .collect()
}

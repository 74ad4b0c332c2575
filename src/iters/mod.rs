//! Lazy iterators, one kind in each file.

pub mod accumulate;
pub mod batched;
pub mod callable;
pub mod chain;
pub mod combinations;
pub mod combinations_with_replacement;
pub mod compress;
pub mod count;
pub mod cycle;
pub mod dropwhile;
pub mod elements;
pub mod enumerate;
pub mod filter;
pub mod filterfalse;
pub mod groupby;
pub mod islice;
pub mod map;
pub mod pairwise;
pub mod permutations;
pub mod product;
mod range;
pub mod repeat;
mod reuse;
pub mod reversed;
mod rows;
pub mod sequence;
pub mod starmap;
mod table;
pub mod takewhile;
pub mod tee;
mod text;
pub mod zip;
pub mod zip_longest;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter};
use crate::runtime::memory::Charge;
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

/// The positions `0..count`, which somebody then moves about.
fn positions(interp: &mut Interp, count: usize) -> Result<(Vec<usize>, Charge)> {
    let charge = room_for::<usize>(interp, count)?;
    Ok(((0..count).collect(), charge))
}

/// The price of that many things, for as long as they are kept.
fn room_for<T>(interp: &mut Interp, count: usize) -> Result<Charge> {
    let bytes = count.saturating_mul(size_of::<T>());
    interp.reserve(bytes)?;
    Ok(Charge::of(bytes))
}

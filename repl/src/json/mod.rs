//! JSON text to data and back, as Python's `json` module reads and writes it.
//!
//! Integers of any size stay exact and objects keep their order, which is why the usual crate's number and map
//! types are not used here.

mod dump;
mod read;
mod write;

pub(crate) use dump::{dump, load};
pub(crate) use read::{Json, read};
pub(crate) use write::{quote, write};

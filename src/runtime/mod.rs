//! What running needs: values, failures, the meter, the tables, the binder, iteration and the operations.
//!
//! Knows nothing of source text beyond spans, of how a lambda body is evaluated, or of the host.

pub mod bind;
pub mod call;
pub mod callee;
pub mod chance;
pub mod consume;
mod direct;
pub mod error;
pub mod exception;
pub(crate) mod format;
mod graph;
pub mod heap;
pub mod interp;
pub mod iter;
mod keys;
pub mod memory;
pub mod meter;
pub mod object;
pub mod observe;
pub mod ops;
pub mod signature;
pub mod spending;
pub mod table;
pub mod trace;
pub mod unit;
pub mod unpack;
pub mod value;
pub mod wording;

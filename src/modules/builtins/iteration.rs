//! `map`, `filter`, `zip`, `iter`, `next` and the other builtins that make or pull iterators.

use crate::runtime::table::Member;

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[];

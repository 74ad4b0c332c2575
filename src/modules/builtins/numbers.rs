//! Builtin functions over numbers: `abs`, `round`, `pow`, `divmod`, `bin`.

use crate::runtime::table::Member;

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[];

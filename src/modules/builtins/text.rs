//! Builtin functions over text: `chr`, `ord`, `repr`, `ascii`, `format`, `print`.

use crate::runtime::table::Member;

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[];

//! Enough stack for a walk whose depth is known beforehand.
//!
//! Every walk over a tree recurses at most as deep as `Tree::depth` says, so one check at the start is enough and none
//! is needed on the way.

/// Stack that one level of a walk may use, generous for builds without optimisation.
const PER_LEVEL: usize = if cfg!(debug_assertions) {
    4 << 10
} else {
    8 << 10
};
/// Stack for what a walk calls at its leaves.
const AT_LEAST: usize = 64 << 10;

/// Runs `walk` with stack for `depth` levels of recursion, on a new segment where the thread has too little left.
///
/// ```
/// use lambkin::syntax::with_room;
/// fn sum(n: u64) -> u64 { if n == 0 { 0 } else { n + sum(n - 1) } }
/// assert_eq!(with_room(50_000, || sum(50_000)), 1_250_025_000);
/// ```
pub fn with_room<R>(depth: usize, walk: impl FnOnce() -> R) -> R {
    with_stack(depth.saturating_mul(PER_LEVEL), walk)
}

/// Runs `work` with `bytes` of stack and a little more.
pub(super) fn with_stack<R>(bytes: usize, work: impl FnOnce() -> R) -> R {
    let need = bytes.saturating_add(AT_LEAST);
    stacker::maybe_grow(need, need, work)
}

/// Runs one level of a walk whose depth is not known, on a new segment where little is left.
pub(super) fn with_room_for_one<R>(level: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(AT_LEAST, 1 << 20, level)
}

//! A stable merge sort that asks the questions that CPython 3.13 asks, in the same order.
//!
//! It finds natural runs, extends short ones by binary insertion, merges by the powersort policy, and gallops
//! where one run wins for long. It sorts positions, so the keys never move and a failing comparison loses
//! nothing. Every index stays in bounds whatever the comparisons answer: offsets are clamped before use.

use super::gallop::{High, Keys, Low, MIN_GALLOP};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// Runs shorter than a number below this are extended.
const MAX_MIN_RUN: usize = 64;

/// Sorts `order`, which names positions of `keys`.
///
/// # Errors
/// What comparing raises; `order` then holds each position once still.
pub(super) fn sort(interp: &mut Interp, keys: &[Value], order: &mut [usize]) -> Result<()> {
    let total = order.len();
    let mut sorter = Sorter {
        keys: Keys::new(keys),
        order,
        pending: Vec::new(),
        min_gallop: MIN_GALLOP,
    };
    let least = min_run(total);
    let mut start = 0;
    while start < total {
        let left = total - start;
        let mut length = sorter.count_run(interp, start, left)?;
        if length < least {
            let forced = left.min(least);
            sorter.insert(interp, start, forced, length)?;
            length = forced;
        }
        sorter.push_run(interp, start, length)?;
        start += length;
    }
    sorter.collapse(interp)
}

/// The length below which runs are extended: such that the list splits into a power of two of them, about.
fn min_run(mut count: usize) -> usize {
    let mut odd = 0;
    while count >= MAX_MIN_RUN {
        odd |= count & 1;
        count >>= 1;
    }
    count + odd
}

/// A sorted stretch that waits to be merged.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
    /// How deep in the ideal tree of merges the border to the next run lies.
    power: u32,
}

struct Sorter<'a> {
    keys: Keys<'a>,
    order: &'a mut [usize],
    pending: Vec<Run>,
    min_gallop: usize,
}

impl Sorter<'_> {
    fn less_at(&self, interp: &mut Interp, lhs: usize, rhs: usize) -> Result<bool> {
        self.keys.less(interp, self.order[lhs], self.order[rhs])
    }

    /// The length of the run at `start`, made ascending if it was descending.
    fn count_run(&mut self, interp: &mut Interp, start: usize, left: usize) -> Result<usize> {
        let mut length = self.ascend(interp, start, 1, left)?;
        if length == left {
            return Ok(length);
        }
        if length > 1 {
            if self.less_at(interp, start, start + length - 1)? {
                return Ok(length);
            }
            // All of them are equal: they may begin a descending run, whose reversal must keep their order.
            self.order[start..start + length].reverse();
        }
        length += 1;
        let mut equal = 0;
        while length < left {
            let at = start + length;
            if self.less_at(interp, at, at - 1)? {
                self.reverse_equal(at, &mut equal);
            } else if self.less_at(interp, at - 1, at)? {
                break;
            } else {
                equal += 1;
            }
            length += 1;
        }
        self.reverse_equal(start + length, &mut equal);
        self.order[start..start + length].reverse();
        self.ascend(interp, start, length, left)
    }

    /// How far an ascending run of at least `length` goes.
    fn ascend(
        &self,
        interp: &mut Interp,
        start: usize,
        mut length: usize,
        left: usize,
    ) -> Result<usize> {
        while length < left && !self.less_at(interp, start + length, start + length - 1)? {
            length += 1;
        }
        Ok(length)
    }

    /// Turns around the equal items that end before `end`.
    fn reverse_equal(&mut self, end: usize, equal: &mut usize) {
        if *equal > 0 {
            self.order[end - *equal - 1..end].reverse();
            *equal = 0;
        }
    }

    /// Binary insertion: the first `sorted` of `count` items are in order already.
    fn insert(
        &mut self,
        interp: &mut Interp,
        start: usize,
        count: usize,
        sorted: usize,
    ) -> Result<()> {
        for next in sorted.max(1)..count {
            let run = &mut self.order[start..=start + next];
            let pivot = run[next];
            let (mut low, mut high) = (0, next);
            while low < high {
                let middle = (low + high) >> 1;
                if self.keys.less(interp, pivot, run[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            run[low..].rotate_right(1);
        }
        Ok(())
    }

    /// Notes a new run, after merging those that lie deeper in the ideal tree.
    fn push_run(&mut self, interp: &mut Interp, start: usize, length: usize) -> Result<()> {
        if let Some(last) = self.pending.last() {
            let power = power(last.start, last.length, length, self.order.len());
            while let [.., before, _] = self.pending.as_slice()
                && before.power > power
            {
                self.merge_at(interp, self.pending.len() - 2)?;
            }
            if let Some(last) = self.pending.last_mut() {
                last.power = power;
            }
        }
        self.pending.push(Run {
            start,
            length,
            power: 0,
        });
        Ok(())
    }

    /// Merges what is left, smaller neighbours first.
    fn collapse(&mut self, interp: &mut Interp) -> Result<()> {
        while self.pending.len() > 1 {
            let mut at = self.pending.len() - 2;
            if at > 0 && self.pending[at - 1].length < self.pending[at + 1].length {
                at -= 1;
            }
            self.merge_at(interp, at)?;
        }
        Ok(())
    }

    /// Merges the pending runs `at` and `at + 1`.
    fn merge_at(&mut self, interp: &mut Interp, at: usize) -> Result<()> {
        let (first, second) = (self.pending[at], self.pending[at + 1]);
        self.pending[at].length += second.length;
        self.pending.remove(at + 1);
        let end = second.start + second.length;
        let (left, right) = self.order[first.start..end].split_at(first.length);
        // What of the first run comes before all of the second is in place already, and the other way round.
        let skipped = self.keys.gallop_right(interp, right[0], left, 0)?;
        let left = &left[skipped..];
        let Some(last) = left.last() else {
            return Ok(());
        };
        let taken = self
            .keys
            .gallop_left(interp, *last, right, right.len() - 1)?;
        if taken == 0 {
            return Ok(());
        }
        let (start, end) = (first.start + skipped, second.start + taken);
        if left.len() <= taken {
            self.merge_low(interp, start, second.start, end)
        } else {
            self.merge_high(interp, start, second.start, end)
        }
    }

    /// Merges from the front; the first run is the shorter one and moves out of the way.
    fn merge_low(
        &mut self,
        interp: &mut Interp,
        start: usize,
        border: usize,
        end: usize,
    ) -> Result<()> {
        let left: Vec<usize> = self.order[start..border].to_vec();
        let mut state = Low {
            left: &left,
            a: 0,
            b: border,
            end,
            into: start,
        };
        let result = state.run(interp, self.keys, self.order, &mut self.min_gallop);
        // What is left of the first run fills the gap exactly, whether the merge failed, ended or has one left.
        let rest = &left[state.a..];
        let gap = state.into..state.into + (state.end - state.b);
        if matches!(result, Ok(true)) {
            self.order.copy_within(state.b..state.end, gap.start);
            self.order[gap.end..gap.end + rest.len()].copy_from_slice(rest);
        } else {
            self.order[state.into..state.into + rest.len()].copy_from_slice(rest);
        }
        result.map(drop)
    }

    /// Merges from the back; the second run is the shorter one and moves out of the way.
    fn merge_high(
        &mut self,
        interp: &mut Interp,
        start: usize,
        border: usize,
        end: usize,
    ) -> Result<()> {
        let right: Vec<usize> = self.order[border..end].to_vec();
        let mut state = High {
            right: &right,
            start,
            a: border,
            b: right.len(),
            into: end,
        };
        let result = state.run(interp, self.keys, self.order, &mut self.min_gallop);
        let rest = &right[..state.b];
        if matches!(result, Ok(true)) {
            let count = state.a - state.start;
            self.order
                .copy_within(state.start..state.a, state.into - count);
            let first = state.into - count;
            self.order[first - rest.len()..first].copy_from_slice(rest);
        } else {
            self.order[state.into - rest.len()..state.into].copy_from_slice(rest);
        }
        result.map(drop)
    }
}

/// How deep the border between two neighbouring runs lies in the ideal tree: the first binary digit in which the
/// middles of the two, as fractions of the whole, differ.
fn power(start: usize, first: usize, second: usize, total: usize) -> u32 {
    let mut low = 2 * start + first;
    let mut high = low + first + second;
    let mut power = 0;
    loop {
        power += 1;
        if low >= total {
            low -= total;
            high -= total;
        } else if high >= total {
            return power;
        }
        low <<= 1;
        high <<= 1;
    }
}

//! A stable merge sort that asks the questions that CPython 3.13 asks, in the same order.
//!
//! It finds natural runs, extends short ones by binary insertion, merges by the powersort policy, and gallops
//! where one run wins for long. It sorts positions, so the keys never move and a failing comparison loses
//! nothing. Every index stays in bounds whatever the comparisons answer: offsets are clamped before use.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::compare;
use crate::runtime::value::Value;

/// How often one run must win before galloping begins.
const MIN_GALLOP: usize = 7;
/// Runs shorter than a number below this are extended.
const MAX_MIN_RUN: usize = 64;

/// Sorts `order`, which names positions of `keys`.
///
/// # Errors
/// What comparing raises; `order` then holds each position once still.
pub(super) fn sort(interp: &mut Interp, keys: &[Value], order: &mut [usize]) -> Result<()> {
    let total = order.len();
    let mut sorter = Sorter {
        keys: Keys(keys),
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

/// The keys by position.
#[derive(Clone, Copy)]
struct Keys<'a>(&'a [Value]);

impl Keys<'_> {
    /// The one question that is asked.
    fn less(self, interp: &mut Interp, lhs: usize, rhs: usize) -> Result<bool> {
        interp.tick()?;
        compare::less(interp, &self.0[lhs], &self.0[rhs])
    }

    /// Where `key` belongs in sorted `run`, before those equal to it; the search begins at `hint`.
    fn gallop_left(
        self,
        interp: &mut Interp,
        key: usize,
        run: &[usize],
        hint: usize,
    ) -> Result<usize> {
        let (mut low, mut high);
        let mut last = 0;
        let mut offset = 1;
        if self.less(interp, run[hint], key)? {
            let most = run.len() - hint;
            while offset < most && self.less(interp, run[hint + offset], key)? {
                last = offset;
                offset = (offset << 1) + 1;
            }
            low = hint + last + 1;
            high = hint + offset.min(most);
        } else {
            let most = hint + 1;
            while offset < most && !self.less(interp, run[hint - offset], key)? {
                last = offset;
                offset = (offset << 1) + 1;
            }
            low = hint + 1 - offset.min(most);
            high = hint - last;
        }
        while low < high {
            let middle = low + ((high - low) >> 1);
            if self.less(interp, run[middle], key)? {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(high)
    }

    /// Where `key` belongs in sorted `run`, after those equal to it; the search begins at `hint`.
    fn gallop_right(
        self,
        interp: &mut Interp,
        key: usize,
        run: &[usize],
        hint: usize,
    ) -> Result<usize> {
        let (mut low, mut high);
        let mut last = 0;
        let mut offset = 1;
        if self.less(interp, key, run[hint])? {
            let most = hint + 1;
            while offset < most && self.less(interp, key, run[hint - offset])? {
                last = offset;
                offset = (offset << 1) + 1;
            }
            low = hint + 1 - offset.min(most);
            high = hint - last;
        } else {
            let most = run.len() - hint;
            while offset < most && !self.less(interp, key, run[hint + offset])? {
                last = offset;
                offset = (offset << 1) + 1;
            }
            low = hint + last + 1;
            high = hint + offset.min(most);
        }
        while low < high {
            let middle = low + ((high - low) >> 1);
            if self.less(interp, key, run[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(high)
    }
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
        let result = state.run(interp, self);
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
        let result = state.run(interp, self);
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

/// A merge from the front: `left[a..]` and `order[b..end]` go to `order[into..]`.
struct Low<'a> {
    left: &'a [usize],
    a: usize,
    b: usize,
    end: usize,
    into: usize,
}

impl Low<'_> {
    fn take_left(&mut self, order: &mut [usize], count: usize) {
        let taken = &self.left[self.a..self.a + count];
        order[self.into..self.into + count].copy_from_slice(taken);
        self.a += count;
        self.into += count;
    }

    fn take_right(&mut self, order: &mut [usize], count: usize) {
        order.copy_within(self.b..self.b + count, self.into);
        self.b += count;
        self.into += count;
    }

    fn left_count(&self) -> usize {
        self.left.len() - self.a
    }

    /// Whether the last item of the first run goes behind everything that is left.
    fn run(&mut self, interp: &mut Interp, sorter: &mut Sorter<'_>) -> Result<bool> {
        let keys = sorter.keys;
        self.take_right(sorter.order, 1);
        if self.b == self.end {
            return Ok(false);
        }
        if self.left_count() == 1 {
            return Ok(true);
        }
        let mut min_gallop = sorter.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if keys.less(interp, sorter.order[self.b], self.left[self.a])? {
                    self.take_right(sorter.order, 1);
                    b_wins += 1;
                    a_wins = 0;
                    if self.b == self.end {
                        return Ok(false);
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.take_left(sorter.order, 1);
                    a_wins += 1;
                    b_wins = 0;
                    if self.left_count() == 1 {
                        return Ok(true);
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                sorter.min_gallop = min_gallop;
                let key = sorter.order[self.b];
                a_wins = keys.gallop_right(interp, key, &self.left[self.a..], 0)?;
                if a_wins > 0 {
                    self.take_left(sorter.order, a_wins);
                    match self.left_count() {
                        1 => return Ok(true),
                        // Only comparisons that contradict themselves lead here.
                        0 => return Ok(false),
                        _ => {}
                    }
                }
                self.take_right(sorter.order, 1);
                if self.b == self.end {
                    return Ok(false);
                }
                let key = self.left[self.a];
                b_wins = keys.gallop_left(interp, key, &sorter.order[self.b..self.end], 0)?;
                if b_wins > 0 {
                    self.take_right(sorter.order, b_wins);
                    if self.b == self.end {
                        return Ok(false);
                    }
                }
                self.take_left(sorter.order, 1);
                if self.left_count() == 1 {
                    return Ok(true);
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            sorter.min_gallop = min_gallop;
        }
    }
}

/// A merge from the back: `order[start..a]` and `right[..b]` go before `order[into]`.
struct High<'a> {
    right: &'a [usize],
    start: usize,
    a: usize,
    b: usize,
    into: usize,
}

impl High<'_> {
    fn take_left(&mut self, order: &mut [usize], count: usize) {
        order.copy_within(self.a - count..self.a, self.into - count);
        self.a -= count;
        self.into -= count;
    }

    fn take_right(&mut self, order: &mut [usize], count: usize) {
        let taken = &self.right[self.b - count..self.b];
        order[self.into - count..self.into].copy_from_slice(taken);
        self.b -= count;
        self.into -= count;
    }

    /// Whether the first item of the second run goes before everything that is left.
    fn run(&mut self, interp: &mut Interp, sorter: &mut Sorter<'_>) -> Result<bool> {
        let keys = sorter.keys;
        self.take_left(sorter.order, 1);
        if self.a == self.start {
            return Ok(false);
        }
        if self.b == 1 {
            return Ok(true);
        }
        let mut min_gallop = sorter.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if keys.less(interp, self.right[self.b - 1], sorter.order[self.a - 1])? {
                    self.take_left(sorter.order, 1);
                    a_wins += 1;
                    b_wins = 0;
                    if self.a == self.start {
                        return Ok(false);
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.take_right(sorter.order, 1);
                    b_wins += 1;
                    a_wins = 0;
                    if self.b == 1 {
                        return Ok(true);
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                sorter.min_gallop = min_gallop;
                let run = &sorter.order[self.start..self.a];
                let key = self.right[self.b - 1];
                a_wins = run.len() - keys.gallop_right(interp, key, run, run.len() - 1)?;
                if a_wins > 0 {
                    self.take_left(sorter.order, a_wins);
                    if self.a == self.start {
                        return Ok(false);
                    }
                }
                self.take_right(sorter.order, 1);
                if self.b == 1 {
                    return Ok(true);
                }
                let run = &self.right[..self.b];
                let key = sorter.order[self.a - 1];
                b_wins = run.len() - keys.gallop_left(interp, key, run, run.len() - 1)?;
                if b_wins > 0 {
                    self.take_right(sorter.order, b_wins);
                    match self.b {
                        1 => return Ok(true),
                        // Only comparisons that contradict themselves lead here.
                        0 => return Ok(false),
                        _ => {}
                    }
                }
                self.take_left(sorter.order, 1);
                if self.a == self.start {
                    return Ok(false);
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            sorter.min_gallop = min_gallop;
        }
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

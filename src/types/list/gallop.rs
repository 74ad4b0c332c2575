//! Merging two sorted runs, and galloping: finding how far one of them wins without asking for each item.
//!
//! Offsets double and are then narrowed down by halves, exactly as CPython 3.13 does it, so that the same
//! comparisons are made. A merge that fails leaves what is left of the moved run to its caller.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::compare;
use crate::runtime::value::Value;

/// How often one run must win before galloping begins.
pub(super) const MIN_GALLOP: usize = 7;

/// The keys by position.
#[derive(Clone, Copy)]
pub(super) struct Keys<'a>(&'a [Value]);

impl<'a> Keys<'a> {
    pub(super) fn new(keys: &'a [Value]) -> Self {
        Keys(keys)
    }
}

impl Keys<'_> {
    /// The one question that is asked.
    pub(super) fn less(self, interp: &mut Interp, lhs: usize, rhs: usize) -> Result<bool> {
        interp.tick()?;
        compare::less(interp, &self.0[lhs], &self.0[rhs])
    }

    /// Where `key` belongs in sorted `run`, before those equal to it; the search begins at `hint`.
    pub(super) fn gallop_left(
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
    pub(super) fn gallop_right(
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

/// A merge from the front: `left[a..]` and `order[b..end]` go to `order[into..]`.
pub(super) struct Low<'a> {
    pub(super) left: &'a [usize],
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) end: usize,
    pub(super) into: usize,
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
    pub(super) fn run(
        &mut self,
        interp: &mut Interp,
        keys: Keys<'_>,
        order: &mut [usize],
        remembered: &mut usize,
    ) -> Result<bool> {
        self.take_right(order, 1);
        if self.b == self.end {
            return Ok(false);
        }
        if self.left_count() == 1 {
            return Ok(true);
        }
        let mut min_gallop = *remembered;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if keys.less(interp, order[self.b], self.left[self.a])? {
                    self.take_right(order, 1);
                    b_wins += 1;
                    a_wins = 0;
                    if self.b == self.end {
                        return Ok(false);
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.take_left(order, 1);
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
                *remembered = min_gallop;
                let key = order[self.b];
                a_wins = keys.gallop_right(interp, key, &self.left[self.a..], 0)?;
                if a_wins > 0 {
                    self.take_left(order, a_wins);
                    match self.left_count() {
                        1 => return Ok(true),
                        // Only comparisons that contradict themselves lead here.
                        0 => return Ok(false),
                        _ => {}
                    }
                }
                self.take_right(order, 1);
                if self.b == self.end {
                    return Ok(false);
                }
                let key = self.left[self.a];
                b_wins = keys.gallop_left(interp, key, &order[self.b..self.end], 0)?;
                if b_wins > 0 {
                    self.take_right(order, b_wins);
                    if self.b == self.end {
                        return Ok(false);
                    }
                }
                self.take_left(order, 1);
                if self.left_count() == 1 {
                    return Ok(true);
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            *remembered = min_gallop;
        }
    }
}

/// A merge from the back: `order[start..a]` and `right[..b]` go before `order[into]`.
pub(super) struct High<'a> {
    pub(super) right: &'a [usize],
    pub(super) start: usize,
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) into: usize,
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
    pub(super) fn run(
        &mut self,
        interp: &mut Interp,
        keys: Keys<'_>,
        order: &mut [usize],
        remembered: &mut usize,
    ) -> Result<bool> {
        self.take_left(order, 1);
        if self.a == self.start {
            return Ok(false);
        }
        if self.b == 1 {
            return Ok(true);
        }
        let mut min_gallop = *remembered;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if keys.less(interp, self.right[self.b - 1], order[self.a - 1])? {
                    self.take_left(order, 1);
                    a_wins += 1;
                    b_wins = 0;
                    if self.a == self.start {
                        return Ok(false);
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.take_right(order, 1);
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
                *remembered = min_gallop;
                let run = &order[self.start..self.a];
                let key = self.right[self.b - 1];
                a_wins = run.len() - keys.gallop_right(interp, key, run, run.len() - 1)?;
                if a_wins > 0 {
                    self.take_left(order, a_wins);
                    if self.a == self.start {
                        return Ok(false);
                    }
                }
                self.take_right(order, 1);
                if self.b == 1 {
                    return Ok(true);
                }
                let run = &self.right[..self.b];
                let key = order[self.a - 1];
                b_wins = run.len() - keys.gallop_left(interp, key, run, run.len() - 1)?;
                if b_wins > 0 {
                    self.take_right(order, b_wins);
                    match self.b {
                        1 => return Ok(true),
                        // Only comparisons that contradict themselves lead here.
                        0 => return Ok(false),
                        _ => {}
                    }
                }
                self.take_left(order, 1);
                if self.a == self.start {
                    return Ok(false);
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            *remembered = min_gallop;
        }
    }
}

//! What an evaluation may spend, and what it has spent.
//!
//! Steps are counted down in one register-friendly counter; every few thousand of them the slow path looks at
//! the total, the live bytes, the clock and the host's cancel flag. Steps are deterministic: the same program
//! with the same input costs the same number everywhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::error::{Error, Limit, Result};
use super::memory;

/// Steps between two looks at the clock.
const STRIDE: u64 = 4096;

/// More than any machine has: what is refused even without a limit, so that no allocation can overflow.
const MOST_BYTES: usize = isize::MAX as usize / 1024;

/// The most that one evaluation may spend; `None` is no limit.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Calls, pulled items and units of bulk work.
    pub steps: Option<u64>,
    /// Live bytes.
    pub memory: Option<usize>,
    /// Wall-clock time.
    pub time: Option<Duration>,
    /// Bytes printed.
    pub output: Option<usize>,
}

/// The running account of one evaluation.
pub struct Meter {
    /// Steps left until the next look.
    left: u64,
    /// Steps granted so far, `left` included.
    granted: u64,
    budget: Budget,
    /// Bytes that were live before the evaluation began.
    baseline: usize,
    /// Set by the first look: reading the clock costs as much as a small call, and most calls end before it.
    deadline: Option<Instant>,
    cancelled: Arc<AtomicBool>,
}

impl Meter {
    /// A meter that starts now.
    #[must_use]
    pub fn new(budget: Budget, cancelled: Arc<AtomicBool>) -> Self {
        let mut meter = Meter {
            left: 0,
            granted: 0,
            budget,
            baseline: memory::live(),
            deadline: None,
            cancelled,
        };
        meter.restart();
        meter
    }

    /// Begins a fresh account under the same budget.
    pub fn restart(&mut self) {
        let stride = self.budget.steps.map_or(STRIDE, |steps| steps.min(STRIDE));
        self.left = stride;
        self.granted = stride;
        self.deadline = None;
    }

    /// Steps spent so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.granted - self.left
    }

    /// Live bytes of this evaluation.
    #[must_use]
    pub fn live(&self) -> usize {
        memory::live().saturating_sub(self.baseline)
    }

    /// The budget in force.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Pays one step.
    #[inline]
    pub fn tick(&mut self) -> Result<()> {
        if self.left > 0 {
            self.left -= 1;
            return Ok(());
        }
        self.refill(1)
    }

    /// Pays `units` steps at once, before bulk work of that size.
    #[inline]
    pub fn charge(&mut self, units: u64) -> Result<()> {
        if self.left >= units {
            self.left -= units;
            return Ok(());
        }
        self.refill(units)
    }

    #[cold]
    fn refill(&mut self, units: u64) -> Result<()> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Error::halt(Limit::Cancelled));
        }
        let spent = self.steps();
        let needed = spent.saturating_add(units);
        if self.budget.steps.is_some_and(|most| needed > most) {
            return Err(Error::halt(Limit::Steps));
        }
        if self.budget.memory.is_some_and(|most| self.live() > most) {
            return Err(Error::halt(Limit::Memory));
        }
        if self.budget.time.is_some_and(|time| self.is_late(time)) {
            return Err(Error::halt(Limit::Time));
        }
        let until = needed.saturating_add(STRIDE);
        self.granted = self.budget.steps.map_or(until, |most| until.min(most));
        self.left = self.granted - needed;
        Ok(())
    }

    /// Whether the time is over; it begins with the first question, a few thousand steps after the evaluation.
    fn is_late(&mut self, time: Duration) -> bool {
        let now = Instant::now();
        if self.deadline.is_none() {
            self.deadline = now.checked_add(time);
        }
        self.deadline.is_some_and(|deadline| now >= deadline)
    }

    /// Looks at the clock, the memory and the host's word without paying: between the parts of one long computation
    /// that was paid for at once.
    pub fn look(&mut self) -> Result<()> {
        self.refill(0)
    }

    /// Prices `bytes` before they are taken: halts when they would not fit, and charges the work of filling them.
    pub fn reserve(&mut self, bytes: usize) -> Result<()> {
        let most = self.budget.memory.unwrap_or(MOST_BYTES);
        if self.live().saturating_add(bytes) > most {
            return Err(Error::halt(Limit::Memory));
        }
        // Sixteen bytes a step is what copying costs next to a call.
        self.charge(u64::try_from(bytes / 16).unwrap_or(u64::MAX))
    }
}

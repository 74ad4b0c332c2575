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
use super::spending::{Spender, Spending};

/// So many bytes are a step: what copying them costs next to a call.
pub const BYTES_A_STEP: usize = 16;

/// Steps between two looks at the clock.
const STRIDE: u64 = 4096;

/// How many looks an evaluation gets at least before its steps are spent, so that it is known where they went.
const LOOKS: u64 = 64;

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
    /// Items pulled from iterators.
    pub items: Option<u64>,
    /// Calls of the host's functions.
    pub host_calls: Option<u64>,
}

/// The running account of one evaluation.
pub struct Meter {
    /// Steps left until the next look.
    left: u64,
    /// Steps granted so far, `left` included.
    granted: u64,
    /// Items pulled so far.
    items: u64,
    /// Calls of the host's functions so far.
    host_calls: u64,
    /// The most live bytes seen at a look or asked for at once.
    peak: usize,
    /// Who is spending at the moment.
    spender: Spender,
    /// Where the steps went, as far as the looks saw.
    spending: Spending,
    /// Steps from one look to the next.
    stride: u64,
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
        let stride = (budget.steps).map_or(STRIDE, |steps| (steps / LOOKS).clamp(LOOKS, STRIDE));
        let mut meter = Meter {
            left: 0,
            granted: 0,
            items: 0,
            host_calls: 0,
            peak: 0,
            spender: Spender::NOBODY,
            spending: Spending::default(),
            stride,
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
        self.granted = self.grant(0);
        self.left = self.granted;
        self.items = 0;
        self.host_calls = 0;
        self.peak = 0;
        self.spender = Spender::NOBODY;
        self.spending.clear();
        self.deadline = None;
    }

    /// From here on, only what is taken later counts as the evaluation's memory.
    pub fn rebase(&mut self) {
        self.baseline = memory::live();
    }

    /// Steps spent so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.granted - self.left
    }

    /// Items pulled so far.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.items
    }

    /// Calls of the host's functions so far.
    #[must_use]
    pub fn host_calls(&self) -> u64 {
        self.host_calls
    }

    /// Live bytes of this evaluation.
    #[must_use]
    pub fn live(&self) -> usize {
        memory::live().saturating_sub(self.baseline)
    }

    /// The most bytes that were live at once: exact for what was asked for at once, and else to within what the steps
    /// between two looks can take.
    #[must_use]
    pub fn peak(&self) -> usize {
        self.peak.max(self.live())
    }

    /// The budget in force.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Says who spends from now on; returns who did.
    #[inline]
    pub fn enter(&mut self, spender: Spender) -> Spender {
        std::mem::replace(&mut self.spender, spender)
    }

    /// Changes the budget, and begins a fresh account under it.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
        self.restart();
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

    /// Pays one step for somebody else: the lambda that is called.
    #[inline]
    pub fn tick_for(&mut self, spender: impl FnOnce() -> Spender) -> Result<()> {
        if self.left > 0 {
            self.left -= 1;
            return Ok(());
        }
        let outer = self.enter(spender());
        let paid = self.refill(1);
        self.spender = outer;
        paid
    }

    /// Pays one step for an item pulled.
    #[inline]
    pub fn pull(&mut self) -> Result<()> {
        if self.left > 0 {
            self.left -= 1;
            self.items += 1;
            return Ok(());
        }
        if self.budget.items.is_some_and(|most| self.items >= most) {
            return Err(self.halt(Limit::Items));
        }
        self.items += 1;
        self.refill(1)
    }

    /// Pays for that many items at once.
    pub fn pull_many(&mut self, count: u64) -> Result<()> {
        let left = (self.budget.items).map_or(u64::MAX, |most| most.saturating_sub(self.items));
        self.items += count.min(left);
        self.charge(count.min(left))?;
        if count > left {
            return Err(self.halt(Limit::Items));
        }
        Ok(())
    }

    /// Pays for a call of one of the host's functions.
    pub fn call_host(&mut self) -> Result<()> {
        self.tick()?;
        if (self.budget.host_calls).is_some_and(|most| self.host_calls >= most) {
            return Err(self.halt(Limit::HostCalls));
        }
        self.host_calls += 1;
        Ok(())
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
        let spent = self.steps();
        let needed = spent.saturating_add(units);
        self.spending.note(self.spender, needed);
        self.peak = self.peak.max(self.live());
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(self.halt(Limit::Cancelled));
        }
        if self.budget.steps.is_some_and(|most| needed > most) {
            return Err(self.halt(Limit::Steps));
        }
        if self.budget.memory.is_some_and(|most| self.live() > most) {
            return Err(self.halt(Limit::Memory));
        }
        if self.budget.time.is_some_and(|time| self.is_late(time)) {
            return Err(self.halt(Limit::Time));
        }
        self.granted = self.grant(needed);
        self.left = self.granted - needed;
        Ok(())
    }

    /// How far the steps may go until the next look, when `needed` are spent: never past a limit of steps, and not as
    /// far as a limit of items, which nobody counts in between.
    fn grant(&self, needed: u64) -> u64 {
        let items = (self.budget.items).map_or(u64::MAX, |most| most.saturating_sub(self.items));
        let until = needed.saturating_add(self.stride.min(items));
        self.budget.steps.map_or(until, |most| until.min(most))
    }

    /// Whether the time would be over when all that is alive were let go of, for which a nanosecond a byte is set aside,
    /// but no more than half of the time. It begins with the first question, a few thousand steps after the evaluation.
    fn is_late(&mut self, time: Duration) -> bool {
        let now = Instant::now();
        let live = u64::try_from(self.live()).unwrap_or(u64::MAX);
        let letting_go = Duration::from_nanos(live).min(time / 2);
        if self.deadline.is_none() {
            self.deadline = now.checked_add(time);
        }
        self.deadline
            .is_some_and(|deadline| now + letting_go >= deadline)
    }

    /// Looks at the clock, the memory and the host's word without paying: between the parts of one long computation
    /// that was paid for at once.
    pub fn look(&mut self) -> Result<()> {
        self.refill(0)
    }

    /// Prices `bytes` before they are taken: halts when they would not fit, and charges the work of filling them.
    pub fn reserve(&mut self, bytes: usize) -> Result<()> {
        self.reserve_beside(bytes, 0)
    }

    /// The same beside `held` bytes that are not yet part of any value.
    pub fn reserve_beside(&mut self, bytes: usize, held: usize) -> Result<()> {
        let most = self.budget.memory.unwrap_or(MOST_BYTES);
        let wanted = self.live().saturating_add(bytes).saturating_add(held);
        let steps = u64::try_from(bytes / BYTES_A_STEP).unwrap_or(u64::MAX);
        if wanted > most {
            // Who asks for too much spends most, though it gets nothing.
            self.spending
                .note(self.spender, self.steps().saturating_add(steps));
            return Err(self.halt(Limit::Memory));
        }
        self.peak = self.peak.max(wanted);
        self.charge(steps)
    }

    /// Stops the evaluation at that limit, and says who spent most until then: steps stand for memory and time, which
    /// they pay for; of what is written and of the host's functions, who asks for more counts.
    #[cold]
    pub fn halt(&mut self, limit: Limit) -> Error {
        self.spending.note(self.spender, self.steps());
        let spender = match limit {
            Limit::Output | Limit::HostCalls => self.spender,
            Limit::Steps | Limit::Memory | Limit::Time | Limit::Items | Limit::Cancelled => {
                self.spending.most()
            }
        };
        Error::halt(limit, spender)
    }
}

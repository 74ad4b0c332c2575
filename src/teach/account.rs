//! What became of each part of a program: when it was evaluated, how often, and to what.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::summary::summary;
use crate::runtime::observe::{Event, Observer};
use crate::runtime::ops::truth;
use crate::syntax::Span;

/// More parts than this are not accounted for one by one.
const MOST: usize = 100_000;
/// The values of a part that is evaluated again and again are not looked at after so many times.
const MOST_VALUES: u64 = 1_000;

/// What became of one part.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// The moment at which its evaluation first began.
    pub(super) start: u32,
    /// The moment at which that evaluation ended.
    pub(super) finish: u32,
    /// How often it was begun.
    pub(super) times: u64,
    /// The value it had last.
    pub(super) value: Option<Seen>,
    /// Whether it failed the last time.
    pub(super) failed: bool,
}

/// A value that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// In few words.
    pub(super) text: String,
    /// Whether it is true, where that is known without running anything.
    pub(super) truth: Option<bool>,
}

/// What became of every part, by where it stands.
pub(super) type Visits = HashMap<Span, Visit>;

/// Keeps account of one evaluation.
pub(super) struct Account {
    visits: Rc<RefCell<Visits>>,
    clock: u32,
}

impl Account {
    /// An account, and where its entries will be found.
    pub(super) fn new() -> (Self, Rc<RefCell<Visits>>) {
        let visits = Rc::new(RefCell::new(Visits::new()));
        let account = Account {
            visits: Rc::clone(&visits),
            clock: 0,
        };
        (account, visits)
    }

    /// The next moment.
    fn tick(&mut self) -> u32 {
        self.clock = self.clock.saturating_add(1);
        self.clock
    }
}

impl Observer for Account {
    fn see(&mut self, event: Event<'_>) {
        match event {
            Event::Enter(span) => {
                let known = {
                    let mut visits = self.visits.borrow_mut();
                    let full = visits.len() >= MOST;
                    match visits.get_mut(&span) {
                        Some(visit) => {
                            visit.times += 1;
                            true
                        }
                        None => full,
                    }
                };
                if !known {
                    let visit = Visit {
                        start: self.tick(),
                        finish: 0,
                        times: 1,
                        value: None,
                        failed: false,
                    };
                    self.visits.borrow_mut().insert(span, visit);
                }
            }
            Event::Leave(span, result) => {
                let first = self
                    .visits
                    .borrow()
                    .get(&span)
                    .is_some_and(|visit| visit.finish == 0);
                let now = if first { self.tick() } else { 0 };
                let mut visits = self.visits.borrow_mut();
                let Some(visit) = visits.get_mut(&span) else {
                    return;
                };
                if first {
                    visit.finish = now;
                }
                visit.failed = result.is_err();
                if visit.times <= MOST_VALUES {
                    visit.value = result.ok().map(|value| Seen {
                        text: summary(value),
                        truth: truth::known(value),
                    });
                }
            }
            Event::Call(_)
            | Event::Return
            | Event::Item(_)
            | Event::Pull(_)
            | Event::Give(..)
            | Event::Done(_) => {}
        }
    }
}

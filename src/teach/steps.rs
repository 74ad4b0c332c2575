//! The reduction sequence of an expression: `(1 + 2) * 3`, `3 * 3`, `9`.
//!
//! Each text is checked before it is shown: the evaluator must give it the same value. One that it does not (an
//! iterator used up elsewhere, a list that two places share) is left out, and the step after it says so by its count.

mod json;
mod text;

pub use text::Marks;

use std::rc::Rc;
use std::time::{Duration, Instant};

use super::stepper::{Step, Stepper, Window};
use crate::host::{Failure, Session};
use crate::runtime::iter;
use crate::runtime::value::Value;
use crate::syntax;

/// How much of a sequence is shown.
///
/// ```
/// use lambkin::Engine;
/// use lambkin::teach::steps::{Extent, steps};
///
/// let few = Extent { steps: 2, ..Extent::default() };
/// let found = steps("1 + 2 + 3 + 4", few, &mut || Engine::new().session());
/// assert_eq!(found.steps.len(), 2);
/// assert!(found.is_cut);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The most steps.
    pub steps: usize,
    /// The most bytes of text, all steps together.
    pub bytes: usize,
}

impl Default for Extent {
    fn default() -> Self {
        Extent {
            steps: 200,
            bytes: 128 << 10,
        }
    }
}

/// A reduction sequence.
///
/// ```
/// use lambkin::{Engine, teach::steps::steps};
///
/// let found = steps("len('abc') * 2", Default::default(), &mut || Engine::new().session());
/// assert_eq!(found.evaluations, 2);
/// assert_eq!(found.value.unwrap(), "6");
/// ```
#[derive(Debug)]
pub struct Steps {
    /// The steps that are shown, in order.
    pub steps: Vec<Step>,
    /// The expression after the last of them, where it is not yet what the value is shown as.
    pub last: Option<String>,
    /// The value as `repr` shows it, or why there is none.
    pub value: Result<String, Failure>,
    /// Evaluations of operators, calls and the like, all told.
    pub evaluations: u64,
    /// Of those, the ones after the last step that is shown.
    pub left_out: u64,
    /// Whether more happened than the extent allows to show.
    pub is_cut: bool,
    /// What the evaluation cost, in the evaluator's own steps.
    pub cost: u64,
    /// What it printed.
    pub output: String,
}

/// The longest that checking the texts may take.
const PATIENCE: Duration = Duration::from_millis(400);
/// The most that checking them may cost, in steps.
const MOST_STEPS: u64 = 3_000_000;

/// The reduction sequence of `text`. `session` makes the sessions to evaluate in, all alike.
///
/// ```
/// use lambkin::Engine;
/// use lambkin::teach::steps::{Extent, steps};
///
/// let found = steps("(1 + 2) * 3", Extent::default(), &mut || Engine::new().session());
/// let texts: Vec<&str> = found.steps.iter().map(|step| step.text.as_str()).collect();
/// assert_eq!(texts, ["(1 + 2) * 3", "3 * 3"]);
/// assert_eq!(found.value.unwrap(), "9");
/// ```
pub fn steps(text: &str, extent: Extent, session: &mut dyn FnMut() -> Session) -> Steps {
    let tree = match syntax::parse(text) {
        Ok(tree) => tree,
        Err(findings) => return Steps::none(Failure::Refused(findings.into())),
    };
    let window = Window {
        steps: extent.steps,
        bytes: extent.bytes,
    };
    let depth = tree.depth();
    // The observer's tree is made, changed and dropped on one stack with room for it.
    syntax::with_room(depth.saturating_mul(2), || {
        let (stepper, found) = Stepper::new(Rc::new(tree), text, window);
        let mut main = session();
        let result = main.watch(text, Box::new(stepper));
        let cost = main.usage().steps;
        let output = main.take_output();
        // The answer takes the items of an iterator, some of which show how many are left: `repeat(2, 3)`.
        let shown = result.as_ref().ok().map(|value| main.repr(value));
        let wanted = Answer::of(&mut main, &result);
        let value = result.and_then(|value| shown.unwrap_or_else(|| main.repr(&value)));
        let found = found.take();
        let mut checker = Checker {
            wanted,
            session,
            began: Instant::now(),
            cost: 0,
            gave_up: false,
        };
        let (steps, missed) = checker.faithful(found.steps);
        let last = found
            .last
            .filter(|last| value.as_ref().is_ok_and(|value| value != last) && checker.holds(last));
        Steps {
            steps,
            last,
            value,
            evaluations: found.evaluations,
            left_out: found.after + missed,
            is_cut: found.cut || checker.gave_up,
            cost,
            output,
        }
    })
}

impl Steps {
    fn none(failure: Failure) -> Self {
        Steps {
            steps: Vec::new(),
            last: None,
            value: Err(failure),
            evaluations: 0,
            left_out: 0,
            is_cut: false,
            cost: 0,
            output: String::new(),
        }
    }
}

/// What evaluating a text came to, so that two can be compared.
#[derive(PartialEq, Eq)]
struct Answer(String);

impl Answer {
    fn of(session: &mut Session, result: &Result<Value, Failure>) -> Self {
        let shown = match result {
            Ok(Value::Iter(iter)) => {
                let iter = Rc::clone(iter);
                let items = session.with(|interp| iter::take(interp, &iter, 100));
                let items = items.and_then(|items| session.repr(&Value::list(items)));
                items.map(|items| format!("{} of {items}", iter.type_info().name))
            }
            Ok(value) => session.repr(value),
            Err(failure) => Ok(failure.to_string()),
        };
        let shown = shown.unwrap_or_else(|failure| failure.to_string());
        Answer(without_addresses(&shown))
    }
}

/// `<function <lambda> at 0x…>`, whose number says where it lies and not what it is.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split(" at 0x");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit()));
    }
    plain
}

/// Evaluates texts to see whether they have the value that they should.
struct Checker<'a> {
    wanted: Answer,
    session: &'a mut dyn FnMut() -> Session,
    began: Instant,
    cost: u64,
    /// Whether there was no time to check everything.
    gave_up: bool,
}

impl Checker<'_> {
    /// The steps whose texts have the value; how many evaluations come after them.
    fn faithful(&mut self, steps: Vec<Step>) -> (Vec<Step>, u64) {
        let mut kept: Vec<Step> = Vec::with_capacity(steps.len());
        let mut missed = 0;
        for mut step in steps {
            step.evaluations += missed;
            step.hidden += missed;
            missed = 0;
            if self.holds(&step.text) {
                kept.push(step);
            } else {
                missed = step.evaluations;
            }
        }
        (kept, missed)
    }

    fn holds(&mut self, text: &str) -> bool {
        if self.cost > MOST_STEPS || self.began.elapsed() > PATIENCE {
            self.gave_up = true;
            return false;
        }
        let mut session = (self.session)();
        let result = session.eval(text);
        let answer = Answer::of(&mut session, &result);
        self.cost = self.cost.saturating_add(session.usage().steps);
        answer == self.wanted
    }
}

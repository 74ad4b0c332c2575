//! A suggestion is looked at as any program is before anybody sees it: it parses, names nothing new, and runs where it
//! needs no input.

use std::time::Duration;

use super::flow;
use super::names::{self, Names};
use crate::host::{Engine, Failure, Limits};
use crate::syntax::parse;
use crate::teach::statement::Statement;

/// What running a suggestion may cost.
const STEPS: u64 = 20_000;
/// And how long it may take in any case.
const PATIENCE: Duration = Duration::from_millis(50);

/// Whether the text is a program, over no other names than those that the statements read and those introduced.
pub(super) fn holds(text: &str, steps: &[&Statement], introduced: &Names) -> Option<()> {
    let tree = parse(text).ok()?;
    let mut known = introduced.clone();
    flow::each_expr(steps, &mut |expr| known.extend(names::read(expr)));
    known.extend(flow::bound(steps));
    known.insert("print".into());
    let read = names::read(tree.root());
    if read.iter().any(|name| !known.contains(name)) {
        return None;
    }
    let is_closed = read
        .iter()
        .all(|name| crate::modules::lookup(name).is_some());
    if is_closed { runs(text) } else { Some(()) }
}

/// Whether the program runs; it may be too long to see its end.
fn runs(text: &str) -> Option<()> {
    let limits = Limits {
        steps: Some(STEPS),
        time: Some(PATIENCE),
        ..Limits::untrusted()
    };
    let mut session = Engine::new().with_limits(limits).session();
    session.print_to(|_| {});
    match session.eval(text) {
        Ok(_) | Err(Failure::Halted(_)) => Some(()),
        Err(Failure::Refused(_) | Failure::Raised(_) | Failure::Unfit(_)) => None,
    }
}

//! Reduction sequences: every line is an expression of equal value, in CPython too.
//!
//! `LAMBKIN_STEPS=10000` asks for so many expressions, `LAMBKIN_SEED=7` for others than the usual.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use lambkin::runtime::observe::{Event, Observer};
use lambkin::syntax;
use lambkin::syntax::ast::{Expr, ExprKind, UnaryOp};
use lambkin::teach::steps::{Extent, Steps, steps};
use lambkin::{Engine, Limits, Session};

use super::differential::sample;
use crate::support::oracle::Oracle;
use crate::support::reply::{Reply, without_addresses};
use crate::support::wish;

fn session() -> Session {
    let limits = Limits {
        time: Some(Duration::from_secs(20)),
        ..Limits::untrusted()
    };
    Engine::new().with_limits(limits).session()
}

fn sequence(text: &str) -> Steps {
    steps(text, Extent::default(), &mut session)
}
/// An answer as one text.
fn shown(reply: &Reply) -> String {
    match reply {
        Reply::Value(text) => without_addresses(text),
        Reply::Raised(kind, message) => format!("{kind}: {}", without_addresses(message)),
        Reply::Halted(text) | Reply::Refused(text) | Reply::Panicked(text) => text.clone(),
    }
}

#[test]
fn every_line_has_the_same_value_in_cpython() {
    let Some(mut oracle) = Oracle::start() else {
        return;
    };
    let count = wish::number("LAMBKIN_STEPS").unwrap_or(1_500);
    let seed = wish::number("LAMBKIN_SEED").unwrap_or(11);
    let (mut lines, mut shorter) = (0, 0);
    let mut wrong = Vec::new();
    for text in sample(count, seed as u64) {
        let found = sequence(&text);
        let mut texts = vec![text.clone()];
        texts.extend(found.steps.iter().map(|step| step.text.clone()));
        texts.extend(found.last.clone());
        let answers = oracle.answers(&texts);
        let Some(Some(first)) = answers.first() else {
            continue;
        };
        let wanted = shown(&first.reply);
        for (line, answer) in texts.iter().zip(&answers) {
            let Some(answer) = answer else {
                continue;
            };
            lines += 1;
            if shown(&answer.reply) != wanted {
                wrong.push(format!(
                    "{text}\n   {line}\n   {} instead of {wanted}",
                    shown(&answer.reply)
                ));
            }
        }
        shorter += usize::from(found.steps.is_empty());
        if let Ok(value) = &found.value
            && without_addresses(value) != wanted
        {
            wrong.push(format!("{text}\n   ends in {value} instead of {wanted}"));
        }
    }
    println!("{lines} lines compared, {shorter} expressions without a step");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Counts the evaluations of what is more than a literal, a name, a lambda or a display without stars.
struct Counter {
    source: String,
    count: Rc<Cell<u64>>,
}

impl Observer for Counter {
    fn see(&mut self, event: Event<'_>) {
        if let Event::Leave(span, Ok(_)) = event
            && !is_simple(&self.source[span.range()])
        {
            self.count.set(self.count.get() + 1);
        }
    }
}

fn is_simple(fragment: &str) -> bool {
    let is_star = |item: &Expr| matches!(item.kind, ExprKind::Starred(_));
    let Ok(tree) = syntax::parse(fragment) else {
        return false;
    };
    match &tree.root().kind {
        ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Lambda(_) => true,
        ExprKind::Tuple(items) | ExprKind::List(items) => !items.iter().any(is_star),
        ExprKind::Unary(UnaryOp::Neg, operand) => matches!(operand.kind, ExprKind::Constant(_)),
        _ => false,
    }
}

#[test]
fn the_steps_are_those_of_the_evaluator() {
    for text in sample(500, 12) {
        let found = sequence(&text);
        let mut plain = session();
        let answer = plain.eval(&text).and_then(|value| plain.repr(&value));
        let mut plain = session();
        let _ = plain.eval(&text);
        assert_eq!(found.cost, plain.usage().steps, "{text}");
        let count = Rc::new(Cell::new(0));
        let counter = Counter {
            source: text.clone(),
            count: Rc::clone(&count),
        };
        let _ = session().watch(&text, Box::new(counter));
        assert_eq!(found.evaluations, count.get(), "{text}");
        let told: u64 = found.steps.iter().map(|step| step.evaluations).sum();
        assert_eq!(told + found.left_out, found.evaluations, "{text}");
        match (answer, &found.value) {
            (Ok(wanted), Ok(value)) => {
                assert_eq!(
                    without_addresses(&wanted),
                    without_addresses(value),
                    "{text}"
                );
            }
            (Err(wanted), Err(failure)) => assert_eq!(wanted.to_string(), failure.to_string()),
            (wanted, got) => panic!("{text}: {got:?} instead of {wanted:?}"),
        }
    }
}

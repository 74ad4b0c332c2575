//! A reduction sequence for tools: one JSON object a line. `docs/teaching.md` describes it.

use super::Steps;
use crate::host::Failure;
use crate::syntax::Span;
use crate::teach::json::{Object, list};
use crate::teach::stepper::Step;

/// The version of the form; it changes when a member changes its meaning or goes.
const SCHEMA: u32 = 1;

impl Steps {
    /// The sequence as JSON lines.
    ///
    /// ```
    /// use lambkin::{Engine, teach::steps::steps};
    ///
    /// let found = steps("1 + 2", Default::default(), &mut || Engine::new().session());
    /// assert!(found.json().starts_with(r#"{"schema":1,"event":"step","step":1,"text":"1 + 2""#));
    /// ```
    #[must_use]
    pub fn json(&self) -> String {
        self.events().join("\n") + "\n"
    }

    /// The lines, each a JSON object.
    pub(crate) fn events(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let event = |kind: &str, number: usize| {
            Object::new()
                .raw("schema", SCHEMA)
                .text("event", kind)
                .raw("step", number)
        };
        for (number, step) in (1..).zip(&self.steps) {
            let line = event("step", number)
                .text("text", &step.text)
                .raw("redex", span(step.redex))
                .text("becomes", &step.becomes)
                .text("rule", step.rule.name())
                .raw(
                    "skipped",
                    list(step.skipped.iter().map(|place| span(*place))),
                )
                .raw("bindings", bindings(step))
                .raw("evaluations", step.evaluations)
                .raw("hidden", step.hidden);
            lines.push(line.end());
        }
        let next = self.steps.len() + 1;
        if self.is_cut {
            lines.push(
                event("omitted", next)
                    .raw("evaluations", self.left_out)
                    .end(),
            );
        }
        let totals = |line: Object| {
            line.raw("evaluations", self.evaluations)
                .raw("cost", self.cost)
                .text("output", &self.output)
                .end()
        };
        lines.push(match &self.value {
            Ok(value) => {
                let line = event("value", next)
                    .text("text", value)
                    .raw("redex", "null");
                totals(match &self.last {
                    Some(last) => line.text("expression", last),
                    None => line,
                })
            }
            Err(failure) => totals(error(event("error", next), failure)),
        });
        lines
    }
}

fn error(line: Object, failure: &Failure) -> Object {
    line.text("error", failure.kind())
        .text("message", failure.message())
}

/// What a step binds, as an object of expressions.
fn bindings(step: &Step) -> String {
    (step.bindings.iter())
        .fold(Object::new(), |all, (name, value)| all.text(name, value))
        .end()
}

/// A place in the text of the same line, in bytes.
fn span(span: Span) -> String {
    Object::new()
        .raw("start", span.start)
        .raw("end", span.end)
        .end()
}

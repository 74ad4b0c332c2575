//! Everything that happens in an evaluation, in order: the record from which timeline and pulls are drawn.
//!
//! Closures, environments, cells and iterators are numbered in the order in which they appear, so that two runs give
//! the same record.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::names::Numbers;
use super::spell::find;
use super::summary::summary;
use super::walk::{self, When};
use crate::runtime::error::Error;
use crate::runtime::observe::{Closure, Event, Item, Observer};
use crate::runtime::value::Value;
use crate::syntax::ast::{Expr, ExprKind, UnaryOp};
use crate::syntax::{Span, Tree};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) kind: Kind,
    /// How many evaluations, calls and pulls it happened within.
    pub(super) depth: usize,
    /// The part of the program that it is about, if it is about one.
    pub(super) span: Option<Span>,
    /// What it is about, in words: a fragment, a closure, an iterator.
    pub(super) what: String,
    /// The value that came of it.
    pub(super) value: Option<String>,
    /// Names with what they are bound to.
    pub(super) bindings: Vec<(String, String)>,
    /// Who asked, for a pull.
    pub(super) by: Option<String>,
}

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The evaluation of a part begins.
    Enter,
    /// It has a value.
    Value,
    /// It failed.
    Raise,
    /// A part will not be evaluated.
    Skip,
    /// A lambda or a lazy iterator was made, and nothing in it was run.
    Make,
    /// A lambda is called.
    Call,
    /// It returns.
    Return,
    /// A comprehension has its next item.
    Item,
    /// Somebody asks an iterator for an item.
    Pull,
    /// It gives one.
    Give,
    /// It has none left.
    Done,
}

impl Kind {
    /// The kind as one word.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Enter => "enter",
            Kind::Value => "value",
            Kind::Raise => "raise",
            Kind::Skip => "skip",
            Kind::Make => "make",
            Kind::Call => "call",
            Kind::Return => "return",
            Kind::Item => "item",
            Kind::Pull => "pull",
            Kind::Give => "give",
            Kind::Done => "done",
        }
    }
}

/// What was recorded.
#[derive(Default)]
pub(super) struct Record {
    pub(super) moments: Vec<Moment>,
    /// How many more there were than are kept.
    pub(super) left_out: u64,
}

/// Watches one evaluation and writes down what happens.
pub(super) struct Recorder {
    record: Rc<RefCell<Record>>,
    program: Rc<Tree>,
    source: Rc<str>,
    most: usize,
    /// The parts that are not worth a moment: literals and names.
    quiet: HashSet<Span>,
    /// The parts under way, with the parts of each that were begun.
    nodes: Vec<(Span, Vec<Span>)>,
    /// The iterators that are being asked.
    pulls: Vec<String>,
    /// How many pulls there were when each part was begun.
    marks: Vec<(usize, usize)>,
    depth: usize,
    numbers: Numbers,
    /// The variables of each comprehension.
    variables: HashMap<Span, Vec<String>>,
}

impl Recorder {
    /// A recorder that keeps the first `most` moments, and where they will be found.
    pub(super) fn new(program: Rc<Tree>, source: &str, most: usize) -> (Self, Rc<RefCell<Record>>) {
        let record = Rc::new(RefCell::new(Record::default()));
        let mut quiet = HashSet::new();
        let mut variables = HashMap::new();
        let mut pending = vec![program.root()];
        while let Some(part) = pending.pop() {
            if is_quiet(part) {
                quiet.insert(part.span);
            }
            if let ExprKind::Comprehension(comprehension) = &part.kind {
                let names = walk::bound_names(&comprehension.clauses);
                variables.insert(part.span, names.iter().map(ToString::to_string).collect());
            }
            walk::parts(part, &mut |part, _| pending.push(part));
        }
        let recorder = Recorder {
            record: Rc::clone(&record),
            program,
            source: Rc::from(source),
            most,
            quiet,
            nodes: Vec::new(),
            pulls: Vec::new(),
            marks: Vec::new(),
            depth: 0,
            numbers: Numbers::default(),
            variables,
        };
        (recorder, record)
    }

    fn fragment(&self, span: Span) -> String {
        self.source.get(span.range()).unwrap_or_default().to_owned()
    }

    fn is_full(&self) -> bool {
        self.record.borrow().moments.len() >= self.most
    }

    fn note(&mut self, kind: Kind, span: Option<Span>, what: String, value: Option<String>) {
        self.add(Moment {
            kind,
            depth: self.depth,
            span,
            what,
            value,
            bindings: Vec::new(),
            by: None,
        });
    }

    fn add(&mut self, moment: Moment) {
        let mut record = self.record.borrow_mut();
        if record.moments.len() < self.most {
            record.moments.push(moment);
        } else {
            record.left_out += 1;
        }
    }

    fn enter(&mut self, span: Span) {
        if let Some((_, begun)) = self.nodes.last_mut() {
            begun.push(span);
        }
        self.nodes.push((span, Vec::new()));
        self.marks.push((self.pulls.len(), self.depth));
        if !self.quiet.contains(&span) {
            let fragment = self.fragment(span);
            self.note(Kind::Enter, Some(span), fragment, None);
            self.depth += 1;
        }
    }

    fn leave(&mut self, span: Span, result: Result<&Value, &Error>) {
        let begun = self.nodes.pop().map(|(_, begun)| begun).unwrap_or_default();
        if let Some((pulls, depth)) = self.marks.pop() {
            self.pulls.truncate(pulls);
            self.depth = depth;
        }
        if self.quiet.contains(&span) {
            return;
        }
        let fragment = self.fragment(span);
        match result {
            Err(_) => self.note(Kind::Raise, Some(span), fragment, None),
            Ok(value) => {
                self.skipped(span, &begun);
                if let Some((what, bindings)) = self.numbers.made(value, &fragment) {
                    self.forget_enter(span);
                    self.add(Moment {
                        kind: Kind::Make,
                        depth: self.depth,
                        span: Some(span),
                        what,
                        value: Some(fragment),
                        bindings,
                        by: None,
                    });
                } else {
                    self.forget_enter(span);
                    let value = self.shown(value);
                    self.note(Kind::Value, Some(span), fragment, Some(value));
                }
            }
        }
    }

    /// A part that began and ended with nothing in between needs one moment only.
    fn forget_enter(&mut self, span: Span) {
        let mut record = self.record.borrow_mut();
        let is_last = record.left_out == 0
            && (record.moments.last())
                .is_some_and(|last| last.kind == Kind::Enter && last.span == Some(span));
        if is_last {
            record.moments.pop();
        }
    }

    /// Notes what a choice left out.
    fn skipped(&mut self, span: Span, begun: &[Span]) {
        if self.is_full() {
            return;
        }
        let program = Rc::clone(&self.program);
        let Some(expr) = find(program.root(), span) else {
            return;
        };
        let is_choice = matches!(
            expr.kind,
            ExprKind::Conditional(_) | ExprKind::Bool(..) | ExprKind::Compare(..)
        );
        if !is_choice {
            return;
        }
        let mut skipped = Vec::new();
        walk::parts(expr, &mut |part, when| {
            if when == When::Now && !begun.contains(&part.span) {
                skipped.push(part.span);
            }
        });
        self.depth += 1;
        for part in skipped {
            let fragment = self.fragment(part);
            self.note(Kind::Skip, Some(part), fragment, None);
        }
        self.depth -= 1;
    }

    /// A value in few words; closures and iterators by their numbers.
    fn shown(&mut self, value: &Value) -> String {
        self.numbers.known(value).unwrap_or_else(|| summary(value))
    }

    fn call(&mut self, closure: &Closure<'_>) {
        let Some(code) = closure.unit.code.lambdas.get(closure.lambda as usize) else {
            return;
        };
        let what = self.numbers.closure(closure.lambda, closure.captures);
        let env = self.numbers.next_environment();
        let mut bindings = Vec::new();
        for (param, value) in code.params.list.iter().zip(closure.frame) {
            bindings.push((param.name.to_string(), self.shown(value)));
        }
        for (name, value) in code.captured_names.iter().zip(closure.captures) {
            bindings.push((name.to_string(), self.numbers.captured(value)));
        }
        self.marks.push((self.pulls.len(), self.depth));
        self.add(Moment {
            kind: Kind::Call,
            depth: self.depth,
            span: Some(code.span),
            what: format!("{what} in env {env}"),
            value: None,
            bindings,
            by: None,
        });
        self.depth += 1;
    }

    fn returned(&mut self) {
        if let Some((pulls, depth)) = self.marks.pop() {
            self.pulls.truncate(pulls);
            self.depth = depth;
        }
        self.note(Kind::Return, None, String::new(), None);
    }

    fn item(&mut self, item: &Item<'_>) {
        let Some(code) = item
            .unit
            .code
            .comprehensions
            .get(item.comprehension as usize)
        else {
            return;
        };
        let names = self.variables.get(&code.span).cloned().unwrap_or_default();
        let mut bindings = Vec::new();
        for (name, value) in names.into_iter().zip(item.frame) {
            let is_bound = match value {
                Value::Missing => false,
                Value::Cell(cell) => !cell.get().is_missing(),
                _ => true,
            };
            if is_bound {
                bindings.push((name, self.numbers.captured(value)));
            }
        }
        self.add(Moment {
            kind: Kind::Item,
            depth: self.depth,
            span: Some(code.span),
            what: self
                .source
                .get(code.span.range())
                .unwrap_or_default()
                .to_owned(),
            value: None,
            bindings,
            by: None,
        });
    }

    /// Who asks: the iterator that was asked last, else the part under way.
    fn asker(&self) -> String {
        match (self.pulls.last(), self.nodes.last()) {
            (Some(iter), _) => iter.clone(),
            (None, Some((span, _))) => {
                match find(self.program.root(), *span).map(|part| &part.kind) {
                    Some(ExprKind::Call(callee, _)) => {
                        format!("{}(…)", self.fragment(callee.span))
                    }
                    Some(ExprKind::Comprehension(_)) => "the comprehension".to_owned(),
                    _ => self.fragment(*span),
                }
            }
            (None, None) => String::new(),
        }
    }
}

/// Whether a part is a literal or a name.
fn is_quiet(part: &Expr) -> bool {
    match &part.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) => true,
        ExprKind::Unary(UnaryOp::Neg, operand) => matches!(operand.kind, ExprKind::Constant(_)),
        _ => false,
    }
}

impl Observer for Recorder {
    fn see(&mut self, event: Event<'_>) {
        match event {
            Event::Enter(span) => self.enter(span),
            Event::Leave(span, result) => self.leave(span, result),
            Event::Call(closure) => self.call(&closure),
            Event::Return => self.returned(),
            Event::Item(item) => self.item(&item),
            Event::Pull(iter) => {
                let by = Some(self.asker());
                let what = self.numbers.iterator(iter);
                self.add(Moment {
                    kind: Kind::Pull,
                    depth: self.depth,
                    span: None,
                    what: what.clone(),
                    value: None,
                    bindings: Vec::new(),
                    by,
                });
                self.pulls.push(what);
                self.depth += 1;
            }
            Event::Give(iter, value) => {
                let what = self.end_pull(iter);
                let value = self.shown(value);
                self.note(Kind::Give, None, what, Some(value));
            }
            Event::Done(iter) => {
                let what = self.end_pull(iter);
                self.numbers.ended(iter);
                self.note(Kind::Done, None, what, None);
            }
        }
    }
}

impl Recorder {
    fn end_pull(&mut self, iter: &crate::runtime::iter::Iter) -> String {
        let floor = self.marks.last().map_or(0, |(pulls, _)| *pulls);
        if self.pulls.len() > floor {
            self.pulls.pop();
            self.depth = self.depth.saturating_sub(1);
        }
        self.numbers.iterator(iter)
    }
}

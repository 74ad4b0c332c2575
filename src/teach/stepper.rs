//! The stepper: rewrites the shown expression as the evaluator tells what it does.
//!
//! No second evaluator: every value comes from the real one, and this file only puts it where it belongs. What cannot
//! be shown faithfully (the calls that `map` makes, an iterator that was already pulled) stays inside the step that
//! contains it.

mod apply;
mod choose;
mod unroll;

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::shown::{Map, Number, Shown, is_value};
use super::spell::Speller;
use super::walk;
use crate::runtime::error::Error;
use crate::runtime::observe::{Event, Observer};
use crate::runtime::value::Value;
use crate::syntax::ast::{Expr, ExprKind, UnaryOp};
use crate::syntax::{Span, Tree, unparse};

use unroll::{Items, Loop};

/// A reduction: the whole expression before it, and what becomes of a part.
///
/// ```
/// use lambkin::{Engine, Span, teach::steps::steps};
///
/// let found = steps("(1 + 2) * 3", Default::default(), &mut || Engine::new().session());
/// let first = &found.steps[0];
/// assert_eq!(&first.text[first.redex.range()], "1 + 2");
/// assert_eq!(first.becomes, "3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The whole expression before the step.
    pub text: String,
    /// The part that is reduced: where it stands in `text`.
    pub redex: Span,
    /// What takes its place.
    pub becomes: String,
    /// What kind of step it is.
    pub rule: Rule,
    /// The parts of `text` that are skipped for good by this step.
    pub skipped: Vec<Span>,
    /// What names are bound by it, and to what: `x` to `3`.
    pub bindings: Vec<(String, String)>,
    /// How many evaluations ended since the step before.
    pub evaluations: u64,
    /// Of those, the ones inside of this step that are not shown: calls that `map` made, say.
    pub hidden: u64,
}

/// Why a part may be replaced.
///
/// ```
/// use lambkin::{Engine, teach::{Rule, steps::steps}};
///
/// let found = steps("1 if 2 > 1 else 0", Default::default(), &mut || Engine::new().session());
/// let rules: Vec<Rule> = found.steps.iter().map(|step| step.rule).collect();
/// assert_eq!(rules, [Rule::Value, Rule::Choose]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `1 + 2` is `3`.
    Value,
    /// `a if True else b` is `a`, `True and b` is `b`, `False and b` is `False`.
    Choose,
    /// `(lambda x: x + 1)(2)` is `2 + 1`.
    Apply,
    /// `[x for x in [1, 2]]` is `[1, *[x for x in [2]]]`.
    Unroll,
    /// `1 / 0` raises.
    Raise,
}

impl Rule {
    /// The rule in one word.
    ///
    /// ```
    /// assert_eq!(lambkin::teach::Rule::Unroll.name(), "unroll");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rule::Value => "value",
            Rule::Choose => "choose",
            Rule::Apply => "apply",
            Rule::Unroll => "unroll",
            Rule::Raise => "raise",
        }
    }
}

/// How much is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// Steps.
    pub(super) steps: usize,
    /// Bytes of text, all steps together.
    pub(super) bytes: usize,
}

/// What the stepper found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) steps: Vec<Step>,
    /// The expression after the last step, if the window did not end before.
    pub(super) last: Option<String>,
    /// Evaluations of operators, calls and the like, all told.
    pub(super) evaluations: u64,
    /// Of those, the ones that belong to no step that is shown.
    pub(super) after: u64,
    /// Of those again, the ones of parts that are not shown themselves.
    pub(super) hidden: u64,
    /// Whether the window ended before the evaluation did.
    pub(super) cut: bool,
}

/// Watches one evaluation.
pub(super) struct Stepper {
    found: Rc<RefCell<Found>>,
    shown: Shown,
    program: Rc<Tree>,
    source: Rc<str>,
    window: Window,
    /// The parts of the program whose evaluation counts.
    compound: HashSet<Span>,
    /// Whether steps are still shown.
    open: bool,
    activations: Vec<Activation>,
    nodes: Vec<Entered>,
    /// Bindings that could not be put in the place of their names, because their value can change.
    kept: Vec<(Number, Value)>,
    /// What the next step binds.
    bindings: Vec<(String, String)>,
    /// Bounds how deep the shown tree nests.
    depth: usize,
}

/// The nodes of the shown tree that the evaluator is at work on; `None` while it works on what is not shown.
struct Activation(Option<Map>);

/// A node that is being evaluated.
struct Entered {
    span: Span,
    /// The node of the shown tree.
    node: Option<Number>,
    /// How many activations there were.
    activations: usize,
    /// How many bindings were kept.
    kept: usize,
    /// Whether its lambda was put in its place.
    applied: bool,
    /// Where it is a comprehension that is shown item by item.
    unrolled: Option<Loop>,
    /// The items of the iterable that was evaluated last, and the node it is.
    offered: Option<(Number, Items)>,
}

/// How deep the shown tree may get.
const DEEPEST: usize = 2_000;

impl Stepper {
    /// A stepper for a program, and where it will leave what it found.
    pub(super) fn new(
        program: Rc<Tree>,
        source: &str,
        window: Window,
    ) -> (Self, Rc<RefCell<Found>>) {
        let found = Rc::new(RefCell::new(Found::default()));
        let shown = Shown::new(program.root());
        let map = shown.map(shown.root());
        let stepper = Stepper {
            found: Rc::clone(&found),
            depth: program.depth(),
            compound: compound(program.root()),
            open: program.depth() < DEEPEST && source.len() < window.bytes,
            shown,
            program,
            source: Rc::from(source),
            window,
            activations: vec![Activation(Some(map))],
            nodes: Vec::new(),
            kept: Vec::new(),
            bindings: Vec::new(),
        };
        (stepper, found)
    }

    /// The shown node of a part of the program that is evaluated here.
    fn node(&self, span: Span) -> Option<Number> {
        self.activations.last()?.0.as_ref()?.get(&span).copied()
    }

    fn enter(&mut self, span: Span) {
        let node = self.node(span);
        if let Some(node) = node {
            self.choose(node);
        }
        self.nodes.push(Entered {
            span,
            node,
            activations: self.activations.len(),
            kept: self.kept.len(),
            applied: false,
            unrolled: None,
            offered: None,
        });
    }

    fn leave(&mut self, span: Span, result: Result<&Value, &Error>) {
        let Some(mut entered) = self.nodes.pop() else {
            return;
        };
        self.activations.truncate(entered.activations);
        self.evaluated(span, result.is_ok(), entered.node.is_some());
        match (entered.node, result) {
            (Some(node), Ok(value)) => {
                self.finish_loop(&mut entered);
                // The loop's own display took the comprehension's place.
                let node = entered.node.unwrap_or(node);
                self.settle(node, value, &entered);
                self.offer_items(node, value);
            }
            (Some(node), Err(_)) => self.raise(node),
            (None, _) => {}
        }
        self.kept.truncate(entered.kept);
    }

    /// Counts an evaluation that is more than looking at a literal or a name.
    fn evaluated(&mut self, span: Span, well: bool, shown: bool) {
        if well && self.compound.contains(&span) {
            let mut found = self.found.borrow_mut();
            found.evaluations += 1;
            found.after += 1;
            found.hidden += u64::from(!shown);
        }
    }

    /// Puts the value of a node in its place.
    fn settle(&mut self, number: Number, value: &Value, entered: &Entered) {
        let Some(node) = self.shown.find(number) else {
            return;
        };
        if is_value(node) {
            return;
        }
        if stays(node) {
            self.shown.mark_value(number);
            return;
        }
        let skipped = choose::skipped(node);
        let rule = if skipped.is_empty() {
            Rule::Value
        } else {
            Rule::Choose
        };
        let before = unparse(node);
        let named = if entered.applied {
            apply::result_name(node)
        } else {
            None
        };
        let Some(spelled) = self.spell(value).or(named) else {
            self.shown.mark_value(number);
            return;
        };
        let becomes = unparse(&spelled);
        if becomes != before {
            self.step(number, becomes, rule, &skipped);
        }
        self.shown.settle(number, spelled);
        self.refresh();
    }

    /// An expression for a value, its nodes numbered.
    fn spell(&mut self, value: &Value) -> Option<Expr> {
        Speller::new(&mut self.shown, &self.program, &self.source).spell(value)
    }

    /// Writes the bindings that were kept as they are by now.
    fn refresh(&mut self) {
        for (number, value) in self.kept.clone() {
            if let Some(spelled) = self.spell(&value) {
                self.shown.settle(number, spelled);
            }
        }
    }

    /// Notes that a part of the expression is about to be replaced.
    fn step(&mut self, redex: Number, becomes: String, rule: Rule, skipped: &[Number]) {
        let mut found = self.found.borrow_mut();
        let spent: usize = found.steps.iter().map(|step| step.text.len()).sum();
        if found.steps.len() >= self.window.steps
            || spent > self.window.bytes
            || self.depth > DEEPEST
        {
            self.open = false;
            found.cut = true;
            return;
        }
        let mut nodes = vec![redex];
        nodes.extend(skipped);
        let (text, places) = self.shown.text(&nodes);
        let mut places = places.into_iter();
        let redex = places.next().unwrap_or_default();
        let evaluations = std::mem::take(&mut found.after);
        let hidden = std::mem::take(&mut found.hidden);
        found.steps.push(Step {
            text,
            redex,
            becomes,
            rule,
            skipped: places.collect(),
            bindings: std::mem::take(&mut self.bindings),
            evaluations,
            hidden,
        });
    }

    /// The innermost node that failed is the last step.
    fn raise(&mut self, node: Number) {
        let raised =
            (self.found.borrow().steps.last()).is_some_and(|step| step.rule == Rule::Raise);
        if !raised {
            self.step(node, String::new(), Rule::Raise, &[]);
        }
    }
}

/// Whether a node is shown as it is when it has a value: a name, a lambda, a display without stars.
fn stays(node: &Expr) -> bool {
    let is_star = |item: &Expr| matches!(item.kind, ExprKind::Starred(_));
    match &node.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Lambda(_) => true,
        ExprKind::Tuple(items) | ExprKind::List(items) => !items.iter().any(is_star),
        _ => false,
    }
}

/// The parts of a program whose evaluation counts: all but literals, names, lambdas and displays without stars.
fn compound(program: &Expr) -> HashSet<Span> {
    let mut found = HashSet::new();
    let mut pending = vec![program];
    while let Some(part) = pending.pop() {
        let negative = matches!(&part.kind, ExprKind::Unary(UnaryOp::Neg, operand)
            if matches!(operand.kind, ExprKind::Constant(_)));
        if !stays(part) && !negative {
            found.insert(part.span);
        }
        walk::parts(part, &mut |part, _| pending.push(part));
    }
    found
}

impl Observer for Stepper {
    fn see(&mut self, event: Event<'_>) {
        if !self.open {
            if let Event::Leave(span, result) = event {
                self.evaluated(span, result.is_ok(), false);
            }
            return;
        }
        crate::syntax::with_room(self.depth.saturating_mul(2), || match event {
            Event::Enter(span) => self.enter(span),
            Event::Leave(span, result) => self.leave(span, result),
            Event::Call(closure) => self.call(&closure),
            Event::Return => {
                self.activations.pop();
            }
            Event::Item(item) => self.item(&item),
            Event::Pull(_) | Event::Give(..) | Event::Done(_) => {}
        });
        if self.nodes.is_empty() && self.open {
            let last = unparse(self.shown.root());
            self.found.borrow_mut().last = Some(last);
        }
    }
}

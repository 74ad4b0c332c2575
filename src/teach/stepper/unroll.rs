//! Comprehensions, item by item: `[f(x) for x in [1, 2]]` is `[f(1), *[f(x) for x in [2]]]`.
//!
//! Only over sequences, whose rest has a spelling, and only where no closure shares the variables.

use super::{Activation, Entered, Rule, Stepper};
use crate::runtime::observe::Item;
use crate::runtime::value::Value;
use crate::syntax::ast::{
    Comprehension, ComprehensionKind, Conditional, DictItem, Expr, ExprKind, Name,
};
use crate::syntax::unparse;
use crate::teach::shown::Number;
use crate::teach::spell;
use crate::teach::substitute::substitute;
use crate::teach::walk;

/// Longer sequences are not shown item by item.
const MOST_ITEMS: usize = 200;

/// A comprehension under way.
pub(super) struct Loop {
    /// Its variables, in the order of the slots.
    names: Vec<Name>,
    /// The clauses under way, outermost first.
    levels: Vec<Level>,
    /// A condition that is not decided yet: the conditional that shows it.
    pending: Option<Number>,
    /// The comprehension that shows the clauses further in.
    inner: Option<Number>,
}

/// A clause under way.
struct Level {
    /// What of the source was not given yet.
    items: Items,
    /// The display that took the comprehension's place.
    display: Option<Number>,
    /// The comprehension over the rest, as it is shown.
    rest: Number,
}

/// The items of a sequence, the next one first.
#[derive(Clone)]
pub(super) enum Items {
    /// `[1, 2]`, `(1, 2)`
    Values(Vec<Value>, bool),
    /// `range(3)`: the next, the bound, the step.
    Range(i64, i64, i64),
    /// `'abc'`
    Text(String),
}

impl Items {
    fn of(value: &Value) -> Option<Items> {
        match value {
            Value::List(list) if list.len() <= MOST_ITEMS => {
                Some(Items::Values(list.to_vec(), true))
            }
            Value::Tuple(tuple) if tuple.as_slice().len() <= MOST_ITEMS => {
                Some(Items::Values(tuple.as_slice().to_vec(), false))
            }
            Value::Range(range) => match range.parts() {
                (Value::Int(start), Value::Int(stop), Value::Int(step)) => {
                    Some(Items::Range(start, stop, step))
                }
                _ => None,
            },
            Value::Str(text) if text.as_str().len() <= MOST_ITEMS => {
                Some(Items::Text(text.as_str().to_owned()))
            }
            _ => None,
        }
    }

    /// Without the first one.
    fn advance(&mut self) -> Option<()> {
        match self {
            Items::Values(values, _) => (!values.is_empty()).then(|| drop(values.remove(0))),
            Items::Range(start, _, step) => {
                *start = start.checked_add(*step)?;
                Some(())
            }
            Items::Text(text) => {
                let first = text.chars().next()?;
                text.drain(..first.len_utf8());
                Some(())
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Items::Values(values, _) => values.is_empty(),
            Items::Range(start, stop, step) if *step > 0 => start >= stop,
            Items::Range(start, stop, _) => start <= stop,
            Items::Text(text) => text.is_empty(),
        }
    }
}

impl Stepper {
    /// A node has a value: if a comprehension is about to walk over it, its items are kept.
    pub(super) fn offer_items(&mut self, node: Number, value: &Value) {
        if let Some(around) = self.nodes.last_mut()
            && around.node.is_some()
            && let Some(items) = Items::of(value)
        {
            around.offered = Some((node, items));
        }
    }

    /// A clause has its next item.
    pub(super) fn item(&mut self, item: &Item<'_>) {
        let Some(mut entered) = self.nodes.pop() else {
            return;
        };
        let code = item
            .unit
            .code
            .comprehensions
            .get(item.comprehension as usize);
        let is_here = code.is_some_and(|code| code.span == entered.span);
        if is_here && *item.unit.code.source == *self.source && entered.node.is_some() {
            self.activations.truncate(entered.activations);
            let plain = code.is_some_and(|code| code.cells.is_empty());
            let map = if plain {
                self.unroll(&mut entered, item)
            } else {
                None
            };
            self.activations.push(Activation(map));
        }
        self.nodes.push(entered);
    }

    fn unroll(
        &mut self,
        entered: &mut Entered,
        item: &Item<'_>,
    ) -> Option<crate::teach::shown::Map> {
        self.condition_failed(entered);
        let clause = item.clause as usize;
        if entered.unrolled.is_none() {
            let program = std::rc::Rc::clone(&self.program);
            let ExprKind::Comprehension(code) = &spell::find(program.root(), entered.span)?.kind
            else {
                return None;
            };
            if code
                .clauses
                .iter()
                .any(|clause| clause.conditions.len() > 1)
            {
                return None;
            }
            entered.unrolled = Some(Loop {
                names: walk::bound_names(&code.clauses),
                levels: Vec::new(),
                pending: None,
                inner: entered.node,
            });
        }
        let offered = entered.offered.take();
        let state = entered.unrolled.as_mut()?;
        self.flatten(state, clause + 1);
        if state.levels.len() == clause {
            let rest = state.inner.take()?;
            let ExprKind::Comprehension(code) = &self.shown.find(rest)?.kind else {
                return None;
            };
            let (node, items) = offered?;
            if code.clauses.first()?.iterable.span.start != node {
                return None;
            }
            state.levels.push(Level {
                items,
                display: None,
                rest,
            });
        }
        let level = state.levels.get_mut(clause)?;
        level.items.advance()?;
        let redex = level.rest;
        let ExprKind::Comprehension(code) = self.shown.find(redex)?.kind.clone() else {
            return None;
        };
        let piece = self.piece(&code, &state.names, item.frame)?;
        let rest = self.rest(&code, &level.items)?;
        let map = self.shown.map(&piece.expr);
        state.pending = piece.pending;
        state.inner = piece.inner;
        let rest_number = rest.as_ref().map(|rest| rest.span.start);
        let more = self.pieces(&code.kind, piece.expr, rest);
        self.step(redex, unparse(&more), Rule::Unroll, &[]);
        self.bindings.clear();
        match level.display {
            None => {
                level.display = Some(more.span.start);
                if clause == 0 {
                    entered.node = Some(more.span.start);
                }
                self.shown.replace(redex, more);
            }
            Some(display) => self
                .shown
                .change(display, |display| put_last(display, more)),
        }
        level.rest = rest_number.unwrap_or(u32::MAX);
        Some(map)
    }

    /// What one item adds.
    fn piece(&mut self, code: &Comprehension, names: &[Name], frame: &[Value]) -> Option<Piece> {
        let (clause, inner) = code.clauses.split_first()?;
        let mut bindings = Vec::new();
        for name in walk::bound_names(std::slice::from_ref(clause)) {
            let slot = names.iter().position(|known| *known == name)?;
            let value = self.spell(frame.get(slot)?)?;
            self.bindings.push((name.to_string(), unparse(&value)));
            bindings.push((name, value));
        }
        let condition = clause.conditions.first().cloned();
        let kind = if inner.is_empty() {
            element(&code.kind)
        } else {
            ExprKind::Comprehension(Box::new(Comprehension {
                kind: code.kind.clone(),
                clauses: inner.to_vec(),
            }))
        };
        let is_dict = matches!(code.kind, ComprehensionKind::Dict(..));
        // One element in a display of its own, for now, so that pairs and elements are alike.
        let mut own = self.shown.node(kind);
        substitute(&mut own, &bindings).ok()?;
        walk::parts_mut(&mut own, &mut |part| self.shown.adopt(part));
        let inner = (!inner.is_empty()).then_some(own.span.start);
        let Some(mut condition) = condition else {
            return Some(Piece {
                expr: own,
                pending: None,
                inner,
            });
        };
        substitute(&mut condition, &bindings).ok()?;
        self.shown.adopt(&mut condition);
        let nothing = if is_dict {
            ExprKind::Dict(Vec::new())
        } else {
            ExprKind::List(Vec::new())
        };
        let conditional = ExprKind::Conditional(Box::new(Conditional {
            test: condition,
            body: own,
            orelse: self.shown.node(nothing),
        }));
        let expr = self.shown.node(conditional);
        Some(Piece {
            pending: Some(expr.span.start),
            expr,
            inner,
        })
    }

    /// The comprehension over what is left, if anything is.
    fn rest(&mut self, code: &Comprehension, items: &Items) -> Option<Option<Expr>> {
        if items.is_empty() {
            return Some(None);
        }
        let iterable = match items {
            Items::Values(values, true) => self.spell(&Value::list(values.clone()))?,
            Items::Values(values, false) => self.spell(&Value::tuple(values.clone()))?,
            Items::Range(start, stop, step) => {
                let range = crate::types::range::Range::small(*start, *stop, *step)?;
                self.spell(&Value::Range(std::rc::Rc::new(range)))?
            }
            Items::Text(text) => self.spell(&Value::str(text.as_str()))?,
        };
        let mut rest = code.clone();
        rest.clauses.first_mut()?.iterable = iterable;
        let mut rest = self.shown.node(ExprKind::Comprehension(Box::new(rest)));
        walk::parts_mut(&mut rest, &mut |part| self.shown.adopt(part));
        Some(Some(rest))
    }

    /// A display of what one item adds, and of the comprehension over the rest.
    fn pieces(&mut self, kind: &ComprehensionKind, piece: Expr, rest: Option<Expr>) -> Expr {
        let display = match kind {
            ComprehensionKind::Dict(..) => {
                let mut entries = match piece.kind {
                    ExprKind::Dict(own) => own,
                    _ => vec![DictItem::Unpack(piece)],
                };
                entries.extend(rest.map(DictItem::Unpack));
                ExprKind::Dict(entries)
            }
            ComprehensionKind::List(_)
            | ComprehensionKind::Set(_)
            | ComprehensionKind::Generator(_) => {
                let mut items = match piece.kind {
                    ExprKind::List(own) => own,
                    _ => vec![self.shown.node(ExprKind::Starred(Box::new(piece)))],
                };
                let rest = rest.map(|rest| self.shown.node(ExprKind::Starred(Box::new(rest))));
                items.extend(rest);
                if matches!(kind, ComprehensionKind::Set(_)) {
                    ExprKind::Set(items)
                } else {
                    ExprKind::List(items)
                }
            }
        };
        self.shown.node(display)
    }

    /// The evaluator goes on with `child`: if a condition stood before it, it was true.
    pub(super) fn condition_held(&mut self, child: Number) {
        let Some(entered) = self.nodes.last_mut() else {
            return;
        };
        let Some(state) = &mut entered.unrolled else {
            return;
        };
        let Some(number) = state.pending else {
            return;
        };
        let Some(ExprKind::Conditional(parts)) =
            self.shown.find(number).map(|node| node.kind.clone())
        else {
            return;
        };
        if parts.test.span.start == child {
            return;
        }
        state.pending = None;
        let display = state.levels.last().and_then(|level| level.display);
        self.step(number, unparse(&parts.body), Rule::Choose, &[]);
        if let Some(display) = display {
            self.shown
                .change(display, |display| splice(display, number, parts.body));
        }
    }

    /// No item came of a condition: it was false.
    fn condition_failed(&mut self, entered: &mut Entered) {
        let Some(state) = &mut entered.unrolled else {
            return;
        };
        let Some(number) = state.pending.take() else {
            return;
        };
        let display = state.levels.last().and_then(|level| level.display);
        let Some(ExprKind::Conditional(parts)) =
            self.shown.find(number).map(|node| node.kind.clone())
        else {
            return;
        };
        self.step(
            number,
            unparse(&parts.orelse),
            Rule::Choose,
            &[parts.body.span.start],
        );
        if let Some(display) = display {
            self.shown
                .change(display, |display| splice(display, number, parts.orelse));
        }
    }

    /// The loop has ended.
    pub(super) fn finish_loop(&mut self, entered: &mut Entered) {
        self.condition_failed(entered);
        if let Some(mut state) = entered.unrolled.take() {
            self.flatten(&mut state, 1);
        }
    }

    /// What inner clauses made becomes part of the display around it.
    fn flatten(&mut self, state: &mut Loop, levels: usize) {
        while state.levels.len() > levels {
            let inner = state.levels.pop().and_then(|level| level.display);
            let outer = state.levels.last().and_then(|level| level.display);
            if let (Some(inner), Some(outer)) = (inner, outer)
                && let Some(made) = self.shown.find(inner).cloned()
            {
                self.shown.change(outer, |outer| splice(outer, inner, made));
            }
        }
    }
}

/// What one item of a comprehension adds.
struct Piece {
    /// A display of one element, a comprehension over the clauses further in, or a conditional with one of them.
    expr: Expr,
    /// The conditional.
    pending: Option<Number>,
    /// The comprehension.
    inner: Option<Number>,
}

/// The element as a display of its own.
fn element(kind: &ComprehensionKind) -> ExprKind {
    match kind {
        ComprehensionKind::List(element)
        | ComprehensionKind::Set(element)
        | ComprehensionKind::Generator(element) => ExprKind::List(vec![element.clone()]),
        ComprehensionKind::Dict(key, value) => {
            ExprKind::Dict(vec![DictItem::Pair(key.clone(), value.clone())])
        }
    }
}

/// Puts new parts in the place of the last one, the comprehension over the rest.
fn put_last(display: &mut Expr, more: Expr) {
    match (&mut display.kind, more.kind) {
        (
            ExprKind::List(items) | ExprKind::Set(items),
            ExprKind::List(more) | ExprKind::Set(more),
        ) => {
            items.pop();
            items.extend(more);
        }
        (ExprKind::Dict(entries), ExprKind::Dict(more)) => {
            entries.pop();
            entries.extend(more);
        }
        _ => {}
    }
}

/// Puts the parts of a display in the place of `*inner`; anything else stays starred.
fn splice(display: &mut Expr, inner: Number, made: Expr) {
    match &mut display.kind {
        ExprKind::List(items) | ExprKind::Set(items) => {
            let at = items.iter().position(
                |item| matches!(&item.kind, ExprKind::Starred(part) if part.span.start == inner),
            );
            let Some(at) = at else {
                return;
            };
            match made.kind {
                ExprKind::List(parts) | ExprKind::Set(parts) => {
                    items.splice(at..=at, parts);
                }
                _ => {
                    if let Some(item) = items.get_mut(at)
                        && let ExprKind::Starred(part) = &mut item.kind
                    {
                        **part = made;
                    }
                }
            }
        }
        ExprKind::Dict(entries) => {
            let at = entries.iter().position(
                |entry| matches!(entry, DictItem::Unpack(part) if part.span.start == inner),
            );
            let Some(at) = at else {
                return;
            };
            match made.kind {
                ExprKind::Dict(parts) => {
                    entries.splice(at..=at, parts);
                }
                _ => {
                    if let Some(entry) = entries.get_mut(at) {
                        *entry = DictItem::Unpack(made);
                    }
                }
            }
        }
        _ => {}
    }
}

//! Values as expressions that make them again, where there is a faithful spelling.
//!
//! None is given for a value that has no literal form (an iterator, an object of a module), that is too large to read,
//! or that holds the same list twice, which no display could say.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::shown::Shown;
use super::substitute::substitute;
use super::walk;
use crate::runtime::value::Value;
use crate::syntax::ast::{Argument, Constant, DictItem, Expr, ExprKind, Name, UnaryOp};
use crate::syntax::{Span, Tree};
use crate::types::dict::{self, Dict, DictView, ViewKind};
use crate::types::float;
use crate::types::function::Function;
use crate::types::int;
use crate::types::set::Set;

/// More parts than this are not read by anybody.
const MOST_PARTS: usize = 1_000;
/// The longest text that is shown, in bytes.
const LONGEST: usize = 4_000;
/// The deepest nesting of containers.
const DEEPEST: usize = 50;

/// Spells values for a tree that is shown.
pub(super) struct Speller<'a> {
    shown: &'a mut Shown,
    /// The program, where the text of its lambdas stands.
    program: &'a Tree,
    /// The text of the program, by which its functions are told from others.
    source: &'a str,
    seen: HashSet<usize>,
    parts: usize,
    depth: usize,
}

impl<'a> Speller<'a> {
    /// One for a single value.
    pub(super) fn new(shown: &'a mut Shown, program: &'a Tree, source: &'a str) -> Self {
        Speller {
            shown,
            program,
            source,
            seen: HashSet::new(),
            parts: 0,
            depth: 0,
        }
    }

    /// An expression that makes an equal value, its nodes numbered.
    pub(super) fn spell(&mut self, value: &Value) -> Option<Expr> {
        self.parts += 1;
        if self.parts > MOST_PARTS || self.depth > DEEPEST {
            return None;
        }
        self.depth += 1;
        let spelled = self.kind(value);
        self.depth -= 1;
        spelled
    }

    fn kind(&mut self, value: &Value) -> Option<Expr> {
        let kind = match value {
            Value::None => ExprKind::Constant(Constant::None),
            Value::Ellipsis => ExprKind::Constant(Constant::Ellipsis),
            Value::Bool(value) => ExprKind::Constant(Constant::Bool(*value)),
            Value::Int(value) => ExprKind::Constant(Constant::Int(*value)),
            Value::Big(_) => {
                let number = int::Int::of(value)?.big().into_owned();
                if int::limbs(&number).saturating_mul(20) > LONGEST {
                    return None;
                }
                ExprKind::Constant(Constant::BigInt(Arc::new(number)))
            }
            Value::Float(number) => return self.float(*number),
            Value::Complex(complex) => return self.complex(complex.re, complex.im),
            Value::Str(text) if text.as_str().len() <= LONGEST => {
                ExprKind::Constant(Constant::Str(Arc::from(text.as_str())))
            }
            Value::Bytes(bytes) if bytes.as_slice().len() <= LONGEST => {
                ExprKind::Constant(Constant::Bytes(Arc::from(bytes.as_slice())))
            }
            Value::List(list) => {
                self.only_once(Rc::as_ptr(list).addr())?;
                ExprKind::List(self.items(&list.to_vec())?)
            }
            Value::Tuple(tuple) if tuple.class().is_none() => {
                ExprKind::Tuple(self.items(tuple.as_slice())?)
            }
            Value::Dict(dict) => return self.dict(dict),
            Value::DictView(view) => return self.view(view),
            Value::Set(set) => {
                self.only_once(Rc::as_ptr(set).addr())?;
                return self.set(set);
            }
            Value::FrozenSet(set) => {
                let inner = if set.is_empty() {
                    Vec::new()
                } else {
                    vec![self.set(set)?]
                };
                return Some(self.call("frozenset", inner));
            }
            Value::Range(range) => {
                let (start, stop, step) = range.parts();
                let parts = match (&start, &step) {
                    (Value::Int(0), Value::Int(1)) => vec![stop],
                    (_, Value::Int(1)) => vec![start, stop],
                    _ => vec![start, stop, step],
                };
                let parts = self.items(&parts)?;
                return Some(self.call("range", parts));
            }
            Value::Slice(slice) => {
                let parts = [slice.start.clone(), slice.stop.clone(), slice.step.clone()];
                let parts = self.items(&parts)?;
                return Some(self.call("slice", parts));
            }
            Value::Function(function) => return self.function(function),
            Value::Missing
            | Value::NotImplemented
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Tuple(_)
            | Value::Builtin(_)
            | Value::Method(_)
            | Value::Type(_)
            | Value::Union(_)
            | Value::Module(_)
            | Value::Iter(_)
            | Value::Exception(_)
            | Value::Object(_)
            | Value::Cell(_) => return None,
        };
        Some(self.shown.value(kind))
    }

    /// A container that can be changed must not stand twice in one spelling: its two copies would be strangers.
    fn only_once(&mut self, address: usize) -> Option<()> {
        self.seen.insert(address).then_some(())
    }

    fn items(&mut self, values: &[Value]) -> Option<Vec<Expr>> {
        if values.len() > MOST_PARTS {
            return None;
        }
        values.iter().map(|value| self.spell(value)).collect()
    }

    fn name(&mut self, name: &str) -> Expr {
        self.shown.value(ExprKind::Name(Name::from(name)))
    }

    fn call(&mut self, name: &str, args: Vec<Expr>) -> Expr {
        let callee = self.name(name);
        let args = args.into_iter().map(Argument::Positional).collect();
        self.shown.value(ExprKind::Call(Box::new(callee), args))
    }

    /// Infinity is written as a number too large to hold; a NaN has no literal.
    fn float(&mut self, number: f64) -> Option<Expr> {
        if number.is_nan() {
            let word = self
                .shown
                .value(ExprKind::Constant(Constant::Str(Arc::from("nan"))));
            return Some(self.call("float", vec![word]));
        }
        let digits = if number.is_infinite() {
            "1e309".to_owned()
        } else {
            float::repr(number.abs())
        };
        // A name is written as it is, so it may as well be the digits that Python shows.
        let digits = self.name(&digits);
        if number.is_sign_negative() {
            return Some(
                self.shown
                    .value(ExprKind::Unary(UnaryOp::Neg, Box::new(digits))),
            );
        }
        Some(digits)
    }

    fn complex(&mut self, re: f64, im: f64) -> Option<Expr> {
        if re.to_bits() == 0 && im.is_finite() && im.is_sign_positive() {
            return Some(
                self.shown
                    .value(ExprKind::Constant(Constant::Imaginary(im))),
            );
        }
        let parts = vec![self.float(re)?, self.float(im)?];
        Some(self.call("complex", parts))
    }

    fn dict(&mut self, dict: &Rc<Dict>) -> Option<Expr> {
        self.only_once(Rc::as_ptr(dict).addr())?;
        if !std::ptr::eq(dict.type_info(), &raw const dict::TYPE) || dict.len() > MOST_PARTS {
            return None;
        }
        let mut entries = Vec::new();
        let mut cursor = 0;
        while let Some((key, value)) = dict.table.step(&mut cursor) {
            entries.push(DictItem::Pair(self.spell(&key)?, self.spell(&value)?));
        }
        Some(self.shown.value(ExprKind::Dict(entries)))
    }

    /// `{1: 2}.keys()`
    fn view(&mut self, view: &DictView) -> Option<Expr> {
        let method = match view.kind {
            ViewKind::Keys => "keys",
            ViewKind::Values => "values",
            ViewKind::Items => "items",
        };
        let dict = self.dict(&view.dict)?;
        let method = ExprKind::Attribute(Box::new(dict), Name::from(method), Span::default());
        let method = self.shown.value(method);
        Some(
            self.shown
                .value(ExprKind::Call(Box::new(method), Vec::new())),
        )
    }

    fn set(&mut self, set: &Set) -> Option<Expr> {
        if set.is_empty() {
            return Some(self.call("set", Vec::new()));
        }
        if set.len() > MOST_PARTS {
            return None;
        }
        let mut items = Vec::new();
        let mut cursor = 0;
        while let Some(item) = set.table.step_key(&mut cursor) {
            items.push(self.spell(&item)?);
        }
        Some(self.shown.value(ExprKind::Set(items)))
    }

    /// A lambda as its text, with what it took along in the place of the names.
    fn function(&mut self, function: &Function) -> Option<Expr> {
        let code = function.code()?;
        if &*function.unit.code.source != self.source {
            return None;
        }
        let mut lambda = find(self.program.root(), code.span)?.clone();
        let mut bindings = Vec::new();
        for (name, value) in code.captured_names.iter().zip(&function.captures) {
            let value = match value {
                Value::Cell(cell) => cell.get(),
                other => other.clone(),
            };
            bindings.push((Name::clone(name), self.spell(&value)?));
        }
        let mut defaults = Vec::new();
        for default in &function.defaults {
            defaults.push(self.spell(default)?);
        }
        self.shown.adopt_source(&mut lambda);
        substitute(&mut lambda, &bindings).ok()?;
        let ExprKind::Lambda(parts) = &mut lambda.kind else {
            return None;
        };
        let mut defaults = defaults.into_iter();
        let places = (parts.params.positional_only.iter_mut())
            .chain(&mut parts.params.positional)
            .chain(&mut parts.params.keyword_only);
        for place in places.filter_map(|param| param.default.as_mut()) {
            *place = defaults.next()?;
        }
        // What was put in twice gets numbers of its own each time.
        self.shown.adopt(&mut lambda);
        lambda.span.end = 1;
        Some(lambda)
    }
}

/// The part of a program that stands at that place.
pub(super) fn find(expr: &Expr, span: Span) -> Option<&Expr> {
    if expr.span == span {
        return Some(expr);
    }
    let mut found = None;
    walk::parts(expr, &mut |part, _| {
        if found.is_none() {
            found = find(part, span);
        }
    });
    found
}

/// Whether a value can neither be changed nor be used up, so that a copy of its text is as good as itself.
pub(super) fn is_plain(value: &Value) -> bool {
    match value {
        Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::Range(_)
        | Value::Slice(_)
        | Value::Builtin(_)
        | Value::Type(_)
        | Value::Module(_)
        | Value::Union(_)
        | Value::FrozenSet(_) => true,
        Value::Tuple(tuple) => tuple.as_slice().iter().all(is_plain),
        Value::Function(function) => function
            .captures
            .iter()
            .chain(&function.defaults)
            .all(is_plain),
        Value::Cell(_)
        | Value::Missing
        | Value::List(_)
        | Value::Dict(_)
        | Value::DictView(_)
        | Value::Set(_)
        | Value::Method(_)
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Object(_) => false,
    }
}

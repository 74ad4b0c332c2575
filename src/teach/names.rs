//! Small numbers for what has no name: closures, cells, environments, lazy iterators.

use std::collections::HashMap;
use std::rc::Rc;

use super::summary::summary;
use crate::runtime::iter::Iter;
use crate::runtime::value::Value;

/// More values than this are not held on to; their numbers may then be given twice.
const MOST_HELD: usize = 10_000;

/// The numbers given so far.
#[derive(Default)]
pub(super) struct Numbers {
    closures: HashMap<(u32, usize), usize>,
    cells: HashMap<usize, usize>,
    iterators: HashMap<usize, String>,
    named_iterators: usize,
    environments: usize,
    /// What has a number stays alive, so that its address is not given to another.
    held: Vec<Value>,
}

impl Numbers {
    /// A closure or iterator that an expression just made: what it is called, and what it took along.
    pub(super) fn made(
        &mut self,
        value: &Value,
        fragment: &str,
    ) -> Option<(String, Vec<(String, String)>)> {
        match value {
            Value::Function(function) if fragment.starts_with("lambda") => {
                self.hold(value);
                let name = self.closure(function.lambda, &function.captures);
                let names = function.code().map(|code| code.captured_names.clone());
                let names = names.unwrap_or_default();
                let captured = names.iter().zip(&function.captures);
                let captured = captured
                    .map(|(name, value)| (name.to_string(), self.captured(value)))
                    .collect();
                Some((name, captured))
            }
            Value::Iter(iter) => {
                let address = address(iter);
                if self.iterators.contains_key(&address) {
                    return None;
                }
                self.hold(value);
                Some((self.iterator(iter), Vec::new()))
            }
            _ => None,
        }
    }

    fn hold(&mut self, value: &Value) {
        if self.held.len() < MOST_HELD {
            self.held.push(value.clone());
        }
    }

    /// `λ#1`: the closure of that lambda over those values.
    pub(super) fn closure(&mut self, lambda: u32, captures: &[Value]) -> String {
        let place = if captures.is_empty() {
            0
        } else {
            captures.as_ptr().addr()
        };
        let next = self.closures.len() + 1;
        format!("λ#{}", self.closures.entry((lambda, place)).or_insert(next))
    }

    /// The number of a call's environment; that of the program itself is 0.
    pub(super) fn next_environment(&mut self) -> usize {
        self.environments += 1;
        self.environments
    }

    /// A captured variable: its value, or the cell that it shares.
    pub(super) fn captured(&mut self, value: &Value) -> String {
        let Value::Cell(cell) = value else {
            return self.known(value).unwrap_or_else(|| summary(value));
        };
        self.hold(value);
        let next = self.cells.len() + 1;
        let number = *self.cells.entry(Rc::as_ptr(cell).addr()).or_insert(next);
        let inside = cell.get();
        let inside = self.known(&inside).unwrap_or_else(|| summary(&inside));
        format!("cell {number} ({inside})")
    }

    /// `it#1 map`
    pub(super) fn iterator(&mut self, iter: &Iter) -> String {
        let address = std::ptr::from_ref(iter).addr();
        if let Some(name) = self.iterators.get(&address) {
            return name.clone();
        }
        self.named_iterators += 1;
        let name = format!("it#{} {}", self.named_iterators, iter.type_info().name);
        self.iterators.insert(address, name.clone());
        name
    }

    /// An iterator has ended: unless somebody holds it, another one may lie at its address from now on.
    pub(super) fn ended(&mut self, iter: &Iter) {
        let place = std::ptr::from_ref(iter).addr();
        let is_held = (self.held.iter())
            .any(|held| matches!(held, Value::Iter(held) if address(held) == place));
        if !is_held {
            self.iterators.remove(&place);
        }
    }

    /// What a closure or iterator that has a number is called.
    pub(super) fn known(&self, value: &Value) -> Option<String> {
        match value {
            Value::Function(function) => {
                let captures = &function.captures;
                let place = if captures.is_empty() {
                    0
                } else {
                    captures.as_ptr().addr()
                };
                let number = self.closures.get(&(function.lambda, place))?;
                Some(format!("λ#{number}"))
            }
            Value::Iter(iter) => self.iterators.get(&address(iter)).cloned(),
            _ => None,
        }
    }
}

fn address(iter: &Rc<Iter>) -> usize {
    Rc::as_ptr(iter).addr()
}

//! `re.Pattern`: a compiled pattern, and the searches that patterns and the module's functions share.

use std::cell::Cell;
use std::rc::Rc;

use super::compiled::{Compiled, Mode, Spans, Subject, whole};
use super::matching::Match;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::PyIter;
use crate::runtime::object::Object;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{hash, repr};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::Visit;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::CompareOp;

use super::methods::{GETTERS, METHODS};

/// The type itself.
pub(super) static TYPE: TypeInfo = TypeInfo {
    name: "Pattern",
    module: "re",
    doc: "A compiled regular expression.",
    base: None,
    new: None,
    methods: METHODS,
    class_methods: &[],
    getters: GETTERS,
};

/// `re.compile('a')`
pub(super) struct Pattern(pub(super) Rc<Compiled>);

impl Object for Pattern {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let pattern = repr::repr(interp, &self.0.pattern)?;
        // CPython shows no more than two hundred characters.
        let pattern: String = pattern.chars().take(200).collect();
        let flags = self.0.shown_flags();
        Ok(match flags.as_str() {
            "" => format!("re.compile({pattern})"),
            flags => format!("re.compile({pattern}, {flags})"),
        })
    }

    fn hash(&self, interp: &mut Interp, _: &Value) -> Result<i64> {
        hash::hash(interp, &self.0.pattern)
    }

    fn compare(
        &self,
        _: &mut Interp,
        op: CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        let Some(other) = other.downcast::<Pattern>() else {
            return Ok(None);
        };
        let equal = self.0.equal(&other.0);
        Ok(match op {
            CompareOp::Eq => Some(Value::Bool(equal)),
            CompareOp::Ne => Some(Value::Bool(!equal)),
            _ => None,
        })
    }
}

/// A pattern made ready, as a value too.
#[derive(Clone)]
pub(super) struct Ready {
    pub(super) value: Value,
    pub(super) compiled: Rc<Compiled>,
}

/// Text given as text or as bytes.
///
/// # Errors
/// `TypeError` for anything else.
pub(super) fn text_argument(value: &Value) -> Result<String> {
    match value {
        Value::Str(text) => Ok(text.as_str().to_owned()),
        Value::Bytes(data) => Ok(data
            .as_slice()
            .iter()
            .map(|&byte| char::from(byte))
            .collect()),
        _ => Err(wording::type_error(format!(
            "decoding to str: need a bytes-like object, {} found",
            type_name(value)
        ))),
    }
}

/// One search under way: a pattern, a subject, and the part of it that counts.
pub(super) struct Search {
    ready: Ready,
    pub(super) subject: Subject,
    pos: usize,
    endpos: usize,
    /// The byte offset to go on from.
    at: Cell<usize>,
    /// The byte offset of the end.
    end: usize,
    /// Whether the last match was empty.
    after_empty: Cell<bool>,
}

impl Search {
    /// A search in `string` between two positions, clamped to it.
    pub(super) fn new(
        interp: &mut Interp,
        ready: &Ready,
        string: &Value,
        pos: i64,
        endpos: i64,
    ) -> Result<Search> {
        let subject = Subject::new(interp, string, ready.compiled.is_text)?;
        let length = subject.text.len();
        let clamp = |position: i64| usize::try_from(position).unwrap_or(0).min(length);
        let (pos, endpos) = (clamp(pos), clamp(endpos));
        let (at, end) = (subject.text.offset(pos), subject.text.offset(endpos));
        Ok(Search {
            ready: ready.clone(),
            subject,
            pos,
            endpos,
            at: Cell::new(at),
            end,
            after_empty: Cell::new(false),
        })
    }

    fn text(&self) -> &str {
        self.subject
            .text
            .as_str()
            .get(..self.end)
            .unwrap_or_default()
    }

    /// One match, from where the search begins.
    pub(super) fn first(&self, interp: &mut Interp, mode: Mode) -> Result<Value> {
        if self.at.get() > self.end {
            return Ok(Value::None);
        }
        let found = self
            .ready
            .compiled
            .find(interp, self.text(), self.at.get(), mode)?;
        Ok(found.map_or(Value::None, |spans| self.value(spans)))
    }

    /// The next match behind the last; one that is empty may follow one that is not.
    pub(super) fn next(&self, interp: &mut Interp) -> Result<Option<Spans>> {
        let at = self.at.get();
        if at > self.end {
            return Ok(None);
        }
        let compiled = &self.ready.compiled;
        let found = if self.after_empty.get() {
            compiled.find_after(interp, self.text(), at)?
        } else {
            compiled.find(interp, self.text(), at, Mode::Search)?
        };
        match found.as_ref().and_then(whole) {
            Some((start, end)) => {
                self.at.set(end);
                self.after_empty.set(start == end);
            }
            None => self.at.set(usize::MAX),
        }
        Ok(found)
    }

    /// A match as a value.
    pub(super) fn value(&self, spans: Spans) -> Value {
        Value::object(Match {
            pattern: self.ready.value.clone(),
            compiled: Rc::clone(&self.ready.compiled),
            subject: self.subject.clone(),
            spans,
            pos: self.pos,
            endpos: self.endpos,
        })
    }

    /// The text of a group, or `otherwise`.
    pub(super) fn group(
        &self,
        interp: &mut Interp,
        spans: &Spans,
        group: usize,
        otherwise: &Value,
    ) -> Result<Value> {
        match spans.get(group).copied().flatten() {
            Some((start, end)) => self.subject.part(interp, start, end),
            None => Ok(otherwise.clone()),
        }
    }
}

/// `re.finditer(…)`
pub(super) struct FindIter(Search);

impl FindIter {
    pub(super) fn new(search: Search) -> Self {
        FindIter(search)
    }
}

static ITERATOR: TypeInfo = TypeInfo {
    name: "callable_iterator",
    module: "builtins",
    doc: "The matches of a pattern.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

impl PyIter for FindIter {
    fn type_info(&self) -> &'static TypeInfo {
        &ITERATOR
    }

    fn trace(&self, _: &mut Visit<'_>) {}

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let search = &self.0;
        Ok(search.next(interp)?.map(|spans| search.value(spans)))
    }
}

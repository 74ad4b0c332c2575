//! Iterators over the characters of a string and over the integers of bytes.

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{PyIter, Sink};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::Visit;
use crate::runtime::value::Value;
use crate::types::bytes::Bytes;
use crate::types::str::Str;

/// `iter('ab')`
pub(super) struct StrIter {
    text: Rc<Str>,
    /// The byte offset of the next character.
    offset: Cell<usize>,
}

impl StrIter {
    pub(super) fn new(text: &Rc<Str>) -> Self {
        StrIter {
            text: Rc::clone(text),
            offset: Cell::new(0),
        }
    }

    fn next_char(&self) -> Option<char> {
        let offset = self.offset.get();
        let next = match self.text.as_str().as_bytes().get(offset) {
            Some(byte) if byte.is_ascii() => char::from(*byte),
            _ => self.text.as_str().get(offset..)?.chars().next()?,
        };
        self.offset.set(offset + next.len_utf8());
        Some(next)
    }
}

impl PyIter for StrIter {
    fn type_info(&self) -> &'static TypeInfo {
        // CPython walks ASCII strings by an iterator of their own.
        if self.text.is_ascii() {
            &STR_ASCII_ITERATOR
        } else {
            &STR_ITERATOR
        }
    }

    fn trace(&self, _: &mut Visit<'_>) {}

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        Ok(self.next_char().map(|c| interp.character(c)))
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.text.len() - self.text.position(self.offset.get()))
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while let Some(c) = self.next_char() {
            interp.pull()?;
            let item = interp.character(c);
            if sink(interp, item).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// `iter(b'ab')`
pub(super) struct BytesIter {
    data: Rc<Bytes>,
    position: Cell<usize>,
}

impl BytesIter {
    pub(super) fn new(data: &Rc<Bytes>) -> Self {
        BytesIter {
            data: Rc::clone(data),
            position: Cell::new(0),
        }
    }
}

impl PyIter for BytesIter {
    fn type_info(&self) -> &'static TypeInfo {
        &BYTES_ITERATOR
    }

    fn trace(&self, _: &mut Visit<'_>) {}

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let position = self.position.get();
        let byte = self.data.as_slice().get(position);
        self.position.set(position + usize::from(byte.is_some()));
        Ok(byte.map(|byte| Value::Int(i64::from(*byte))))
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.data.as_slice().len() - self.position.get())
    }
}

static STR_ASCII_ITERATOR: TypeInfo = iterator_type("str_ascii_iterator");
static STR_ITERATOR: TypeInfo = iterator_type("str_iterator");
static BYTES_ITERATOR: TypeInfo = iterator_type("bytes_iterator");

const fn iterator_type(name: &'static str) -> TypeInfo {
    TypeInfo {
        name,
        module: "builtins",
        doc: "An iterator.",
        base: None,
        new: None,
        methods: &[],
        class_methods: &[],
        getters: &[],
    }
}

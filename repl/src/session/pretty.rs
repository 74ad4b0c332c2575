//! A value as the prompt shows it: nested data over several lines, long data cut, lazy iterators left alone.
//!
//! What is shown in full can be pasted back, just as the value's `repr`.

use lambkin::Value;
use lambkin::runtime::error::Result;
use lambkin::runtime::interp::Interp;
use lambkin::runtime::iter::{Iter, Progress};
use lambkin::runtime::ops::{attr, repr};
use lambkin::types::tuple::Tuple;

use super::layout::Shown;

/// Items of one container that are shown.
const MOST_ITEMS: usize = 100;
/// Items in all that are shown.
const MOST_IN_ALL: usize = 400;
/// Characters of one text that are shown.
const MOST_CHARACTERS: usize = 1000;

/// How much of a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A few hundred items, and a count of the rest.
    Cut,
    /// Everything.
    Full,
}

/// The value, ready to be laid out.
///
/// # Errors
/// As `repr`.
pub(crate) fn shown(interp: &mut Interp, value: &Value, extent: Extent) -> Result<Shown> {
    let left = match extent {
        Extent::Cut => Some(MOST_IN_ALL),
        Extent::Full => None,
    };
    let mut painter = Painter {
        left,
        open: Vec::new(),
    };
    painter.value(interp, value)
}

struct Painter {
    /// Items that may still be shown; `None` is all of them.
    left: Option<usize>,
    /// The containers around, so that one in itself is seen.
    open: Vec<Value>,
}

impl Painter {
    fn value(&mut self, interp: &mut Interp, value: &Value) -> Result<Shown> {
        interp.tick()?;
        if let Value::Iter(iter) = value {
            return lazy(interp, iter).map(Shown::Text);
        }
        if let Value::List(list) = value {
            let items = |at| list.get(at);
            return self.group(interp, value, ["[", "]"], list.len(), items);
        }
        if let Value::Tuple(tuple) = value {
            return self.tuple(interp, value, tuple);
        }
        if let Value::Set(set) | Value::FrozenSet(set) = value
            && !set.is_empty()
        {
            let brackets = if matches!(value, Value::Set(_)) {
                ["{", "}"]
            } else {
                ["frozenset({", "})"]
            };
            let mut cursor = 0;
            let items = |_| set.table.step_key(&mut cursor);
            return self.group(interp, value, brackets, set.len(), items);
        }
        if let Value::Dict(dict) = value
            && dict.type_info().name == "dict"
        {
            return self.dict(interp, value, dict);
        }
        let text = repr::repr(interp, value)?;
        Ok(Shown::Text(self.cut(text)))
    }

    fn tuple(&mut self, interp: &mut Interp, value: &Value, tuple: &Tuple) -> Result<Shown> {
        let items = tuple.as_slice();
        let Some(class) = tuple.class() else {
            let close = if items.len() == 1 { ",)" } else { ")" };
            let item = |at: usize| items.get(at).cloned();
            return self.group(interp, value, ["(", close], items.len(), item);
        };
        let names = class.field_names();
        let open = format!("{}(", attr::type_name(value));
        let entries = |painter: &mut Self, interp: &mut Interp| {
            let mut entries = Vec::new();
            for (name, item) in names.iter().zip(items) {
                let item = painter.value(interp, item)?;
                entries.push(Shown::Pair(
                    Box::new(Shown::Text(name.clone())),
                    "=",
                    Box::new(item),
                ));
            }
            Ok(entries)
        };
        self.around(interp, value, [&open, ")"], entries)
    }

    fn dict(
        &mut self,
        interp: &mut Interp,
        value: &Value,
        dict: &lambkin::types::dict::Dict,
    ) -> Result<Shown> {
        let count = dict.len();
        let most = self.most(count);
        self.around(interp, value, ["{", "}"], |painter, interp| {
            let mut cursor = 0;
            let mut entries = Vec::new();
            while entries.len() < most
                && let Some((key, item)) = dict.table.step(&mut cursor)
            {
                let key = painter.value(interp, &key)?;
                let item = painter.value(interp, &item)?;
                entries.push(Shown::Pair(Box::new(key), ": ", Box::new(item)));
            }
            entries.extend(more(count, most, "items"));
            Ok(entries)
        })
    }

    fn group(
        &mut self,
        interp: &mut Interp,
        value: &Value,
        brackets: [&str; 2],
        count: usize,
        mut item: impl FnMut(usize) -> Option<Value>,
    ) -> Result<Shown> {
        let most = self.most(count);
        self.around(interp, value, brackets, |painter, interp| {
            let mut items = Vec::new();
            while items.len() < most
                && let Some(item) = item(items.len())
            {
                items.push(painter.value(interp, &item)?);
            }
            items.extend(more(count, most, "items"));
            Ok(items)
        })
    }

    /// How many items of a container are shown.
    fn most(&mut self, count: usize) -> usize {
        let Some(left) = &mut self.left else {
            return count;
        };
        // One more than is allowed is no reason to count.
        let most = if count <= MOST_ITEMS.min(*left) + 1 {
            count
        } else {
            MOST_ITEMS.min(*left)
        };
        *left = left.saturating_sub(most);
        most
    }

    /// A container, unless it is one of those that it lies in.
    fn around(
        &mut self,
        interp: &mut Interp,
        value: &Value,
        [open, close]: [&str; 2],
        items: impl FnOnce(&mut Self, &mut Interp) -> Result<Vec<Shown>>,
    ) -> Result<Shown> {
        if self.open.iter().any(|other| other.is(value)) {
            return Ok(Shown::Text(format!("{open}...{close}")));
        }
        self.open.push(value.clone());
        let items = interp.nested(" while getting the repr of an object", |interp| {
            items(self, interp)
        });
        self.open.pop();
        Ok(Shown::Group {
            open: open.to_owned(),
            items: items?,
            close: close.to_owned(),
        })
    }

    /// The text, or its beginning and how much more there is.
    fn cut(&self, text: String) -> String {
        if self.left.is_none() || text.len() <= MOST_CHARACTERS {
            return text;
        }
        let count = text.chars().count();
        let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) else {
            return text;
        };
        let head = text.get(..end).unwrap_or_default();
        format!("{head}… {} more characters", count - MOST_CHARACTERS)
    }
}

fn more(count: usize, most: usize, what: &str) -> Option<Shown> {
    (count > most).then(|| Shown::Text(format!("… {} more {what}", count - most)))
}

/// A lazy iterator, without asking it for anything.
fn lazy(interp: &mut Interp, iter: &Iter) -> Result<String> {
    if let Some(own) = iter.repr(interp)? {
        return Ok(own);
    }
    let name = iter.type_info().name;
    let how_far = match iter.progress() {
        Progress::Fresh => "nothing computed yet",
        Progress::Begun => "some items taken",
        Progress::Returned => "the next items computed",
    };
    Ok(format!("<{name} … {how_far}>"))
}

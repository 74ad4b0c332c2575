//! `findall`, `split` and `sub`: what goes through all matches.

use super::compiled::{Spans, whole};
use super::pattern::{Ready, Search, text_argument};
use super::template::Template;
use crate::runtime::call::is_callable;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// Every match: the whole, the group if there is one, or a tuple of groups.
pub(super) fn find_all(interp: &mut Interp, search: &Search) -> Result<Value> {
    let mut found = Vec::new();
    let empty = search.subject.wrap("");
    while let Some(spans) = search.next(interp)? {
        if found.len() == found.capacity() {
            interp.reserve_items(found.len().max(4))?;
        }
        found.push(match spans.len() {
            1 => search.group(interp, &spans, 0, &empty)?,
            2 => search.group(interp, &spans, 1, &empty)?,
            count => {
                let mut groups = Vec::with_capacity(count - 1);
                for group in 1..count {
                    groups.push(search.group(interp, &spans, group, &empty)?);
                }
                Value::tuple(groups)
            }
        });
    }
    Ok(Value::list(found))
}

/// The text between matches, with the groups of the matches.
pub(super) fn split(interp: &mut Interp, search: &Search, most: i64) -> Result<Value> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut left = if most == 0 { i64::MAX } else { most };
    while left > 0
        && let Some(spans) = search.next(interp)?
    {
        left -= 1;
        interp.reserve_items(spans.len())?;
        let (start, end) = whole(&spans).unwrap_or((from, from));
        pieces.push(search.subject.part(interp, from, start)?);
        for group in 1..spans.len() {
            pieces.push(search.group(interp, &spans, group, &Value::None)?);
        }
        from = end;
    }
    let end = search.subject.text.as_str().len();
    pieces.push(search.subject.part(interp, from, end)?);
    Ok(Value::list(pieces))
}

/// What takes the place of a match.
enum Replacement<'a> {
    Template(Template),
    Function(&'a Value),
}

/// The text with matches replaced, and how many were.
pub(super) fn substitute(
    interp: &mut Interp,
    ready: &Ready,
    replacement: &Value,
    search: &Search,
    most: i64,
) -> Result<(Value, usize)> {
    let function = is_callable(replacement);
    let with = if function {
        Replacement::Function(replacement)
    } else {
        let template = text_argument(replacement)?;
        Replacement::Template(Template::read(&template, &ready.compiled)?)
    };
    let mut out = Pieces {
        text: String::new(),
        count: 0,
        wrong: None,
    };
    let mut from = 0;
    let mut done = 0;
    let most = if most == 0 {
        usize::MAX
    } else {
        usize::try_from(most).unwrap_or(0)
    };
    while done < most
        && let Some(spans) = search.next(interp)?
    {
        let (start, end) = whole(&spans).unwrap_or((from, from));
        out.push(
            interp,
            search
                .subject
                .text
                .as_str()
                .get(from..start)
                .unwrap_or_default(),
        )?;
        match &with {
            Replacement::Template(template) => {
                out.check(replacement, search);
                template.fill(interp, &mut out.text, &search.subject, &spans)?;
                out.count += 1;
            }
            Replacement::Function(function) => {
                out.call(interp, function, search, spans)?;
            }
        }
        from = end;
        done += 1;
    }
    out.push(
        interp,
        search.subject.text.as_str().get(from..).unwrap_or_default(),
    )?;
    if let Some((position, given)) = out.wrong {
        let expected = match search.subject.value {
            Value::Bytes(_) => "a bytes-like object",
            _ => "str instance",
        };
        return Err(wording::type_error(format!(
            "sequence item {position}: expected {expected}, {given} found"
        )));
    }
    if done == 0 {
        return Ok((search.subject.value.clone(), 0));
    }
    Ok((search.subject.wrap(&out.text), done))
}

/// A result in the making. CPython joins its pieces at the end, which is when it finds one of a wrong type.
struct Pieces {
    text: String,
    count: usize,
    wrong: Option<(usize, String)>,
}

impl Pieces {
    fn push(&mut self, interp: &mut Interp, text: &str) -> Result<()> {
        if !text.is_empty() {
            interp.grown(self.text.len(), self.text.len() + text.len())?;
            self.text.push_str(text);
            self.count += 1;
        }
        Ok(())
    }

    /// Notes a piece that is not of the subject's type.
    fn check(&mut self, piece: &Value, search: &Search) -> bool {
        let fits = matches!(
            (piece, &search.subject.value),
            (Value::Str(_), Value::Str(_)) | (Value::Bytes(_), Value::Bytes(_))
        );
        if !fits && self.wrong.is_none() {
            self.wrong = Some((self.count, type_name(piece)));
        }
        fits
    }

    fn call(
        &mut self,
        interp: &mut Interp,
        function: &Value,
        search: &Search,
        spans: Spans,
    ) -> Result<()> {
        let piece = interp.call(function, &[search.value(spans)])?;
        if piece.is_none() {
            return Ok(());
        }
        if self.check(&piece, search) {
            let text = text_argument(&piece)?;
            interp.grown(self.text.len(), self.text.len() + text.len())?;
            self.text.push_str(&text);
        }
        self.count += 1;
        Ok(())
    }
}

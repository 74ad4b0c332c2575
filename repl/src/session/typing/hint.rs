//! The hint behind the cursor: how the function is called that the cursor is in, the current parameter marked.

use unicode_width::UnicodeWidthStr;

use super::Analysis;
use super::call::OpenCall;
use crate::session::Session;

/// Columns between the text and the hint.
const GAP: &str = "   ";
/// Less room than this is not worth a hint.
const LEAST: usize = 12;

impl Session {
    /// The signature of the innermost call, in what is left of the line.
    pub(crate) fn signature_hint(&mut self, analysis: &Analysis, cursor: usize) -> Option<String> {
        if cursor != analysis.text.len() {
            return None;
        }
        let call = self.open_call(analysis, cursor)?;
        let width = self.style.width.unwrap_or(80);
        let line = analysis.text.rsplit('\n').next().unwrap_or_default();
        let prompt = if analysis.text.contains('\n') { 0 } else { 4 };
        let room = width.checked_sub((prompt + line.width()) % width + GAP.len() + 1)?;
        (room >= LEAST).then(|| format!("{GAP}{}", fitted(&call, room)))
    }
}

/// The signature with the current parameter between `‹ ›`; where there is no room, without what stands before that.
fn fitted(call: &OpenCall, room: usize) -> String {
    let pieces = call.signature.pieces();
    let marked = |(text, of): &(String, Option<usize>)| match of {
        Some(_) if *of == call.current => format!("‹{text}›"),
        _ => text.clone(),
    };
    let all: Vec<String> = pieces.iter().map(marked).collect();
    let whole = format!("{}({})", call.signature.name, all.join(", "));
    if whole.width() <= room {
        return whole;
    }
    let from = pieces
        .iter()
        .position(|(_, of)| of.is_some() && *of == call.current);
    let rest = all.get(from.unwrap_or(0)..).unwrap_or_default().join(", ");
    let before = if from.is_some_and(|from| from > 0) {
        "…, "
    } else {
        ""
    };
    let named = format!("{}({before}{rest})", call.signature.name);
    if named.width() <= room {
        return named;
    }
    cut(&format!("({before}{rest})"), room)
}

/// The text in that many columns.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for letter in text.chars() {
        out.push(letter);
        if out.width() >= room {
            out.pop();
            break;
        }
    }
    out + "…"
}

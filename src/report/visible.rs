//! Control characters made visible.
//!
//! A source may hold escape sequences that would drive the reader's terminal, or direction marks that would
//! show its text in another order than it runs. Each such character is shown as one harmless character, so
//! that columns stay what they are.

use std::borrow::Cow;

/// The text as it may go to a terminal: line breaks and tabs stay, other controls become pictures.
///
/// ```
/// assert_eq!(lambkin::report::visible("a\u{1b}[31m\u{202e}b\n"), "a␛[31m\u{fffd}b\n");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let keep = |c: char| c == '\n' || c == '\t' || picture(c) == c;
    if text.chars().all(keep) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| if keep(c) { c } else { picture(c) })
            .collect(),
    )
}

/// What is shown for one character of a source line; most stand for themselves.
pub(super) fn picture(c: char) -> char {
    match c {
        '\t' => c,
        // Unicode has a picture for each of the ASCII controls, in the same order.
        '\0'..='\x1f' => {
            char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\x7f' => '␡',
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

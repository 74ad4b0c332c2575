//! `isalpha`, `islower`, `istitle` and their kin for a whole string.
//!
//! Most ask that the string is not empty and that every character qualifies; the case tests ask for one cased
//! character and nothing against it.

use super::case::is_cased_letter;
use super::unicode::{
    is_identifier_part, is_identifier_start, is_lower, is_printable, is_title, is_upper,
};

/// Not empty, and every character passes.
pub(crate) fn all(text: &str, test: fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(test)
}

/// `text.isprintable()`, which holds for the empty string.
pub(crate) fn is_all_printable(text: &str) -> bool {
    text.chars().all(is_printable)
}

/// `text.islower()`
pub(crate) fn is_lowercase(text: &str) -> bool {
    has_only_case(text, is_lower, |c| is_upper(c) || is_title(c))
}

/// `text.isupper()`
pub(crate) fn is_uppercase(text: &str) -> bool {
    has_only_case(text, is_upper, |c| is_lower(c) || is_title(c))
}

/// `text.istitle()`: capitals only where a word begins, small letters only inside one.
pub(crate) fn is_titlecase(text: &str) -> bool {
    let mut inside_word = false;
    let mut seen = false;
    for c in text.chars() {
        let capital = is_upper(c) || is_title(c);
        if capital == inside_word && is_cased_letter(c) {
            return false;
        }
        inside_word = is_cased_letter(c);
        seen |= inside_word;
    }
    seen
}

/// `text.isidentifier()`
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_part)
}

fn has_only_case(text: &str, wanted: fn(char) -> bool, against: fn(char) -> bool) -> bool {
    let mut seen = false;
    for c in text.chars() {
        if against(c) {
            return false;
        }
        seen |= wanted(c);
    }
    seen
}

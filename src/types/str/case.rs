//! `lower`, `upper`, `title`, `capitalize`, `swapcase` and `casefold` of a whole string.
//!
//! The mappings are the full ones (`'ß'.upper()` is `'SS'`), and a capital sigma becomes `ς` at the end of a word.

use super::unicode::{
    Mapping, is_case_ignorable, is_cased, is_lower, is_title, is_upper, push_mapped,
};

/// `text.lower()`
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        push_lower(&mut out, text, at, c);
    }
    out
}

/// `text.upper()`
pub(crate) fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    map_all(text, Mapping::Upper)
}

/// `text.casefold()`
pub(crate) fn casefold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    map_all(text, Mapping::Fold)
}

/// `text.swapcase()`
pub(crate) fn swapcase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if is_upper(c) {
            push_lower(&mut out, text, at, c);
        } else if is_lower(c) {
            push_mapped(&mut out, c, Mapping::Upper);
        } else {
            out.push(c);
        }
    }
    out
}

/// `text.title()`: a letter after a cased letter is lowered, any other is put in title case.
pub(crate) fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside_word = false;
    for (at, c) in text.char_indices() {
        if inside_word {
            push_lower(&mut out, text, at, c);
        } else {
            push_mapped(&mut out, c, Mapping::Title);
        }
        inside_word = is_cased_letter(c);
    }
    out
}

/// `text.capitalize()`
pub(crate) fn capitalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if at == 0 {
            push_mapped(&mut out, c, Mapping::Title);
        } else {
            push_lower(&mut out, text, at, c);
        }
    }
    out
}

fn map_all(text: &str, mapping: Mapping) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_mapped(&mut out, c, mapping);
    }
    out
}

/// Appends the lower case of `c`, which stands at byte `at` of `text`.
fn push_lower(out: &mut String, text: &str, at: usize, c: char) {
    if c == 'Σ' {
        out.push(if is_final_sigma(text, at) { 'ς' } else { 'σ' });
    } else {
        push_mapped(out, c, Mapping::Lower);
    }
}

/// Whether the sigma at byte `at` follows a cased letter and precedes none, marks between them aside.
fn is_final_sigma(text: &str, at: usize) -> bool {
    let before = text[..at].chars().rev().find(|&c| !is_case_ignorable(c));
    let after = text[at..].chars().skip(1).find(|&c| !is_case_ignorable(c));
    before.is_some_and(is_cased) && !after.is_some_and(is_cased)
}

/// Whether the next letter is inside a word, as `title` and `istitle` see it.
pub(super) fn is_cased_letter(c: char) -> bool {
    is_lower(c) || is_upper(c) || is_title(c)
}

//! The names of characters, as in `'\\N{BULLET}'`: a table of a megabyte, which the feature `unicode_names` brings. Without
//! it no character has a name.

/// The character of that name or alias. Python overlooks case; the tables overlook spaces and hyphens too, and would
/// look before the beginning of a name that begins with one.
#[cfg(feature = "unicode_names")]
pub(crate) fn character(wanted: &str) -> Option<char> {
    if wanted.starts_with('-') {
        return None;
    }
    let letter = unicode_names2::character(wanted)?;
    let official = name(letter);
    let official = official.as_deref().unwrap_or_default();
    let squeezed = |other: &str| other.replace([' ', '-', '_'], "").to_ascii_uppercase();
    let same_letters = squeezed(official) == squeezed(wanted);
    // An alias has letters of its own; its spaces cannot be compared, but are single in every alias.
    let alias =
        !same_letters && !wanted.contains(['_']) && wanted.split(' ').all(|word| !word.is_empty());
    (official.eq_ignore_ascii_case(wanted) || alias).then_some(letter)
}

/// The name of a character.
#[cfg(feature = "unicode_names")]
pub(crate) fn name(letter: char) -> Option<String> {
    unicode_names2::name(letter).map(|name| name.to_string())
}

#[cfg(not(feature = "unicode_names"))]
pub(crate) fn character(_: &str) -> Option<char> {
    None
}

#[cfg(not(feature = "unicode_names"))]
pub(crate) fn name(_: char) -> Option<String> {
    None
}

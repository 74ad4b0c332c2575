//! What `bytes` methods take for a letter, a digit, white space: ASCII only.

/// `b' \t\n\r\x0b\f'`
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Not empty, and every byte passes.
pub(crate) fn all(data: &[u8], test: fn(&u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(test)
}

/// `data.islower()`
pub(crate) fn is_lowercase(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_lowercase) && !data.iter().any(u8::is_ascii_uppercase)
}

/// `data.isupper()`
pub(crate) fn is_uppercase(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_uppercase) && !data.iter().any(u8::is_ascii_lowercase)
}

/// `data.istitle()`
pub(crate) fn is_titlecase(data: &[u8]) -> bool {
    let mut inside_word = false;
    let mut seen = false;
    for byte in data {
        let letter = byte.is_ascii_alphabetic();
        if letter && byte.is_ascii_uppercase() == inside_word {
            return false;
        }
        inside_word = letter;
        seen |= letter;
    }
    seen
}

/// `data.title()`
pub(crate) fn title(data: &[u8]) -> Vec<u8> {
    let mut inside_word = false;
    data.iter()
        .map(|byte| {
            let cased = if inside_word {
                byte.to_ascii_lowercase()
            } else {
                byte.to_ascii_uppercase()
            };
            inside_word = byte.is_ascii_alphabetic();
            cased
        })
        .collect()
}

/// `data.swapcase()`
pub(crate) fn swapcase(data: &[u8]) -> Vec<u8> {
    data.iter()
        .map(|byte| {
            if byte.is_ascii_lowercase() {
                byte.to_ascii_uppercase()
            } else {
                byte.to_ascii_lowercase()
            }
        })
        .collect()
}

/// `data.capitalize()`
pub(crate) fn capitalize(data: &[u8]) -> Vec<u8> {
    let mut out = data.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

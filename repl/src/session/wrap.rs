//! Sentences fitted to the window, broken between words.

use unicode_width::UnicodeWidthStr;

/// The words of a text on lines of at most that many columns; a longer word has a line of its own.
pub(crate) fn fill(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(fill("a bc def g", 6), ["a bc", "def g"]);
        assert_eq!(fill("abcdefgh ij", 4), ["abcdefgh", "ij"]);
        assert_eq!(fill("日本 語", 4), ["日本", "語"]);
        assert_eq!(fill("", 4), [""]);
    }
}

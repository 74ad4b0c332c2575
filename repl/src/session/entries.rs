//! Where an entry ends: the parser's verdict on a text, and pasted text cut into entries.

use lambkin::syntax::{self, TokenKind};

use super::commands;

/// What the prompt may do with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// `1 + 1`
    Complete,
    /// `(1 +`: it goes on in the next line.
    Incomplete,
    /// `1 +`
    Wrong,
}

/// The verdict on an entry; of a command, on the expression in it.
pub(crate) fn verdict(entry: &str) -> Verdict {
    let text = if commands::is_command(entry) {
        match commands::expression(entry) {
            Some((_, text)) => text,
            None => return Verdict::Complete,
        }
    } else {
        entry
    };
    if is_blank(text) || text.trim_end().ends_with('?') {
        return Verdict::Complete;
    }
    if let Some(entries) = doctest(text) {
        return entries
            .last()
            .map_or(Verdict::Complete, |(_, last)| verdict(last));
    }
    if syntax::parse(text.trim_start()).is_ok() {
        Verdict::Complete
    } else if syntax::is_unfinished(text.trim_start()) {
        Verdict::Incomplete
    } else {
        Verdict::Wrong
    }
}

/// Whether the text holds nothing but white space and comments.
pub(crate) fn is_blank(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    })
}

/// The entries in a text, each with the number of lines before it. A text that is one entry, or is none because it is
/// wrong, comes back as it is; only lines that are all entries by themselves are taken apart.
pub(crate) fn split(text: &str) -> Vec<(usize, String)> {
    if let Some(entries) = doctest(text) {
        return entries;
    }
    let whole = || vec![(0, text.to_owned())];
    if !text.trim_end().contains('\n')
        || verdict(text) != Verdict::Wrong && !commands::is_command(text)
    {
        return whole();
    }
    let mut entries = Vec::new();
    let mut entry = String::new();
    let mut first = 0;
    for (number, line) in text.lines().enumerate() {
        if entry.is_empty() {
            first = number;
        } else {
            entry.push('\n');
        }
        entry.push_str(line);
        match verdict(&entry) {
            Verdict::Complete => entries.push((first, std::mem::take(&mut entry))),
            Verdict::Incomplete => {}
            Verdict::Wrong => return whole(),
        }
    }
    if entry.is_empty() { entries } else { whole() }
}

/// The entries of a session copied with its prompts, `>>> ` and `... `; what it replied is left out.
fn doctest(text: &str) -> Option<Vec<(usize, String)>> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    entry_line(first, ">>>")?;
    let mut entries: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        if let Some(rest) = entry_line(line, ">>>") {
            entries.push((number, rest.to_owned()));
            inside = true;
        } else if let (true, Some(rest)) = (inside, entry_line(line, "...")) {
            if let Some((_, entry)) = entries.last_mut() {
                entry.push('\n');
                entry.push_str(rest);
            }
        } else {
            inside = false;
        }
    }
    Some(entries)
}

/// What follows a prompt.
pub(crate) fn entry_line<'a>(line: &'a str, prompt: &str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(prompt)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix(' ')
}

/// The spaces before the next line of an entry that goes on: four for each bracket that is open.
pub(crate) fn indentation(text: &str) -> String {
    let tokens = syntax::tokenize(text, 0);
    let is_string = |error: &syntax::LexError| error.kind == "unterminated-string";
    if tokens.error.as_ref().is_some_and(is_string) {
        return String::new();
    }
    let mut depth = 0_usize;
    for kind in &tokens.kinds {
        match kind {
            TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => depth += 1,
            TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    "    ".repeat(depth.clamp(1, 8))
}

/// Lines put together to entries, for input that comes line by line.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// The entry so far.
    entry: String,
    /// The line on which it began, from one.
    first_line: usize,
    /// Lines so far.
    lines: usize,
    /// Whether the lines are those of a copied session, whose replies are left out.
    copied: bool,
}

impl Reader {
    /// Takes a line; an entry that it completes, and the line on which that began.
    pub(crate) fn line(&mut self, line: &str) -> Option<(usize, String)> {
        self.lines += 1;
        let mut line = line;
        if let Some(rest) = entry_line(line, ">>>") {
            (self.copied, line) = (true, rest);
        } else if self.copied {
            match entry_line(line, "...") {
                Some(rest) => line = rest,
                None => {
                    self.copied = !line.trim().is_empty();
                    line = "";
                }
            }
        }
        if self.entry.is_empty() {
            self.first_line = self.lines;
        } else {
            self.entry.push('\n');
        }
        self.entry.push_str(line);
        if is_blank(&self.entry) {
            self.entry.clear();
            return None;
        }
        match verdict(&self.entry) {
            Verdict::Incomplete => None,
            Verdict::Complete | Verdict::Wrong => self.take(),
        }
    }

    /// Takes the end of the input: an unfinished entry is what it is.
    pub(crate) fn end(&mut self) -> Option<(usize, String)> {
        (!self.entry.is_empty()).then(|| self.take()).flatten()
    }

    fn take(&mut self) -> Option<(usize, String)> {
        Some((self.first_line, std::mem::take(&mut self.entry)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, split, verdict};

    #[test]
    fn the_parser_decides() {
        for (text, expected) in [
            ("1 + 1", Verdict::Complete),
            ("(1 +", Verdict::Incomplete),
            ("(1 2", Verdict::Wrong),
            ("1 +", Verdict::Wrong),
            ("f'''{a", Verdict::Incomplete),
            ("f'{a", Verdict::Incomplete),
            ("'abc", Verdict::Wrong),
            ("'''abc", Verdict::Incomplete),
            ("1 + \\", Verdict::Incomplete),
            ("[x for x in", Verdict::Incomplete),
            ("[x for in", Verdict::Wrong),
            (":let x = (1,", Verdict::Incomplete),
            (":names", Verdict::Complete),
            ("", Verdict::Complete),
        ] {
            assert_eq!(verdict(text), expected, "{text}");
        }
    }

    #[test]
    fn pasted_lines_are_entries() {
        let texts =
            |text| -> Vec<String> { split(text).into_iter().map(|(_, text)| text).collect() };
        assert_eq!(texts("1\n(2 +\n3)\n"), ["1", "(2 +\n3)"]);
        assert_eq!(
            texts(">>> 1 + 1\n2\n>>> (1 +\n... 2)\n3"),
            ["1 + 1", "(1 +\n2)"]
        );
        assert_eq!(texts("1 +\n2"), ["1 +\n2"]);
        assert_eq!(
            texts(":let a = 1\n:let b = 2"),
            [":let a = 1", ":let b = 2"]
        );
    }
}

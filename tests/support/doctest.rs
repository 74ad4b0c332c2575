//! Python's doctest text: `>>>` examples and the exact reply to each.

/// One `>>>` example and the reply the file shows for it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Example {
    /// The line of the `>>>`, counted from one.
    pub(crate) line: usize,
    /// The expression, without the prompts.
    pub(crate) source: String,
    /// The reply, without its last line end; empty when the example prints nothing.
    pub(crate) want: String,
}

/// The examples of a file, in order; prose between them is skipped.
///
/// As in CPython's doctest, a reply ends at an empty line or at the next example.
pub(crate) fn examples(text: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let Some(first) = prompted(line, ">>>") else {
            continue;
        };
        let mut source = first.to_owned();
        while let Some(more) = lines.peek().and_then(|(_, line)| prompted(line, "...")) {
            source.push('\n');
            source.push_str(more);
            lines.next();
        }
        let mut want = Vec::new();
        while let Some((_, line)) = lines.peek() {
            if line.is_empty() || prompted(line, ">>>").is_some() {
                break;
            }
            want.push(*line);
            lines.next();
        }
        found.push(Example {
            line: index + 1,
            source,
            want: want.join("\n"),
        });
    }
    found
}

/// What follows a prompt on this line; a prompt stands alone or before a space.
fn prompted<'a>(line: &'a str, prompt: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(prompt)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix(' ')
}

#[test]
fn examples_end_at_an_empty_line_or_the_next_prompt() {
    let text = "Prose.\n\n>>> (1,\n...  2)\n(1, 2)\n>>> None\n>>> 3\n3\n\nProse.\n";
    let found: Vec<_> = examples(text)
        .into_iter()
        .map(|example| (example.line, example.source, example.want))
        .collect();
    let expected = [(3, "(1,\n 2)", "(1, 2)"), (6, "None", ""), (7, "3", "3")];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(line, source, want)| (line, source.to_owned(), want.to_owned()))
        .collect();
    assert_eq!(found, expected);
}

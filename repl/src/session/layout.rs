//! Nested text fitted into a width, as terminals count it: wide characters take two columns, combining ones none.

use unicode_width::UnicodeWidthStr;

/// How much further right a value stands below its key.
const INDENT: usize = 4;

/// Text with structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// `12`
    Text(String),
    /// `'key': value`, `name=value`
    Pair(Box<Shown>, &'static str, Box<Shown>),
    /// `[1, 2]`
    Group {
        /// `[`
        open: String,
        /// What stands between the commas.
        items: Vec<Shown>,
        /// `]`
        close: String,
    },
}

impl Shown {
    /// The text over as many lines as it needs, the first of which begins at the left; without a width, one line.
    pub(crate) fn fit(&self, width: Option<usize>) -> String {
        let mut out = String::new();
        match width {
            Some(width) => self.write(&mut out, 0, width, 0),
            None => self.flat(&mut out),
        }
        out
    }

    fn flat(&self, out: &mut String) {
        match self {
            Shown::Text(text) => out.push_str(text),
            Shown::Pair(key, between, value) => {
                key.flat(out);
                out.push_str(between);
                value.flat(out);
            }
            Shown::Group { open, items, close } => {
                out.push_str(open);
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    item.flat(out);
                }
                out.push_str(close);
            }
        }
    }

    /// The width on one line, unless that is more than `most`.
    fn width(&self, most: usize) -> Option<usize> {
        let total = match self {
            Shown::Text(text) => text.width(),
            Shown::Pair(key, between, value) => {
                let key = key.width(most)? + between.len();
                key + value.width(most.checked_sub(key)?)?
            }
            Shown::Group { open, items, close } => {
                let mut total = open.width() + close.width();
                for (at, item) in items.iter().enumerate() {
                    let comma = if at > 0 { 2 } else { 0 };
                    total += comma + item.width(most.checked_sub(total)?)?;
                }
                total
            }
        };
        (total <= most).then_some(total)
    }

    /// Writes it from that column on; `tail` columns behind it are taken.
    fn write(&self, out: &mut String, column: usize, width: usize, tail: usize) {
        let room = width.saturating_sub(column + tail);
        if self.width(room).is_some() {
            return self.flat(out);
        }
        match self {
            Shown::Text(text) => out.push_str(text),
            Shown::Pair(key, between, value) => {
                let mut head = String::new();
                key.flat(&mut head);
                head.push_str(between);
                out.push_str(&head);
                let after = column + head.width();
                let fits = value.width(width.saturating_sub(after + tail)).is_some();
                let next = (column + INDENT).min(width / 2);
                // What begins far to the right has more room on a line of its own.
                if !fits
                    && after > width / 2
                    && next < after
                    && matches!(**value, Shown::Group { .. })
                {
                    break_line(out, next);
                    value.write(out, next, width, tail);
                } else {
                    value.write(out, after, width, tail);
                }
            }
            Shown::Group { open, items, close } => {
                out.push_str(open);
                // On a narrow terminal what nests deep would have no room left.
                let inner = (column + open.width()).min(width / 2);
                let tail = tail + close.width().max(1);
                let filled = items.iter().all(|item| matches!(item, Shown::Text(_)));
                let mut at = column + open.width();
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        out.push(',');
                        at += 1;
                        let room = width.saturating_sub(at + 1 + tail);
                        if filled && item.width(room).is_some() {
                            out.push(' ');
                            at += 1;
                        } else {
                            break_line(out, inner);
                            at = inner;
                        }
                    }
                    item.write(out, at, width, tail);
                    at += item.width(width).unwrap_or(width);
                }
                out.push_str(close);
            }
        }
    }
}

/// Ends the line, and the blank at its end; the next begins at that column.
fn break_line(out: &mut String, column: usize) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', column));
}

#[cfg(test)]
mod tests {
    use super::Shown;

    fn list(items: &[&str]) -> Shown {
        Shown::Group {
            open: "[".to_owned(),
            items: items
                .iter()
                .map(|item| Shown::Text((*item).to_owned()))
                .collect(),
            close: "]".to_owned(),
        }
    }

    #[test]
    fn what_fits_stays_on_one_line() {
        assert_eq!(list(&["1", "2"]).fit(Some(6)), "[1, 2]");
        assert_eq!(list(&["1", "2"]).fit(None), "[1, 2]");
    }

    #[test]
    fn lines_are_filled() {
        assert_eq!(list(&["1", "2", "3", "4"]).fit(Some(8)), "[1, 2,\n 3, 4]");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(list(&["'日本'", "'語'"]).fit(Some(13)), "['日本',\n '語']");
        assert_eq!(
            list(&["'e\u{301}'", "'e'"]).fit(Some(10)),
            "['e\u{301}', 'e']"
        );
    }

    #[test]
    fn nested_data_breaks_at_the_outside_first() {
        let pair = |key: &str| {
            let key = Box::new(Shown::Text(key.to_owned()));
            Shown::Pair(key, ": ", Box::new(list(&["1", "2"])))
        };
        let dict = Shown::Group {
            open: "{".to_owned(),
            items: vec![pair("'a'"), pair("'b'")],
            close: "}".to_owned(),
        };
        assert_eq!(dict.fit(Some(20)), "{'a': [1, 2],\n 'b': [1, 2]}");
    }
}

//! Text to tokens; the only file that knows logos.
//!
//! Logos finds the words and the operators.
//! What needs memory is done around it: brackets, new lines and indentation, and the two states of an f-string, whose
//! text is read here and whose holes are read as ordinary tokens.
//! Reading stops at the first token that cannot be one, with CPython's complaint.

use logos::Logos;

use super::number;
use super::source;
use super::token::{LexError, OpenBracket, TokenKind, Tokens};

/// How many brackets may be open at once, as in CPython.
const MOST_BRACKETS: usize = 200;
/// How many f-strings may be open at once, as in CPython.
const MOST_FSTRINGS: usize = 150;
/// How deep holes may stand in the format specs of holes, as in CPython.
const MOST_HOLES: i32 = 3;

/// The tokens of `text` from the byte `start` on.
#[must_use]
pub fn tokenize(text: &str, start: usize) -> Tokens {
    let mut lexer = Lexer {
        text,
        raw: Raw::lexer(text),
        tokens: Tokens::default(),
        brackets: Vec::new(),
        fstrings: Vec::new(),
        indents: vec![(0, 0)],
        line_start: Some(start),
    };
    let guess = text.len() / 3 + 4;
    lexer.tokens.kinds.reserve(guess);
    lexer.tokens.spans.reserve(guess);
    lexer.raw.bump(start);
    if let Err(error) = lexer.run() {
        lexer.tokens.error = Some(*error);
    }
    lexer.tokens
}

#[derive(Logos, Clone, Copy, Debug, PartialEq)]
#[logos(skip r"[ \t\x0c]+")]
#[logos(skip(r"#[^\r\n]*", allow_greedy = true))]
enum Raw {
    #[regex(r"[A-Za-z_\u{80}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{10FFFF}]*")]
    Word,
    #[regex(r"[0-9]|\.[0-9]")]
    Number,
    #[regex(r#"([uU]|[bB]|[rR]|[bB][rR]|[rR][bB])?("|'|"""|''')"#)]
    String,
    #[regex(r#"([fF]|[fF][rR]|[rR][fF])("|'|"""|''')"#)]
    FString,
    #[regex(r"\r\n|\n|\r")]
    NewLine,
    #[regex(r"\\(\r\n|\n|\r)")]
    Continuation,
    #[token("\\")]
    Backslash,
    #[token("(", |_| '(')]
    #[token("[", |_| '[')]
    #[token("{", |_| '{')]
    Open(char),
    #[token(")", |_| ')')]
    #[token("]", |_| ']')]
    #[token("}", |_| '}')]
    Close(char),
    #[token(":")]
    Colon,
    #[token("!")]
    Bang,
    #[token(",", |_| TokenKind::Comma)]
    #[token(".", |_| TokenKind::Dot)]
    #[token("...", |_| TokenKind::Ellipsis)]
    #[token("=", |_| TokenKind::Equal)]
    #[token("+", |_| TokenKind::Plus)]
    #[token("-", |_| TokenKind::Minus)]
    #[token("*", |_| TokenKind::Star)]
    #[token("**", |_| TokenKind::DoubleStar)]
    #[token("/", |_| TokenKind::Slash)]
    #[token("//", |_| TokenKind::DoubleSlash)]
    #[token("%", |_| TokenKind::Percent)]
    #[token("@", |_| TokenKind::At)]
    #[token("<<", |_| TokenKind::ShiftLeft)]
    #[token(">>", |_| TokenKind::ShiftRight)]
    #[token("&", |_| TokenKind::Ampersand)]
    #[token("|", |_| TokenKind::Bar)]
    #[token("^", |_| TokenKind::Caret)]
    #[token("~", |_| TokenKind::Tilde)]
    #[token("==", |_| TokenKind::EqualEqual)]
    #[token("!=", |_| TokenKind::NotEqual)]
    #[token("<", |_| TokenKind::Less)]
    #[token("<=", |_| TokenKind::LessEqual)]
    #[token(">", |_| TokenKind::Greater)]
    #[token(">=", |_| TokenKind::GreaterEqual)]
    #[token(";", |_| TokenKind::Semicolon)]
    #[token("->", |_| TokenKind::Arrow)]
    #[token("+=", |_| TokenKind::PlusEqual)]
    #[token("-=", |_| TokenKind::MinusEqual)]
    #[token("*=", |_| TokenKind::StarEqual)]
    #[token("/=", |_| TokenKind::SlashEqual)]
    #[token("//=", |_| TokenKind::DoubleSlashEqual)]
    #[token("%=", |_| TokenKind::PercentEqual)]
    #[token("@=", |_| TokenKind::AtEqual)]
    #[token("&=", |_| TokenKind::AmpersandEqual)]
    #[token("|=", |_| TokenKind::BarEqual)]
    #[token("^=", |_| TokenKind::CaretEqual)]
    #[token(">>=", |_| TokenKind::ShiftRightEqual)]
    #[token("<<=", |_| TokenKind::ShiftLeftEqual)]
    #[token("**=", |_| TokenKind::DoubleStarEqual)]
    Operator(TokenKind),
}

/// An f-string that is being read.
struct FString {
    quote: u8,
    triple: bool,
    raw: bool,
    /// Where its prefix begins.
    start: usize,
    /// How many brackets are open in its holes.
    depth: i32,
    /// How many holes are open, less one: -1 in the text, 0 in a hole, 1 in a hole of a hole's format spec.
    hole: i32,
    /// Whether text is being read, of the string or of a format spec.
    in_text: bool,
    in_spec: bool,
}

type Stop = Box<LexError>;

struct Lexer<'a> {
    text: &'a str,
    raw: logos::Lexer<'a, Raw>,
    tokens: Tokens,
    brackets: Vec<(char, usize)>,
    fstrings: Vec<FString>,
    /// The columns of the open indentations, with tabs to eight places and with tabs as one place.
    indents: Vec<(usize, usize)>,
    /// Where the line begins, as long as no token of it was seen.
    line_start: Option<usize>,
}

impl Lexer<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        loop {
            if self.fstrings.last().is_some_and(|fstring| fstring.in_text) {
                self.fstring_text()?;
                continue;
            }
            let Some(raw) = self.raw.next() else {
                return self.end();
            };
            let span = self.raw.span();
            if self.line_start.is_some()
                && !matches!(raw, Ok(Raw::NewLine | Raw::Continuation | Raw::Backslash))
            {
                self.indentation(span.start)?;
            }
            match raw {
                Ok(Raw::Word) => self.word(span.start, span.end)?,
                Ok(Raw::Operator(kind)) => self.push(kind, span.start, span.end),
                Ok(Raw::Number) => self.number(span.start, span.end)?,
                Ok(Raw::String) => self.string(span.start, span.end)?,
                Ok(Raw::FString) => self.fstring(span.start, span.end)?,
                Ok(Raw::Open(bracket)) => self.open(bracket, span.start)?,
                Ok(Raw::Close(bracket)) => self.close(bracket, span.start)?,
                Ok(Raw::Colon) => self.colon(span.start),
                Ok(Raw::Bang) => self.push(TokenKind::Bang, span.start, span.end),
                Ok(Raw::NewLine) => self.new_line(span.start, span.end),
                Ok(Raw::Continuation) => {
                    if span.end == self.text.len() {
                        return self.end_in_continuation();
                    }
                }
                Ok(Raw::Backslash) => return self.backslash(span.start, span.end),
                Err(()) => self.unknown(span.start, span.end)?,
            }
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.tokens.kinds.push(kind);
        self.tokens.spans.push(source::span(start, end));
    }

    fn stop<T>(
        &self,
        kind: &'static str,
        message: impl Into<String>,
        start: usize,
        end: usize,
    ) -> Result<T, Stop> {
        Err(Box::new(LexError {
            kind,
            message: message.into(),
            span: source::span(start, end),
            unclosed: self.innermost(),
            raised: true,
        }))
    }

    /// Stops with a complaint that is only made if the parser comes this far.
    fn stop_unless_wrong<T>(
        &self,
        kind: &'static str,
        message: &str,
        start: usize,
        end: usize,
    ) -> Result<T, Stop> {
        self.stop(kind, message, start, end)
            .map_err(|mut error: Stop| {
                error.raised = false;
                error
            })
    }

    fn innermost(&self) -> Option<OpenBracket> {
        let &(bracket, start) = self.brackets.last()?;
        Some(OpenBracket {
            bracket,
            span: source::span(start, start + 1),
            line: source::line_of(self.text, start),
        })
    }

    fn word(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        let word = &self.text[start..end];
        if let Some(keyword) = TokenKind::keyword(word) {
            self.push(keyword, start, end);
            return Ok(());
        }
        if !word.is_ascii() {
            self.check_letters(word, start)?;
        }
        self.push(TokenKind::Name, start, end);
        Ok(())
    }

    fn check_letters(&self, word: &str, start: usize) -> Result<(), Stop> {
        for (offset, letter) in word.char_indices() {
            let fits = if offset == 0 {
                letter == '_' || unicode_ident::is_xid_start(letter)
            } else {
                unicode_ident::is_xid_continue(letter)
            };
            if !fits {
                let at = start + offset;
                let (kind, message) = invalid_character(letter);
                return self.stop(kind, message, at, at + letter.len_utf8());
            }
        }
        Ok(())
    }

    fn number(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        match number::length(&self.text[start..]) {
            Ok(length) => {
                self.raw.bump(start + length - end);
                self.push(TokenKind::Number, start, start + length);
                Ok(())
            }
            Err(error) => {
                let end = source::boundary(self.text, start + error.length.max(1));
                self.stop("invalid-number", error.message, start, end)
            }
        }
    }

    fn string(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        let prefix = &self.text.as_bytes()[start..end];
        let triple = is_triple(prefix);
        let quote = prefix[prefix.len() - 1];
        match string_end(self.text.as_bytes(), end, quote, triple) {
            Ok(close) => {
                self.raw.bump(close - end);
                self.push(TokenKind::String, start, close);
                Ok(())
            }
            Err(stopped) => {
                if let Some(fstring) = self.fstrings.last()
                    && fstring.quote == quote
                    && fstring.triple == triple
                {
                    return self.stop("unclosed-f-string", "f-string: expecting '}'", start, end);
                }
                let line = source::line_read(self.text, stopped);
                let what = if triple {
                    "triple-quoted string"
                } else {
                    "string"
                };
                let mut message = format!("unterminated {what} literal (detected at line {line})");
                let body = &self.text[end..stopped.min(self.text.len())];
                if !triple && has_escaped(body.as_bytes(), quote) {
                    message.push_str("; perhaps you escaped the end quote?");
                }
                self.stop("unterminated-string", message, start, end)
            }
        }
    }

    fn fstring(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        if self.fstrings.len() + 1 >= MOST_FSTRINGS {
            return self.stop("too-deep", "too many nested f-strings", start, end);
        }
        let prefix = &self.text.as_bytes()[start..end];
        self.fstrings.push(FString {
            quote: prefix[prefix.len() - 1],
            triple: is_triple(prefix),
            raw: prefix.iter().any(|byte| matches!(byte, b'r' | b'R')),
            start,
            depth: 0,
            hole: -1,
            in_text: true,
            in_spec: false,
        });
        self.push(TokenKind::FStringStart, start, end);
        Ok(())
    }

    /// Reads text of the innermost f-string up to what ends it: a hole, a closing brace or the closing quotes.
    fn fstring_text(&mut self) -> Result<(), Stop> {
        let start = self.raw.span().end;
        let bytes = self.text.as_bytes();
        let Some(fstring) = self.fstrings.last_mut() else {
            return Ok(());
        };
        let spec = fstring.in_spec && fstring.hole >= 0;
        let mut at = start;
        let mut named_escape = false;
        loop {
            let byte = bytes.get(at).copied();
            match byte {
                None | Some(b'\n' | b'\r') if byte.is_none() || !fstring.triple => {
                    if spec && byte.is_some() {
                        // The format spec ends with the line; what follows is the hole again.
                        fstring.in_text = false;
                        fstring.in_spec = false;
                        break;
                    }
                    return self.unterminated_fstring(at);
                }
                Some(quote) if quote == fstring.quote => {
                    let length = if fstring.triple { 3 } else { 1 };
                    if !fstring.triple || bytes[at..].starts_with(&[quote; 3]) {
                        self.fstrings.pop();
                        self.middle(start, at);
                        self.raw.bump(length);
                        self.push(TokenKind::FStringEnd, at, at + length);
                        return Ok(());
                    }
                    at += 1;
                }
                Some(b'{') => {
                    if bytes.get(at + 1) == Some(&b'{') && !spec {
                        self.middle(start, at + 1);
                        self.raw.bump(1);
                        return Ok(());
                    }
                    fstring.hole += 1;
                    if fstring.hole >= MOST_HOLES {
                        return self.stop(
                            "too-deep",
                            "f-string: expressions nested too deeply",
                            at,
                            at + 1,
                        );
                    }
                    fstring.in_text = false;
                    self.middle(start, at);
                    self.raw.bump(1);
                    return self.open_hole(at);
                }
                Some(b'}') if named_escape => {
                    named_escape = false;
                    at += 1;
                }
                Some(b'}') => {
                    if bytes.get(at + 1) == Some(&b'}') && !spec && fstring.depth == 0 {
                        self.middle(start, at + 1);
                        self.raw.bump(1);
                        return Ok(());
                    }
                    fstring.in_text = false;
                    break;
                }
                Some(b'\\') => {
                    at += 1;
                    match bytes.get(at) {
                        Some(b'{' | b'}') | None => {}
                        Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 2,
                        Some(b'N') if !fstring.raw && bytes.get(at + 1) == Some(&b'{') => {
                            named_escape = true;
                            at += 2;
                        }
                        Some(_) => at += 1,
                    }
                }
                Some(_) => at += 1,
                None => break,
            }
        }
        // As in CPython, the text before a closing brace is a token even when it is empty.
        self.raw.bump(at - start);
        self.push(TokenKind::FStringMiddle, start, at);
        Ok(())
    }

    /// Pushes the text just read, unless it is empty, and moves past it.
    fn middle(&mut self, start: usize, end: usize) {
        self.raw.bump(end - start);
        if end > start {
            self.push(TokenKind::FStringMiddle, start, end);
        }
    }

    fn unterminated_fstring(&self, stopped: usize) -> Result<(), Stop> {
        let Some(fstring) = self.fstrings.last() else {
            return Ok(());
        };
        let line = source::line_read(self.text, stopped);
        let what = if fstring.triple {
            "triple-quoted f-string"
        } else {
            "f-string"
        };
        self.stop(
            "unterminated-string",
            format!("unterminated {what} literal (detected at line {line})"),
            fstring.start,
            source::boundary(self.text, fstring.start + 2),
        )
    }

    fn open_hole(&mut self, start: usize) -> Result<(), Stop> {
        self.open_bracket('{', start)?;
        self.push(TokenKind::HoleOpen, start, start + 1);
        Ok(())
    }

    fn open(&mut self, bracket: char, start: usize) -> Result<(), Stop> {
        self.open_bracket(bracket, start)?;
        let kind = match bracket {
            '(' => TokenKind::ParenOpen,
            '[' => TokenKind::BracketOpen,
            _ => TokenKind::BraceOpen,
        };
        self.push(kind, start, start + 1);
        Ok(())
    }

    fn open_bracket(&mut self, bracket: char, start: usize) -> Result<(), Stop> {
        if self.brackets.len() >= MOST_BRACKETS {
            return self.stop("too-deep", "too many nested parentheses", start, start + 1);
        }
        self.brackets.push((bracket, start));
        if let Some(fstring) = self.fstrings.last_mut() {
            fstring.depth += 1;
        }
        Ok(())
    }

    fn close(&mut self, bracket: char, start: usize) -> Result<(), Stop> {
        let unmatched = "unmatched-bracket";
        let inside = self
            .fstrings
            .last()
            .map(|fstring| (fstring.depth, fstring.hole));
        if bracket == '}' && inside.is_some_and(|(depth, _)| depth == 0) {
            let message = "f-string: single '}' is not allowed";
            return self.stop("single-brace", message, start, start + 1);
        }
        let Some((opening, opened)) = self.brackets.pop() else {
            return self.stop(
                unmatched,
                format!("unmatched '{bracket}'"),
                start,
                start + 1,
            );
        };
        if !matches!((opening, bracket), ('(', ')') | ('[', ']') | ('{', '}')) {
            if opening == '{' && inside.is_some_and(|(depth, hole)| depth - 1 == hole) {
                let message = format!("f-string: unmatched '{bracket}'");
                return self.stop(unmatched, message, start, start + 1);
            }
            let mut message = format!(
                "closing parenthesis '{bracket}' does not match opening parenthesis '{opening}'"
            );
            let line = source::line_of(self.text, opened);
            if line != source::line_of(self.text, start) {
                message.push_str(&format!(" on line {line}"));
            }
            return self.stop("mismatched-bracket", message, start, start + 1);
        }
        let mut kind = match bracket {
            ')' => TokenKind::ParenClose,
            ']' => TokenKind::BracketClose,
            _ => TokenKind::BraceClose,
        };
        if let Some(fstring) = self.fstrings.last_mut() {
            fstring.depth -= 1;
            if fstring.depth < 0 {
                let message = format!("f-string: unmatched '{bracket}'");
                return self.stop(unmatched, message, start, start + 1);
            }
            if bracket == '}' && fstring.depth == fstring.hole {
                fstring.hole -= 1;
                fstring.in_text = true;
                fstring.in_spec = false;
                kind = TokenKind::HoleClose;
            }
        }
        self.push(kind, start, start + 1);
        Ok(())
    }

    /// A colon begins the format spec where it stands directly in a hole.
    fn colon(&mut self, start: usize) {
        if let Some(fstring) = self.fstrings.last_mut()
            && fstring.hole >= 0
            && fstring.depth - 1 == fstring.hole
        {
            fstring.in_text = true;
            fstring.in_spec = true;
            self.push(TokenKind::Colon, start, start + 1);
        } else if self.text.as_bytes().get(start + 1) == Some(&b'=') {
            self.raw.bump(1);
            self.push(TokenKind::ColonEqual, start, start + 2);
        } else {
            self.push(TokenKind::Colon, start, start + 1);
        }
    }

    fn new_line(&mut self, start: usize, end: usize) {
        if !self.brackets.is_empty() {
            return;
        }
        if self.line_start.is_none() {
            self.push(TokenKind::Newline, start, end);
        }
        self.line_start = Some(end);
    }

    /// Compares the column of a line's first token with the open indentations.
    fn indentation(&mut self, start: usize) -> Result<(), Stop> {
        let Some(line_start) = self.line_start.take() else {
            return Ok(());
        };
        if !self.brackets.is_empty() {
            return Ok(());
        }
        let (column, narrow) = columns(&self.text[line_start..start]);
        let (top, top_narrow) = self.indents.last().copied().unwrap_or_default();
        let tabs = "inconsistent use of tabs and spaces in indentation";
        if column > top {
            if narrow <= top_narrow {
                return self.stop_unless_wrong("inconsistent-tabs", tabs, line_start, start);
            }
            self.indents.push((column, narrow));
            self.push(TokenKind::Indent, line_start, start);
            return Ok(());
        }
        while self.indents.last().is_some_and(|&(top, _)| column < top) {
            self.indents.pop();
            self.push(TokenKind::Dedent, start, start);
        }
        let (top, top_narrow) = self.indents.last().copied().unwrap_or_default();
        if column != top {
            let message = "unindent does not match any outer indentation level";
            return self.stop_unless_wrong("unexpected-dedent", message, line_start, start);
        }
        if narrow != top_narrow {
            return self.stop_unless_wrong("inconsistent-tabs", tabs, line_start, start);
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        let end = self.text.len();
        if let Some(&(bracket, start)) = self.brackets.last() {
            let message = format!("'{bracket}' was never closed");
            return self.stop_unless_wrong("unclosed-bracket", &message, start, start + 1);
        }
        if self.line_start.is_none() {
            self.push(TokenKind::Newline, end, end);
        }
        while self.indents.len() > 1 {
            self.indents.pop();
            self.push(TokenKind::Dedent, end, end);
        }
        self.push(TokenKind::End, end, end);
        Ok(())
    }

    fn end_in_continuation(&mut self) -> Result<(), Stop> {
        if self.brackets.is_empty() {
            let end = self.text.len();
            return self.stop_unless_wrong(
                "unexpected-end",
                "unexpected EOF while parsing",
                end,
                end,
            );
        }
        self.end()
    }

    fn backslash(&self, start: usize, end: usize) -> Result<(), Stop> {
        let message = "unexpected character after line continuation character";
        self.stop_unless_wrong("backslash", message, start, end)
    }

    fn unknown(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        let letter = self.text[start..end].chars().next().unwrap_or(' ');
        if !source::is_printable(letter) {
            let (kind, message) = invalid_character(letter);
            return self.stop(kind, message, start, end);
        }
        self.push(TokenKind::Unknown, start, end);
        Ok(())
    }
}

/// CPython's complaint about a character that no token may hold.
fn invalid_character(letter: char) -> (&'static str, String) {
    let code = u32::from(letter);
    if !source::is_printable(letter) {
        let message = format!("invalid non-printable character U+{code:04X}");
        return ("invalid-character", message);
    }
    let kind = match letter {
        '\u{2018}'..='\u{201F}' | '«' | '»' | '‹' | '›' | '′' | '″' => "smart-quotes",
        _ => "invalid-character",
    };
    (kind, format!("invalid character '{letter}' (U+{code:04X})"))
}

/// Whether a string's prefix ends in three quotes.
fn is_triple(prefix: &[u8]) -> bool {
    prefix.ends_with(b"'''") || prefix.ends_with(b"\"\"\"")
}

/// Where the string whose body begins at `at` ends, or where reading stopped.
fn string_end(bytes: &[u8], mut at: usize, quote: u8, triple: bool) -> Result<usize, usize> {
    loop {
        match bytes.get(at).copied() {
            None => return Err(at),
            Some(byte) if byte == quote => {
                if !triple {
                    return Ok(at + 1);
                }
                if bytes[at..].starts_with(&[quote; 3]) {
                    return Ok(at + 3);
                }
                at += 1;
            }
            Some(b'\\') => {
                at += if bytes[at + 1..].starts_with(b"\r\n") {
                    3
                } else {
                    2
                };
            }
            Some(b'\n' | b'\r') if !triple => return Err(at),
            Some(_) => at += 1,
        }
    }
}

/// Whether a backslash stands before the quote somewhere in `body`.
fn has_escaped(body: &[u8], quote: u8) -> bool {
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        if *byte == b'\\' && bytes.next() == Some(&quote) {
            return true;
        }
    }
    false
}

/// The column after `blank`, with tabs to eight places and with tabs as one place.
fn columns(blank: &str) -> (usize, usize) {
    let (mut wide, mut narrow) = (0, 0);
    for byte in blank.bytes() {
        match byte {
            b' ' => {
                wide += 1;
                narrow += 1;
            }
            b'\t' => {
                wide = (wide / 8 + 1) * 8;
                narrow += 1;
            }
            b'\x0c' => (wide, narrow) = (0, 0),
            // A backslash splits the line; the first part decides, unless it is empty.
            b'\\' if wide > 0 => break,
            _ => {}
        }
    }
    (wide, narrow)
}

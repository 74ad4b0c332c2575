//! Where a number ends, and what is wrong with one that does not end well.
//!
//! Separate from `lexer` because CPython's complaints depend on the exact place where reading stops.
//! Python's manual: <https://docs.python.org/3.13/reference/lexical_analysis.html#numeric-literals>.

/// A complaint about a number: the message, and how many bytes were read when it arose.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NumberError {
    pub(super) message: String,
    pub(super) length: usize,
}

/// The length of the number that `text` begins with; `text` begins with a digit, or with a dot and a digit.
pub(super) fn length(text: &str) -> Result<usize, NumberError> {
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
    };
    scan.number()?;
    Ok(scan.at)
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn peek_is(&self, either: u8, or: u8) -> bool {
        let byte = self.peek();
        byte == either || byte == or
    }

    fn error<T>(&self, message: impl Into<String>) -> Result<T, NumberError> {
        Err(NumberError {
            message: message.into(),
            length: self.at,
        })
    }

    fn number(&mut self) -> Result<(), NumberError> {
        if self.peek() != b'0' {
            if self.peek() != b'.' {
                self.digits()?;
            }
            return self.fraction();
        }
        self.at += 1;
        match self.peek() {
            b'x' | b'X' => self.in_base("hexadecimal", u8::is_ascii_hexdigit),
            b'o' | b'O' => self.in_base("octal", |byte| (b'0'..=b'7').contains(byte)),
            b'b' | b'B' => self.in_base("binary", |byte| (b'0'..=b'1').contains(byte)),
            _ => self.leading_zero(),
        }
    }

    fn in_base(&mut self, base: &str, is_digit: fn(&u8) -> bool) -> Result<(), NumberError> {
        self.at += 1;
        loop {
            if self.peek() == b'_' {
                self.at += 1;
            }
            if !is_digit(&self.peek()) {
                return if self.peek().is_ascii_digit() {
                    self.bad_digit(base)
                } else {
                    self.error(format!("invalid {base} literal"))
                };
            }
            while is_digit(&self.peek()) {
                self.at += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        if self.peek().is_ascii_digit() {
            return self.bad_digit(base);
        }
        self.end(base)
    }

    fn bad_digit(&mut self, base: &str) -> Result<(), NumberError> {
        let digit = char::from(self.peek());
        self.at += 1;
        self.error(format!("invalid digit '{digit}' in {base} literal"))
    }

    fn leading_zero(&mut self) -> Result<(), NumberError> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
                if !self.peek().is_ascii_digit() {
                    return self.error("invalid decimal literal");
                }
            }
            if self.peek() != b'0' {
                break;
            }
            self.at += 1;
        }
        let nonzero = self.peek().is_ascii_digit();
        if nonzero {
            self.digits()?;
        }
        let goes_on = matches!(self.peek(), b'.' | b'e' | b'E' | b'j' | b'J');
        if nonzero && !goes_on {
            return self.error(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
            );
        }
        self.fraction()
    }

    fn digits(&mut self) -> Result<(), NumberError> {
        loop {
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return self.error("invalid decimal literal");
            }
        }
    }

    fn fraction(&mut self) -> Result<(), NumberError> {
        if self.peek() == b'.' {
            self.at += 1;
            if self.peek().is_ascii_digit() {
                self.digits()?;
            }
        }
        if self.peek_is(b'e', b'E') {
            let before = self.at;
            self.at += 1;
            if self.peek_is(b'+', b'-') {
                self.at += 1;
                if !self.peek().is_ascii_digit() {
                    return self.error("invalid decimal literal");
                }
            } else if !self.peek().is_ascii_digit() {
                // `1else 2`: the letter is no exponent but may begin a keyword.
                self.at = before;
                return self.end("decimal");
            }
            self.digits()?;
        }
        if self.peek_is(b'j', b'J') {
            self.at += 1;
            return self.end("imaginary");
        }
        self.end("decimal")
    }

    /// A number may touch a keyword that can follow a value, and no other word.
    fn end(&self, base: &str) -> Result<(), NumberError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let byte = self.peek();
        let word = byte.is_ascii_alphanumeric() || byte == b'_';
        if word && !begins_keyword(rest) {
            return self.error(format!("invalid {base} literal"));
        }
        Ok(())
    }
}

/// Whether a keyword that may follow a value stands at the front; for the short ones CPython does not look further.
fn begins_keyword(rest: &[u8]) -> bool {
    let short: [&[u8]; 3] = [b"if", b"in", b"is"];
    let long: [&[u8]; 5] = [b"and", b"else", b"for", b"or", b"not"];
    let ends = |keyword: &[u8]| {
        let after = rest.get(keyword.len()).copied().unwrap_or(b' ');
        !(after.is_ascii_alphanumeric() || after == b'_' || !after.is_ascii())
    };
    short.iter().any(|keyword| rest.starts_with(keyword))
        || long
            .iter()
            .any(|keyword| rest.starts_with(keyword) && ends(keyword))
}

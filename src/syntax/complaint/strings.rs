//! Strings, f-strings and the holes in them.

use super::reader::{Form, Found, Node, Reader, Rule, Stop, some};
use crate::syntax::literal::{self, Text};
use crate::syntax::token::TokenKind;

const KIND: &str = "f-string";

impl Reader<'_> {
    /// Adjacent literals.
    pub(super) fn strings(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::Strings, at, |reader| {
            let mut end = at;
            let mut form = Form::Literal;
            let mut texts = false;
            let mut bytes = false;
            loop {
                if reader.is(end, TokenKind::String)? {
                    match literal::string(reader.words(end)) {
                        Ok(Text::Str(_)) => texts = true,
                        Ok(Text::Bytes(_)) => bytes = true,
                        Err(error) => {
                            return reader.complain(error.kind, error.message, end, end + 1);
                        }
                    }
                    end += 1;
                } else if let Some(after) = reader.fstring(end)? {
                    form = Form::FString;
                    texts = true;
                    end = after;
                } else {
                    break;
                }
            }
            if end == at {
                return Ok(None);
            }
            if texts && bytes {
                let message = "cannot mix bytes and nonbytes literals";
                return reader.complain("mixed-bytes", message, at, end);
            }
            Ok(Some(Node::new(form, at, end)))
        })
    }

    fn fstring(&mut self, at: usize) -> Found<usize> {
        let mut next = some!(self.eat(at, TokenKind::FStringStart));
        let raw = self.words(at).contains(['r', 'R']);
        while let Some(after) = self.fstring_part(next, raw)? {
            next = after;
        }
        let end = some!(self.eat(next, TokenKind::FStringEnd));
        // Escapes are read when the whole string is there.
        self.check_texts(at + 1, end - 1, raw)?;
        Ok(Some(end))
    }

    fn check_texts(&mut self, start: usize, end: usize, raw: bool) -> Result<(), Stop> {
        let mut strings = 0_usize;
        for at in start..end {
            match self.kind(at)? {
                TokenKind::FStringStart => strings += 1,
                TokenKind::FStringEnd => strings = strings.saturating_sub(1),
                TokenKind::FStringMiddle if strings == 0 => {
                    if let Err(error) = literal::fstring_text(self.words(at), raw) {
                        return self.complain(error.kind, error.message, at, at + 1);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn fstring_part(&mut self, at: usize, raw: bool) -> Found<usize> {
        if let Some(end) = self.hole(at, raw)? {
            return Ok(Some(end));
        }
        self.eat(at, TokenKind::FStringMiddle)
    }

    fn hole(&mut self, at: usize, raw: bool) -> Found<usize> {
        let next = some!(self.eat(at, TokenKind::HoleOpen));
        if let Some(next) = self.hole_value(next)? {
            let equal = self.eat(next, TokenKind::Equal)?;
            let next = equal.unwrap_or(next);
            let conversion = self.conversion(next)?;
            let next = conversion.unwrap_or(next);
            let next = self.spec(next, raw)?.unwrap_or(next);
            if let Some(end) = self.eat(next, TokenKind::HoleClose)? {
                if let Some(after) = conversion {
                    self.check_conversion(after - 1)?;
                }
                if let Some(after) = equal {
                    let (open, equal) = (self.place(at).end, self.place(after - 1).end);
                    let shown = literal::shown_range(self.text, open, equal);
                    if let Err(error) = literal::shown_text(shown, raw) {
                        return self.complain(error.kind, error.message, at, end);
                    }
                }
                return Ok(Some(end));
            }
        }
        if self.complaining {
            self.invalid_hole(next, raw)?;
        }
        Ok(None)
    }

    fn hole_value(&mut self, at: usize) -> Found<usize> {
        if let Some(node) = self.yield_expression(at)? {
            return Ok(Some(node.end));
        }
        Ok(self.star_expressions(at)?.map(|node| node.end))
    }

    fn conversion(&mut self, at: usize) -> Found<usize> {
        let next = some!(self.eat(at, TokenKind::Bang));
        let end = some!(self.eat(next, TokenKind::Name));
        if self.place(at).end != self.place(next).start {
            // CPython spells it like this.
            let message = "f-string: conversion type must come right after the exclamanation mark";
            return self.complain(KIND, message, at, end);
        }
        Ok(Some(end))
    }

    fn check_conversion(&self, at: usize) -> Result<(), Stop> {
        let letter = self.words(at);
        if matches!(letter, "s" | "r" | "a") {
            return Ok(());
        }
        let message =
            format!("f-string: invalid conversion character '{letter}': expected 's', 'r', or 'a'");
        self.complain(KIND, message, at, at + 1)
    }

    fn spec(&mut self, at: usize, raw: bool) -> Found<usize> {
        let mut next = some!(self.eat(at, TokenKind::Colon));
        while let Some(after) = self.spec_part(next, raw)? {
            next = after;
        }
        Ok(Some(next))
    }

    fn spec_part(&mut self, at: usize, raw: bool) -> Found<usize> {
        if let Some(end) = self.eat(at, TokenKind::FStringMiddle)? {
            return Ok(Some(end));
        }
        self.hole(at, raw)
    }

    /// What is wrong with the hole whose brace stands before `at`.
    fn invalid_hole(&mut self, at: usize, raw: bool) -> Result<(), Stop> {
        for kind in [
            TokenKind::Equal,
            TokenKind::Bang,
            TokenKind::Colon,
            TokenKind::HoleClose,
        ] {
            if self.is(at, kind)? {
                let sign = self.words(at);
                let message = format!("f-string: valid expression required before '{sign}'");
                return self.complain(KIND, message, at, at + 1);
            }
        }
        let Some(value) = self.hole_value(at)? else {
            let message = "f-string: expecting a valid expression after '{'";
            return self.complain(KIND, message, at, at + 1);
        };
        let after_value = [
            TokenKind::Equal,
            TokenKind::Bang,
            TokenKind::Colon,
            TokenKind::HoleClose,
        ];
        if !self.is_one_of(value, &after_value)? {
            let message = "f-string: expecting '=', or '!', or ':', or '}'";
            return self.complain(KIND, message, value, value + 1);
        }
        let mut next = value;
        if let Some(after) = self.eat(value, TokenKind::Equal)? {
            if !self.is_one_of(after, &after_value[1..])? {
                let message = "f-string: expecting '!', or ':', or '}'";
                return self.complain(KIND, message, after, after + 1);
            }
            next = after;
        }
        if let Some(after) = self.eat(next, TokenKind::Bang)? {
            if self.is_one_of(after, &after_value[2..])? {
                let message = "f-string: missing conversion character";
                return self.complain(KIND, message, after, after + 1);
            }
            if !self.is(after, TokenKind::Name)? {
                let message = "f-string: invalid conversion character";
                return self.complain(KIND, message, after, after + 1);
            }
            next = after + 1;
        }
        if !self.is_one_of(next, &after_value[2..])? {
            let message = "f-string: expecting ':' or '}'";
            return self.complain(KIND, message, next, next + 1);
        }
        if let Some(after) = self.spec(next, raw)? {
            if !self.is(after, TokenKind::HoleClose)? {
                let message = "f-string: expecting '}', or format specs";
                return self.complain(KIND, message, after, after + 1);
            }
            next = after;
        }
        if !self.is(next, TokenKind::HoleClose)? {
            return self.complain(KIND, "f-string: expecting '}'", next, next + 1);
        }
        Ok(())
    }
}

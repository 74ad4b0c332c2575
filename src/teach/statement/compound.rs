//! The statements that have bodies.

use std::ops::Range;

use super::reader::Reader;
use super::{
    Block, Case, Class, Def, For, Handler, Phrase, Place, Statement, StatementKind, Stray, Try,
    With,
};
use crate::syntax::{Diagnostic, TokenKind};

impl Reader<'_> {
    /// Reads the compound statement that begins here, if one does.
    pub(super) fn compound(&mut self) -> Option<Statement> {
        let start = self.at;
        let mut words = start..start + 1;
        let is_async = self.peek() == TokenKind::Async;
        let keyword = if is_async {
            words.end += 1;
            self.kind(start + 1)
        } else {
            self.peek()
        };
        let kind = match keyword {
            TokenKind::Def => self.def(&words),
            TokenKind::For => self.for_(&words),
            TokenKind::With => self.with(&words),
            _ if is_async => return None,
            TokenKind::Class => self.class(),
            TokenKind::If => self.if_(),
            TokenKind::While => self.while_(),
            TokenKind::Try => self.try_(),
            TokenKind::At => self.decorated(),
            TokenKind::Elif => self.stray(Stray::Elif),
            TokenKind::Else => self.stray(Stray::Else),
            TokenKind::Except => self.stray(Stray::Except),
            TokenKind::Finally => self.stray(Stray::Finally),
            TokenKind::Name if self.begins_match() => self.match_(),
            _ => return None,
        };
        Some(Statement {
            kind,
            span: self.since(start),
            mark: self.span(&words),
            semicolon: None,
        })
    }

    fn def(&mut self, words: &Range<usize>) -> StatementKind {
        self.at = words.end;
        let name = self.name().unwrap_or_default();
        self.type_parameters();
        let mut is_annotated = false;
        let mut params = None;
        if self.peek() == TokenKind::ParenOpen {
            let end = self.behind_bracket();
            self.at += 1;
            (params, is_annotated) = self.params(end.saturating_sub(1));
            self.at = end;
        } else {
            let span = self.place(self.at);
            self.complain(Diagnostic::error(
                "missing-parameters",
                "expected '('",
                span,
            ));
        }
        if self.take(TokenKind::Arrow) {
            is_annotated = true;
            self.header(&[TokenKind::Colon]);
        }
        StatementKind::Def(Box::new(Def {
            is_async: words.len() == 2,
            name,
            params,
            is_annotated,
            body: self.block(),
        }))
    }

    /// Passes over `[T, *Ts]` behind a name.
    fn type_parameters(&mut self) {
        if self.peek() == TokenKind::BracketOpen {
            self.at = self.behind_bracket();
        }
    }

    fn class(&mut self) -> StatementKind {
        self.at += 1;
        let name = self.name().unwrap_or_default();
        self.type_parameters();
        let mut arguments = None;
        if self.peek() == TokenKind::ParenOpen {
            let end = self.behind_bracket();
            arguments = Some(self.span(&(self.at + 1..end.saturating_sub(1))));
            self.at = end;
        }
        StatementKind::Class(Box::new(Class {
            name,
            arguments,
            body: self.block(),
        }))
    }

    fn if_(&mut self) -> StatementKind {
        let mut tests = Vec::new();
        loop {
            self.at += 1;
            let test = self.test();
            tests.push((test, self.block()));
            if self.peek() != TokenKind::Elif {
                break;
            }
        }
        let orelse = self.else_();
        StatementKind::If(tests, orelse)
    }

    fn else_(&mut self) -> Option<Block> {
        self.take(TokenKind::Else).then(|| self.block())
    }

    fn for_(&mut self, words: &Range<usize>) -> StatementKind {
        self.at = words.end;
        let end = self.find(&[TokenKind::In, TokenKind::Colon]);
        let target = if self.kind(end) == TokenKind::In {
            self.place_to(end)
        } else {
            let (kind, span) = match self.expression_length(end) {
                0 => ("missing-name", self.place(words.start)),
                length if self.at + length < end => ("missing-in", self.place(self.at + length)),
                _ => ("missing-in", self.place(end.saturating_sub(1))),
            };
            self.complain(Diagnostic::error(kind, "invalid syntax", span));
            let range = self.at..end;
            self.at = end;
            Place {
                span: self.span(&range),
                target: None,
            }
        };
        let iterable = if self.take(TokenKind::In) {
            self.header(&[TokenKind::Colon])
        } else {
            Phrase {
                span: target.span,
                tree: None,
            }
        };
        let body = self.block();
        StatementKind::For(Box::new(For {
            is_async: words.len() == 2,
            target,
            iterable,
            body,
            orelse: self.else_(),
        }))
    }

    fn while_(&mut self) -> StatementKind {
        self.at += 1;
        let test = self.test();
        let body = self.block();
        let orelse = self.else_();
        StatementKind::While(test, body, orelse)
    }

    fn with(&mut self, words: &Range<usize>) -> StatementKind {
        self.at = words.end;
        let stops = [TokenKind::Comma, TokenKind::As, TokenKind::Colon];
        // Python 3.9 and later take the items in parentheses.
        let close = self.behind_bracket().saturating_sub(1);
        let parentheses = self.peek() == TokenKind::ParenOpen
            && self.kind(close + 1) == TokenKind::Colon
            && self.holds_as(close);
        self.at += usize::from(parentheses);
        let mut items = Vec::new();
        loop {
            if parentheses && self.at >= close {
                break;
            }
            let stop = self.find(&stops);
            let end = if parentheses { stop.min(close) } else { stop };
            let context = if parentheses || stops.contains(&self.kind(end)) {
                self.phrase_to(end)
            } else {
                self.header(&stops)
            };
            let end = self.find(&[TokenKind::Comma, TokenKind::Colon]);
            let target = if parentheses {
                self.take(TokenKind::As)
                    .then(|| self.place_to(end.min(close)))
            } else {
                self.as_target(&[TokenKind::Comma, TokenKind::Colon])
            };
            items.push((context, target));
            if !self.take(TokenKind::Comma) {
                break;
            }
        }
        if parentheses {
            self.at = close + 1;
        }
        StatementKind::With(Box::new(With {
            is_async: words.len() == 2,
            items,
            body: self.block(),
        }))
    }

    /// Whether `as` stands directly in the parentheses that open here.
    fn holds_as(&self, close: usize) -> bool {
        let mut open = 0_usize;
        for at in self.at..close {
            match self.kind(at) {
                TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => open += 1,
                TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                    open = open.saturating_sub(1);
                }
                TokenKind::As if open == 1 => return true,
                _ => {}
            }
        }
        false
    }

    fn try_(&mut self) -> StatementKind {
        self.at += 1;
        let body = self.block();
        let mut handlers = Vec::new();
        while self.peek() == TokenKind::Except {
            handlers.push(self.handler());
        }
        let orelse = self.else_();
        let finalbody = self.take(TokenKind::Finally).then(|| self.block());
        StatementKind::Try(Box::new(Try {
            body,
            handlers,
            orelse,
            finalbody,
        }))
    }

    fn handler(&mut self) -> Handler {
        self.at += 1;
        self.take(TokenKind::Star);
        let error = (self.peek() != TokenKind::Colon)
            .then(|| self.header(&[TokenKind::As, TokenKind::Colon]));
        let name = if self.take(TokenKind::As) {
            self.name()
        } else {
            None
        };
        Handler {
            error,
            name,
            body: self.block(),
        }
    }

    fn decorated(&mut self) -> StatementKind {
        let start = self.at;
        let mut decorators = Vec::new();
        while self.take(TokenKind::At) {
            decorators.push(self.phrase(&[]));
            while self.take(TokenKind::Newline) {}
        }
        let definition = if self.is_done() {
            let span = self.place(start);
            self.complain(Diagnostic::error("invalid-syntax", "invalid syntax", span));
            Statement {
                kind: StatementKind::Pass,
                span,
                mark: span,
                semicolon: None,
            }
        } else {
            self.statement()
        };
        StatementKind::Decorated(decorators, Box::new(definition))
    }

    fn stray(&mut self, stray: Stray) -> StatementKind {
        self.at += 1;
        let test = match stray {
            Stray::Elif => Some(self.test()),
            Stray::Except if self.peek() != TokenKind::Colon => {
                Some(self.header(&[TokenKind::As, TokenKind::Colon]))
            }
            Stray::Else | Stray::Except | Stray::Finally => None,
        };
        if self.take(TokenKind::As) {
            self.name();
        }
        StatementKind::Stray(stray, test, self.block())
    }

    /// Whether `match` here is the word of the statement: a value behind it, and a colon at the end of the line.
    fn begins_match(&self) -> bool {
        if self.word(self.at) != "match" {
            return false;
        }
        let behind = self.kind(self.at + 1);
        let value = matches!(
            behind,
            TokenKind::Name
                | TokenKind::Number
                | TokenKind::String
                | TokenKind::FStringStart
                | TokenKind::None
                | TokenKind::True
                | TokenKind::False
                | TokenKind::Lambda
                | TokenKind::Not
                | TokenKind::Tilde
                | TokenKind::Await
                | TokenKind::BraceOpen
                | TokenKind::ParenOpen
                | TokenKind::BracketOpen
                | TokenKind::Minus
                | TokenKind::Star
        );
        if !value {
            return false;
        }
        let colon = self.find(&[TokenKind::Colon]);
        self.kind(colon) == TokenKind::Colon && self.kind(colon + 1) == TokenKind::Newline
    }

    fn match_(&mut self) -> StatementKind {
        self.at += 1;
        let subject = self.header(&[TokenKind::Colon]);
        self.take(TokenKind::Colon);
        self.take(TokenKind::Newline);
        let mut cases = Vec::new();
        if self.take(TokenKind::Indent) {
            while self.word(self.at) == "case" && self.peek() == TokenKind::Name {
                cases.push(self.case());
                while self.take(TokenKind::Newline) {}
            }
            // Whatever else stands there belongs to no case.
            let mut rest = Block::new();
            self.body(&mut rest);
            if let Some(first) = rest.first() {
                let span = first.mark;
                self.complain(Diagnostic::error("invalid-syntax", "invalid syntax", span));
            }
        }
        StatementKind::Match(subject, cases)
    }

    fn case(&mut self) -> Case {
        self.at += 1;
        let end = self.find(&[TokenKind::If, TokenKind::Colon]);
        let pattern = self.pattern(end);
        self.at = end;
        let guard = self
            .take(TokenKind::If)
            .then(|| self.header(&[TokenKind::Colon]));
        Case {
            pattern,
            guard,
            body: self.block(),
        }
    }
}

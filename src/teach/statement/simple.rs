//! The statements that take one line.

use super::reader::{Reader, is_edge};
use super::{Alias, FromImport, Phrase, Place, Print, Statement, StatementKind};
use crate::syntax::ast::{BinaryOp, Name};
use crate::syntax::{Diagnostic, TokenKind};

/// The signs that make a line an assignment of some kind.
const ASSIGNING: [TokenKind; 15] = [
    TokenKind::Equal,
    TokenKind::Colon,
    TokenKind::PlusEqual,
    TokenKind::MinusEqual,
    TokenKind::StarEqual,
    TokenKind::SlashEqual,
    TokenKind::DoubleSlashEqual,
    TokenKind::PercentEqual,
    TokenKind::AtEqual,
    TokenKind::AmpersandEqual,
    TokenKind::BarEqual,
    TokenKind::CaretEqual,
    TokenKind::ShiftRightEqual,
    TokenKind::ShiftLeftEqual,
    TokenKind::DoubleStarEqual,
];

impl Reader<'_> {
    /// Reads the simple statement that begins here.
    pub(super) fn simple(&mut self) -> Statement {
        let start = self.at;
        let mut mark = start..start + 1;
        let kind = match self.peek() {
            TokenKind::Return => self.return_(),
            TokenKind::Break => self.word_alone(StatementKind::Break),
            TokenKind::Continue => self.word_alone(StatementKind::Continue),
            TokenKind::Pass => self.word_alone(StatementKind::Pass),
            TokenKind::Raise => self.raise(),
            TokenKind::Assert => self.assert(),
            TokenKind::Del => {
                self.at += 1;
                StatementKind::Delete(self.phrase(&[]))
            }
            TokenKind::Global => {
                self.at += 1;
                StatementKind::Global(self.names())
            }
            TokenKind::Nonlocal => {
                self.at += 1;
                StatementKind::Nonlocal(self.names())
            }
            TokenKind::Import => {
                self.at += 1;
                StatementKind::Import(self.aliases())
            }
            TokenKind::From => self.import_from(),
            TokenKind::Name if self.begins_type_alias() => self.type_alias(),
            TokenKind::Name if self.is_before_value("print") => self.print(),
            TokenKind::Name if self.is_before_value("exec") => {
                self.at += 1;
                let end = self.find(&[]);
                StatementKind::Exec(self.unread(end))
            }
            _ => {
                let (kind, sign) = self.assignment();
                mark = sign;
                kind
            }
        };
        Statement {
            kind,
            span: self.since(start),
            mark: self.span(&mark),
            semicolon: None,
        }
    }

    fn word_alone(&mut self, kind: StatementKind) -> StatementKind {
        self.at += 1;
        kind
    }

    /// The tokens up to `end` as a phrase that nobody needs as a tree.
    fn unread(&mut self, end: usize) -> Phrase {
        let range = self.at..end;
        self.at = end;
        Phrase {
            span: self.span(&range),
            tree: None,
        }
    }

    fn ends_here(&self) -> bool {
        is_edge(self.peek()) || self.peek() == TokenKind::Semicolon || self.is_done()
    }

    fn return_(&mut self) -> StatementKind {
        self.at += 1;
        let value = (!self.ends_here()).then(|| self.phrase(&[]));
        StatementKind::Return(value)
    }

    fn raise(&mut self) -> StatementKind {
        self.at += 1;
        if self.ends_here() {
            return StatementKind::Raise(None, None);
        }
        let error = self.phrase(&[TokenKind::From]);
        let cause = self.take(TokenKind::From).then(|| self.phrase(&[]));
        StatementKind::Raise(Some(error), cause)
    }

    fn assert(&mut self) -> StatementKind {
        self.at += 1;
        let test = self.phrase(&[TokenKind::Comma]);
        let message = self.take(TokenKind::Comma).then(|| self.phrase(&[]));
        StatementKind::Assert(test, message)
    }

    fn names(&mut self) -> Vec<Name> {
        let mut names = Vec::new();
        loop {
            names.extend(self.name());
            if !self.take(TokenKind::Comma) {
                return names;
            }
        }
    }

    fn aliases(&mut self) -> Vec<Alias> {
        let mut aliases = Vec::new();
        loop {
            let start = self.at;
            let path = if self.take(TokenKind::Star) {
                "*".to_owned()
            } else {
                self.dotted()
            };
            let name = if self.take(TokenKind::As) {
                self.name()
            } else {
                None
            };
            if self.at == start {
                return aliases;
            }
            aliases.push(Alias {
                path,
                name,
                span: self.since(start),
            });
            if !self.take(TokenKind::Comma) || self.peek() == TokenKind::ParenClose {
                return aliases;
            }
        }
    }

    /// Reads `a.b.c`.
    fn dotted(&mut self) -> String {
        let mut path = String::new();
        loop {
            path.push_str(self.name().as_deref().unwrap_or_default());
            if !self.take(TokenKind::Dot) {
                return path;
            }
            path.push('.');
        }
    }

    fn import_from(&mut self) -> StatementKind {
        self.at += 1;
        let mut module = String::new();
        while matches!(self.peek(), TokenKind::Dot | TokenKind::Ellipsis) {
            module.push_str(self.word(self.at));
            self.at += 1;
        }
        if self.peek() == TokenKind::Name {
            module.push_str(&self.dotted());
        }
        let mut names = Vec::new();
        if self.take(TokenKind::Import) {
            let parentheses = self.take(TokenKind::ParenOpen);
            names = self.aliases();
            if parentheses {
                self.take(TokenKind::ParenClose);
            }
        }
        if names.is_empty() {
            let message = "Expected one or more names after 'import'";
            let span = self.place(self.at.saturating_sub(1));
            self.complain(Diagnostic::error("missing-name", message, span));
        }
        StatementKind::FromImport(Box::new(FromImport { module, names }))
    }

    /// Whether `type Name =` or `type Name[…] =` stands here.
    fn begins_type_alias(&self) -> bool {
        self.word(self.at) == "type"
            && self.kind(self.at + 1) == TokenKind::Name
            && matches!(
                self.kind(self.at + 2),
                TokenKind::Equal | TokenKind::BracketOpen
            )
    }

    fn type_alias(&mut self) -> StatementKind {
        self.at += 1;
        let name = self.name().unwrap_or_default();
        if self.peek() == TokenKind::BracketOpen {
            self.at = self.behind_bracket();
        }
        self.take(TokenKind::Equal);
        StatementKind::TypeAlias(name, self.phrase(&[]))
    }

    /// Whether `word` stands here with a value right behind it, which makes no expression.
    fn is_before_value(&self, word: &str) -> bool {
        self.word(self.at) == word
            && matches!(
                self.kind(self.at + 1),
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
                    | TokenKind::BraceOpen
            )
    }

    fn print(&mut self) -> StatementKind {
        self.at += 1;
        let mut print = Print {
            file: None,
            values: Vec::new(),
            keeps_line: false,
        };
        while !self.ends_here() {
            print.values.push(self.phrase(&[TokenKind::Comma]));
            if !self.take(TokenKind::Comma) {
                break;
            }
            print.keeps_line = self.ends_here();
        }
        StatementKind::Print(Box::new(print))
    }

    /// Reads a line that begins like an expression, and the sign that says what it is.
    fn assignment(&mut self) -> (StatementKind, std::ops::Range<usize>) {
        let sign = self.find(&ASSIGNING);
        let mark = sign..sign + 1;
        match self.kind(sign) {
            TokenKind::Equal => (self.equals(sign), mark),
            TokenKind::Colon => {
                let target = self.place_to(sign);
                self.at = sign + 1;
                let annotation = self.phrase(&[TokenKind::Equal]);
                let value = self.take(TokenKind::Equal).then(|| self.phrase(&[]));
                (StatementKind::Annotated(target, annotation, value), mark)
            }
            kind => match operator(kind) {
                Some(operator) => {
                    let target = self.place_to(sign);
                    self.at = sign + 1;
                    let value = self.phrase(&[]);
                    (StatementKind::Augmented(target, operator, value), mark)
                }
                None => {
                    let start = self.at;
                    let phrase = self.phrase_to(sign);
                    (
                        StatementKind::Expression(phrase),
                        start..sign.max(start + 1),
                    )
                }
            },
        }
    }

    fn equals(&mut self, mut sign: usize) -> StatementKind {
        let mut targets: Vec<Place> = Vec::new();
        loop {
            targets.push(self.place_to(sign));
            self.at = sign + 1;
            sign = self.find(&[TokenKind::Equal]);
            if self.kind(sign) != TokenKind::Equal {
                return StatementKind::Assignment(targets, self.phrase_to(sign));
            }
        }
    }
}

/// The operator of an augmented assignment.
fn operator(kind: TokenKind) -> Option<BinaryOp> {
    Some(match kind {
        TokenKind::PlusEqual => BinaryOp::Add,
        TokenKind::MinusEqual => BinaryOp::Sub,
        TokenKind::StarEqual => BinaryOp::Mul,
        TokenKind::SlashEqual => BinaryOp::Div,
        TokenKind::DoubleSlashEqual => BinaryOp::FloorDiv,
        TokenKind::PercentEqual => BinaryOp::Mod,
        TokenKind::AtEqual => BinaryOp::MatMul,
        TokenKind::AmpersandEqual => BinaryOp::And,
        TokenKind::BarEqual => BinaryOp::Or,
        TokenKind::CaretEqual => BinaryOp::Xor,
        TokenKind::ShiftRightEqual => BinaryOp::Shr,
        TokenKind::ShiftLeftEqual => BinaryOp::Shl,
        TokenKind::DoubleStarEqual => BinaryOp::Pow,
        _ => return None,
    })
}

//! Tokens to statements: the walk over lines and indentation.
//!
//! Each token is looked at a bounded number of times, so that reading is linear.
//! Bodies nest as deep as CPython allows; what is deeper is passed over.

use std::rc::Rc;

use super::{Block, Module, Statement, StatementKind};
use crate::syntax::{self, Diagnostic, Span, TokenKind, Tokens};

/// How deep bodies may nest, as in CPython.
const MOST_LEVELS: usize = 100;
/// Stack for reading one body, in levels of a walk.
const ROOM: usize = 16;
/// How many problems are kept; a lesson is about the first.
const MOST_PROBLEMS: usize = 8;

/// The statements that `text` is made of.
///
/// ```
/// use lambkin::teach::statement;
/// let module = statement::read("x = 1\nx + 1");
/// assert_eq!(module.statements[0].name(), Some("assignment"));
/// ```
#[must_use]
pub fn read(text: &str) -> Module {
    // As for an expression, blanks before the text do not count.
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let lines = text.trim_end().contains(['\n', '\r']);
    let tokens = syntax::tokenize(text, if lines { 0 } else { start });
    read_tokens(text, &tokens)
}

/// The statements that the tokens of `text` make, as far as the lexer came.
pub(in crate::teach) fn read_tokens(text: &str, tokens: &Tokens) -> Module {
    let mut reader = Reader {
        text: Rc::from(text),
        tokens,
        at: 0,
        level: 0,
        problems: Vec::new(),
    };
    if reader.peek() == TokenKind::Indent {
        // The text was taken out of a body: its left edge is where the first line begins.
        reader.at += 1;
    }
    let mut statements = Vec::new();
    while !reader.is_done() {
        reader.body(&mut statements);
    }
    Module {
        statements,
        problems: reader.problems,
    }
}

/// A place in the tokens, and what was found on the way there.
pub(super) struct Reader<'t> {
    pub(super) text: Rc<str>,
    pub(super) tokens: &'t Tokens,
    pub(super) at: usize,
    level: usize,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The token here; the end of the text where there is none.
    pub(super) fn peek(&self) -> TokenKind {
        self.kind(self.at)
    }

    /// The token at that index.
    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.tokens.kinds.get(at).copied().unwrap_or(TokenKind::End)
    }

    /// Where the token at that index stands.
    pub(super) fn place(&self, at: usize) -> Span {
        let spans = &self.tokens.spans;
        let last = || Span::at(spans.last().map_or(0, |span| span.end));
        spans.get(at).copied().unwrap_or_else(last)
    }

    /// The text of the token at that index.
    pub(super) fn word(&self, at: usize) -> &str {
        self.text.get(self.place(at).range()).unwrap_or_default()
    }

    /// Whether the text is at its end.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.kinds.len() || self.peek() == TokenKind::End
    }

    /// Steps over that token, if it is here.
    pub(super) fn take(&mut self, kind: TokenKind) -> bool {
        let here = self.peek() == kind && self.at < self.tokens.kinds.len();
        self.at += usize::from(here);
        here
    }

    /// From the token at `start` to the one before this.
    pub(super) fn since(&self, start: usize) -> Span {
        let begin = self.place(start);
        if self.at <= start {
            return Span::at(begin.start);
        }
        let mut last = self.at - 1;
        while last > start && is_edge(self.kind(last)) {
            last -= 1;
        }
        begin.to(self.place(last))
    }

    /// Notes what is wrong here.
    pub(super) fn complain(&mut self, diagnostic: Diagnostic) {
        if self.has_patience() {
            self.problems.push(diagnostic);
        }
    }

    /// Whether another problem would be kept.
    pub(super) fn has_patience(&self) -> bool {
        self.problems.len() < MOST_PROBLEMS
    }

    /// Reads up to the end of the indentation that is open here.
    pub(super) fn body(&mut self, statements: &mut Block) {
        // Lines that stand further right for no reason are read as if they did not.
        let mut strays = 0_usize;
        while !self.is_done() {
            match self.peek() {
                TokenKind::Newline => self.at += 1,
                TokenKind::Indent => {
                    let span = self.place(self.at);
                    self.complain(Diagnostic::error(
                        "unexpected-indent",
                        "unexpected indent",
                        span,
                    ));
                    self.at += 1;
                    strays += 1;
                }
                TokenKind::Dedent => {
                    self.at += 1;
                    if strays == 0 {
                        return;
                    }
                    strays -= 1;
                }
                _ => self.line(statements),
            }
        }
    }

    /// Reads one line: a compound statement with its body, or simple ones between semicolons.
    pub(super) fn line(&mut self, statements: &mut Block) {
        loop {
            let start = self.at;
            let mut statement = self.statement();
            if self.at == start {
                // No rule takes this token.
                self.at += 1;
                self.leftover(start);
            }
            let compound = is_compound(&statement.kind);
            let semicolon = self.place(self.at);
            if !compound && self.take(TokenKind::Semicolon) {
                statement.semicolon = Some(semicolon);
            }
            let more = statement.semicolon.is_some();
            statements.push(statement);
            if compound {
                return;
            }
            match self.peek() {
                TokenKind::Newline => {
                    self.at += 1;
                    return;
                }
                TokenKind::End | TokenKind::Indent | TokenKind::Dedent => return,
                _ if more => {}
                _ => {
                    let rest = self.at;
                    self.leftover(rest);
                }
            }
            if self.is_done() {
                return;
            }
        }
    }

    /// What stands where a statement should have ended is passed over.
    fn leftover(&mut self, at: usize) {
        let span = self.place(at);
        self.complain(Diagnostic::error("invalid-syntax", "invalid syntax", span));
        while !self.is_done() && !is_edge(self.peek()) && self.peek() != TokenKind::Semicolon {
            self.at += 1;
        }
    }

    /// Reads the statement that begins here.
    pub(super) fn statement(&mut self) -> Statement {
        match self.compound() {
            Some(statement) => statement,
            None => self.simple(),
        }
    }

    /// Reads the body behind a colon: the rest of the line, or the indented lines below.
    pub(super) fn block(&mut self) -> Block {
        let mut block = Vec::new();
        if !self.take(TokenKind::Colon) {
            self.missing_colon();
        }
        if self.level >= MOST_LEVELS {
            self.pass_over();
            return block;
        }
        self.level += 1;
        syntax::with_room(ROOM, || self.fill(&mut block));
        self.level -= 1;
        block
    }

    fn fill(&mut self, block: &mut Block) {
        if self.take(TokenKind::Newline) {
            if self.take(TokenKind::Indent) {
                self.body(block);
            } else {
                self.missing_block();
            }
        } else if self.is_done() {
            self.missing_block();
        } else {
            self.line(block);
        }
    }

    fn missing_block(&mut self) {
        let mut last = self.at.saturating_sub(1);
        while last > 0 && is_edge(self.kind(last)) {
            last -= 1;
        }
        let span = self.place(last);
        let message = "expected an indented block";
        self.complain(Diagnostic::error("missing-block", message, span));
    }

    fn missing_colon(&mut self) {
        let found = self.place(self.at);
        let span = match self.peek() {
            kind if is_edge(kind) => self.place(self.at.saturating_sub(1)),
            _ => found,
        };
        self.complain(Diagnostic::error("missing-colon", "expected ':'", span));
    }

    /// Passes over a body that stands too deep.
    fn pass_over(&mut self) {
        while !self.is_done() && self.peek() != TokenKind::Newline {
            self.at += 1;
        }
        self.take(TokenKind::Newline);
        if self.peek() != TokenKind::Indent {
            return;
        }
        let mut open = 0_usize;
        while !self.is_done() {
            match self.peek() {
                TokenKind::Indent => open += 1,
                TokenKind::Dedent => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }
}

/// Whether the token is about lines only.
pub(super) fn is_edge(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::End
    )
}

/// Whether the statement has read its own end of line.
fn is_compound(kind: &StatementKind) -> bool {
    matches!(
        kind,
        StatementKind::Def(_)
            | StatementKind::Class(_)
            | StatementKind::Decorated(..)
            | StatementKind::If(..)
            | StatementKind::For(_)
            | StatementKind::While(..)
            | StatementKind::Try(_)
            | StatementKind::With(_)
            | StatementKind::Match(..)
            | StatementKind::Stray(..)
    )
}

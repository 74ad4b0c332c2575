//! The tokens as CPython's parser sees them, and how a search for a complaint goes back and forth in them.

use std::rc::Rc;

use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::span::Span;
use crate::syntax::token::{TokenKind, Tokens};

/// Why the search ended.
#[derive(Debug)]
pub(super) enum Stop {
    /// The token that the lexer could not read was asked for.
    Lexer,
    /// A rule complained.
    Parser(Box<Diagnostic>),
}

/// What a rule found: nothing, something, or a reason to stop altogether.
pub(super) type Found<T> = Result<Option<T>, Stop>;

/// A form, as far as complaints tell forms apart.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Attribute,
    Await,
    Call,
    /// With the left operand where the first operator is `in`.
    Comparison(Option<Rc<Node>>),
    Conditional,
    Dict,
    DictComprehension,
    Ellipsis,
    False,
    FString,
    Generator,
    Lambda,
    List(Rc<[Node]>),
    ListComprehension,
    Literal,
    Name,
    None,
    Operation,
    Set,
    SetComprehension,
    Starred(Rc<Node>),
    Subscript,
    True,
    Tuple(Rc<[Node]>),
    Walrus,
    Yield,
}

/// A form and the tokens that it takes.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) form: Form,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Node {
    pub(super) fn new(form: Form, start: usize, end: usize) -> Self {
        Node { form, start, end }
    }

    /// What CPython calls the form.
    pub(super) fn name(&self) -> &'static str {
        match self.form {
            Form::Attribute => "attribute",
            Form::Await => "await expression",
            Form::Call => "function call",
            Form::Comparison(_) => "comparison",
            Form::Conditional => "conditional expression",
            Form::Dict => "dict literal",
            Form::DictComprehension => "dict comprehension",
            Form::Ellipsis => "ellipsis",
            Form::False => "False",
            Form::FString => "f-string expression",
            Form::Generator => "generator expression",
            Form::Lambda => "lambda",
            Form::List(_) => "list",
            Form::ListComprehension => "list comprehension",
            Form::Literal => "literal",
            Form::Name => "name",
            Form::None => "None",
            Form::Operation => "expression",
            Form::Set => "set display",
            Form::SetComprehension => "set comprehension",
            Form::Starred(_) => "starred",
            Form::Subscript => "subscript",
            Form::True => "True",
            Form::Tuple(_) => "tuple",
            Form::Walrus => "named expression",
            Form::Yield => "yield expression",
        }
    }
}

/// The rules whose outcome at a place is remembered: those that CPython remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    Expression,
    StarExpression,
    InvalidNamedExpression,
    Disjunction,
    Conjunction,
    Inversion,
    Chain(u8),
    Factor,
    AwaitPrimary,
    Primary,
    TargetPrimary,
    StarTarget,
    TargetWithStarAtom,
    Arguments,
    Strings,
    LambdaParameters,
}

/// Forms that Python has and this language refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    Walrus,
    Yield,
    Await,
    Async,
}

/// More memory than this is given back; forgetting costs time only.
const MOST_REMEMBERED: usize = 3_000_000;

/// The tokens, what was found in them so far, and whether complaints are being sought.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    /// How many tokens were looked at.
    pub(super) seen: usize,
    /// CPython reads twice: once to see whether the text is right, and once more to find out what is wrong.
    pub(super) complaining: bool,
    pub(super) refused: Vec<(usize, Refused)>,
    /// How many names stand around the place that is read, each with the next as its argument: `a b c`.
    pub(super) legacy: usize,
    /// The tokens of each lambda and comprehension that was read, and what it is.
    pub(super) scopes: Vec<Node>,
    levels: Vec<u32>,
    /// For each token what the rules found there; each list is short, and read from its front.
    remembered: Vec<Vec<(Rule, Option<Node>)>>,
    count: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a Tokens) -> Self {
        let mut level = 0_u32;
        let levels = tokens
            .kinds
            .iter()
            .map(|kind| {
                match kind {
                    TokenKind::ParenOpen
                    | TokenKind::BracketOpen
                    | TokenKind::BraceOpen
                    | TokenKind::HoleOpen => level += 1,
                    TokenKind::ParenClose
                    | TokenKind::BracketClose
                    | TokenKind::BraceClose
                    | TokenKind::HoleClose => level = level.saturating_sub(1),
                    _ => {}
                }
                level
            })
            .collect();
        Reader {
            text,
            tokens,
            seen: 0,
            complaining: false,
            refused: Vec::new(),
            legacy: 0,
            scopes: Vec::new(),
            levels,
            remembered: Vec::new(),
            count: 0,
        }
    }

    /// Begins the second reading.
    pub(super) fn start_complaining(&mut self) {
        self.complaining = true;
        self.forget();
    }

    /// The token at `at`; to look at one that the lexer could not read ends the search.
    pub(super) fn kind(&mut self, at: usize) -> Result<TokenKind, Stop> {
        self.seen = self.seen.max(at + 1);
        match self.tokens.kinds.get(at) {
            Some(kind) => Ok(*kind),
            None if self.tokens.error.is_some() => Err(Stop::Lexer),
            None => Ok(TokenKind::End),
        }
    }

    pub(super) fn is(&mut self, at: usize, kind: TokenKind) -> Result<bool, Stop> {
        Ok(self.kind(at)? == kind)
    }

    pub(super) fn is_one_of(&mut self, at: usize, kinds: &[TokenKind]) -> Result<bool, Stop> {
        let kind = self.kind(at)?;
        Ok(kinds.contains(&kind))
    }

    /// The place behind the token at `at`, if it is of that kind.
    pub(super) fn eat(&mut self, at: usize, kind: TokenKind) -> Found<usize> {
        Ok(self.is(at, kind)?.then_some(at + 1))
    }

    /// The brackets that are open behind the token at `at`.
    pub(super) fn level(&self, at: usize) -> u32 {
        self.levels.get(at).copied().unwrap_or_default()
    }

    pub(super) fn words(&self, at: usize) -> &'a str {
        self.text.get(self.place(at).range()).unwrap_or_default()
    }

    /// Where the token at `at` stands.
    pub(super) fn place(&self, at: usize) -> Span {
        let end = Span::at(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.tokens.spans.get(at).copied().unwrap_or(end)
    }

    /// Where the tokens from `start` to before `end` stand.
    pub(super) fn places(&self, start: usize, end: usize) -> Span {
        self.place(start)
            .to(self.place(end.saturating_sub(1).max(start)))
    }

    pub(super) fn complain<T>(
        &self,
        kind: &'static str,
        message: impl Into<String>,
        start: usize,
        end: usize,
    ) -> Result<T, Stop> {
        let span = self.places(start, end);
        Err(Stop::Parser(Box::new(Diagnostic::error(
            kind, message, span,
        ))))
    }

    /// Remembers what `rule` finds at `at`.
    pub(super) fn once(
        &mut self,
        rule: Rule,
        at: usize,
        find: impl FnOnce(&mut Self) -> Found<Node>,
    ) -> Found<Node> {
        let known = self.remembered.get(at).map(Vec::as_slice);
        let known = known.unwrap_or_default().iter();
        if let Some((_, known)) = known.clone().find(|(other, _)| *other == rule) {
            return Ok(known.clone());
        }
        let found = find(self)?;
        if self.count > MOST_REMEMBERED {
            self.forget();
        }
        if self.remembered.len() <= at {
            self.remembered.resize_with(at + 1, Vec::new);
        }
        if let Some(here) = self.remembered.get_mut(at) {
            here.push((rule, found.clone()));
            self.count += 1;
        }
        Ok(found)
    }

    fn forget(&mut self) {
        self.remembered.clear();
        self.count = 0;
    }

    /// A lambda or a comprehension that was read.
    pub(super) fn scope(&mut self, form: Form, start: usize, end: usize) -> Node {
        let node = Node::new(form, start, end);
        if !self.complaining {
            self.scopes.push(node.clone());
        }
        node
    }

    pub(super) fn refuse(&mut self, at: usize, what: Refused) {
        if !self.complaining {
            self.refused.push((at, what));
        }
    }
}

/// The value of a rule that found something; otherwise the calling rule finds nothing.
macro_rules! some {
    ($found:expr) => {
        match $found? {
            Some(value) => value,
            None => return Ok(None),
        }
    };
}
pub(super) use some;

//! Expressions and operators, in the order in which CPython tries their forms.

use std::rc::Rc;

use super::reader::{Form, Found, Node, Reader, Refused, Rule, Stop, some};
use crate::syntax::room::with_room_for_one;
use crate::syntax::token::TokenKind;

/// The levels of `<<` and of `*` in `chain`.
const SHIFT: u8 = 3;
const TERM: u8 = 5;
/// So many names may stand side by side as each other's arguments; CPython's own parser goes no deeper either.
const MOST_LEGACY: usize = 1000;

const BARE_NOT: &str = "bare-not";
const BARE_NOT_MESSAGE: &str = "'not' after an operator must be parenthesized";

impl Reader<'_> {
    /// The whole text: expressions, then nothing but ends of lines.
    pub(super) fn program(&mut self) -> Found<Node> {
        let node = some!(self.expressions(0));
        let mut at = node.end;
        while let Some(next) = self.eat(at, TokenKind::Newline)? {
            at = next;
        }
        Ok(self.is(at, TokenKind::End)?.then_some(node))
    }

    fn expressions(&mut self, at: usize) -> Found<Node> {
        let first = some!(self.expression(at));
        self.tuple_rest(first, Reader::expression)
    }

    /// `first` alone, or a tuple when commas follow.
    fn tuple_rest(
        &mut self,
        first: Node,
        item: fn(&mut Self, usize) -> Found<Node>,
    ) -> Found<Node> {
        let start = first.start;
        let mut end = first.end;
        let mut items = vec![first];
        let mut commas = false;
        while let Some(next) = self.eat(end, TokenKind::Comma)? {
            commas = true;
            end = next;
            let Some(found) = item(self, next)? else {
                break;
            };
            end = found.end;
            items.push(found);
        }
        if commas {
            return Ok(Some(Node::new(Form::Tuple(items.into()), start, end)));
        }
        Ok(items.pop())
    }

    pub(super) fn star_expressions(&mut self, at: usize) -> Found<Node> {
        let first = some!(self.star_expression(at));
        self.tuple_rest(first, Reader::star_expression)
    }

    fn star_expression(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::StarExpression, at, |reader| {
            match reader.starred_bitwise_or(at)? {
                Some(node) => Ok(Some(node)),
                None => reader.expression(at),
            }
        })
    }

    /// `*items`, where the star takes no more than an operand.
    pub(super) fn starred_bitwise_or(&mut self, at: usize) -> Found<Node> {
        let next = some!(self.eat(at, TokenKind::Star));
        let items = some!(self.bitwise_or(next));
        let end = items.end;
        Ok(Some(Node::new(Form::Starred(Rc::new(items)), at, end)))
    }

    /// `yield x`, `yield from x`
    pub(super) fn yield_expression(&mut self, at: usize) -> Found<Node> {
        let next = some!(self.eat(at, TokenKind::Yield));
        self.refuse(at, Refused::Yield);
        if let Some(after) = self.eat(next, TokenKind::From)?
            && let Some(value) = self.expression(after)?
        {
            return Ok(Some(Node::new(Form::Yield, at, value.end)));
        }
        let end = self.star_expressions(next)?.map_or(next, |value| value.end);
        Ok(Some(Node::new(Form::Yield, at, end)))
    }

    pub(super) fn star_named_expressions(&mut self, at: usize) -> Found<Vec<Node>> {
        let first = some!(self.star_named_expression(at));
        let mut items = vec![first];
        loop {
            let end = items.last().map_or(at, |last| last.end);
            let Some(next) = self.eat(end, TokenKind::Comma)? else {
                return Ok(Some(items));
            };
            match self.star_named_expression(next)? {
                Some(item) => items.push(item),
                None => return Ok(Some(items)),
            }
        }
    }

    /// Where items that may end in a comma end.
    pub(super) fn after_comma(&mut self, items: &[Node], at: usize) -> Result<usize, Stop> {
        let end = items.last().map_or(at, |last| last.end);
        Ok(self.eat(end, TokenKind::Comma)?.unwrap_or(end))
    }

    pub(super) fn star_named_expression(&mut self, at: usize) -> Found<Node> {
        match self.starred_bitwise_or(at)? {
            Some(node) => Ok(Some(node)),
            None => self.named_expression(at),
        }
    }

    /// `name := value`
    pub(super) fn assignment_expression(&mut self, at: usize) -> Found<Node> {
        some!(self.eat(at, TokenKind::Name));
        let next = some!(self.eat(at + 1, TokenKind::ColonEqual));
        let value = some!(self.expression(next));
        self.refuse(at, Refused::Walrus);
        Ok(Some(Node::new(Form::Walrus, at, value.end)))
    }

    pub(super) fn named_expression(&mut self, at: usize) -> Found<Node> {
        if let Some(node) = self.assignment_expression(at)? {
            return Ok(Some(node));
        }
        if self.is(at, TokenKind::Name)? && self.is(at + 1, TokenKind::ColonEqual)? {
            // Behind `:=` there is no way back.
            return Ok(None);
        }
        if self.complaining {
            self.invalid_named_expression(at)?;
        }
        self.expression_without_walrus(at)
    }

    fn expression_without_walrus(&mut self, at: usize) -> Found<Node> {
        let node = some!(self.expression(at));
        Ok((!self.is(node.end, TokenKind::ColonEqual)?).then_some(node))
    }

    /// An argument or an element: `name := value` or an expression.
    pub(super) fn walrus_or_expression(&mut self, at: usize) -> Found<Node> {
        if let Some(node) = self.assignment_expression(at)? {
            return Ok(Some(node));
        }
        if self.is(at, TokenKind::Name)? && self.is(at + 1, TokenKind::ColonEqual)? {
            return Ok(None);
        }
        self.expression_without_walrus(at)
    }

    fn invalid_named_expression(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::InvalidNamedExpression, at, |reader| {
            if let Some(target) = reader.expression(at)?
                && let Some(next) = reader.eat(target.end, TokenKind::ColonEqual)?
                && reader.expression(next)?.is_some()
            {
                let message = format!("cannot use assignment expressions with {}", target.name());
                return reader.complain("walrus", message, target.start, target.end);
            }
            let ends = [TokenKind::Equal, TokenKind::ColonEqual];
            if reader.is(at, TokenKind::Name)?
                && let Some(next) = reader.eat(at + 1, TokenKind::Equal)?
                && let Some(value) = reader.bitwise_or(next)?
                && !reader.is_one_of(value.end, &ends)?
            {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return reader.complain("single-equals", message, at, value.end);
            }
            if !reader.is_plain_target(at)?
                && let Some(target) = reader.bitwise_or(at)?
                && let Some(next) = reader.eat(target.end, TokenKind::Equal)?
                && let Some(value) = reader.bitwise_or(next)?
                && !reader.is_one_of(value.end, &ends)?
            {
                let message = format!(
                    "cannot assign to {} here. Maybe you meant '==' instead of '='?",
                    target.name()
                );
                return reader.complain("single-equals", message, target.start, target.end);
            }
            Ok(None)
        })
    }

    /// A list, tuple, generator or constant name: CPython has another complaint when `=` follows one.
    fn is_plain_target(&mut self, at: usize) -> Result<bool, Stop> {
        Ok(match self.kind(at)? {
            TokenKind::True | TokenKind::False | TokenKind::None => true,
            TokenKind::BracketOpen => self.list(at)?.is_some(),
            TokenKind::ParenOpen => self.tuple(at)?.is_some() || self.generator(at)?.is_some(),
            _ => false,
        })
    }

    pub(super) fn expression(&mut self, at: usize) -> Found<Node> {
        with_room_for_one(|| {
            self.once(Rule::Expression, at, |reader| {
                if reader.complaining {
                    reader.invalid_expression(at)?;
                    reader.invalid_legacy_expression(at)?;
                }
                reader.plain_expression(at)
            })
        })
    }

    /// An expression, without looking for what might be wrong with it.
    fn plain_expression(&mut self, at: usize) -> Found<Node> {
        if let Some(body) = self.disjunction(at)? {
            if let Some(next) = self.eat(body.end, TokenKind::If)?
                && let Some(test) = self.disjunction(next)?
                && let Some(next) = self.eat(test.end, TokenKind::Else)?
                && let Some(orelse) = self.expression(next)?
            {
                return Ok(Some(Node::new(Form::Conditional, at, orelse.end)));
            }
            return Ok(Some(body));
        }
        self.lambda(at)
    }

    fn invalid_expression(&mut self, at: usize) -> Found<()> {
        let name = self.is(at, TokenKind::Name)?;
        let skip =
            name && (is_soft_keyword(self.words(at)) || self.is(at + 1, TokenKind::String)?);
        if !skip && let Some(left) = self.disjunction(at)? {
            let complaining = std::mem::take(&mut self.complaining);
            let right = self.plain_expression(left.end);
            self.complaining = complaining;
            if let Some(right) = right?
                && !self.is_legacy(&left)
                && self.level(right.end - 1) > 0
            {
                let message = "invalid syntax. Perhaps you forgot a comma?";
                return self.complain("missing-comma", message, left.start, right.end);
            }
        }
        if let Some(body) = self.disjunction(at)?
            && let Some(next) = self.eat(body.end, TokenKind::If)?
            && let Some(test) = self.disjunction(next)?
            && !self.is_one_of(test.end, &[TokenKind::Else, TokenKind::Colon])?
        {
            let message = "expected 'else' after 'if' expression";
            return self.complain("missing-else", message, at, test.end);
        }
        if let Some(next) = self.eat(at, TokenKind::Lambda)? {
            let next = self.lambda_parameters(next)?.map_or(next, |node| node.end);
            if let Some(next) = self.eat(next, TokenKind::Colon)?
                && self.is(next, TokenKind::FStringMiddle)?
            {
                let message = "f-string: lambda expressions are not allowed without parentheses";
                return self.complain("f-string-lambda", message, at, at + 1);
            }
        }
        Ok(None)
    }

    /// `print x`
    fn invalid_legacy_expression(&mut self, at: usize) -> Found<()> {
        if self.is(at, TokenKind::Name)?
            && !self.is(at + 1, TokenKind::ParenOpen)?
            && let Some(value) = self.legacy_argument(at + 1)?
            && let name @ ("print" | "exec") = self.words(at)
        {
            let message =
                format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
            let kind = if name == "print" {
                "print-statement"
            } else {
                "exec-statement"
            };
            return self.complain(kind, message, at, value.end);
        }
        Ok(None)
    }

    /// What stands behind a name and may be its argument; in `a b c d` each name may be so within the one before.
    fn legacy_argument(&mut self, at: usize) -> Found<Node> {
        if self.legacy >= MOST_LEGACY {
            return Ok(None);
        }
        self.legacy += 1;
        let value = self.star_expressions(at);
        self.legacy -= 1;
        value
    }

    fn is_legacy(&self, node: &Node) -> bool {
        matches!(node.form, Form::Name) && matches!(self.words(node.start), "print" | "exec")
    }

    pub(super) fn disjunction(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::Disjunction, at, |reader| {
            reader.word_chain(at, TokenKind::Or, Reader::conjunction)
        })
    }

    fn conjunction(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::Conjunction, at, |reader| {
            reader.word_chain(at, TokenKind::And, Reader::inversion)
        })
    }

    fn word_chain(
        &mut self,
        at: usize,
        word: TokenKind,
        operand: fn(&mut Self, usize) -> Found<Node>,
    ) -> Found<Node> {
        let mut node = some!(operand(self, at));
        while let Some(next) = self.eat(node.end, word)?
            && let Some(right) = operand(self, next)?
        {
            node = Node::new(Form::Operation, at, right.end);
        }
        Ok(Some(node))
    }

    fn inversion(&mut self, at: usize) -> Found<Node> {
        with_room_for_one(|| {
            self.once(Rule::Inversion, at, |reader| {
                if let Some(next) = reader.eat(at, TokenKind::Not)?
                    && let Some(operand) = reader.inversion(next)?
                {
                    return Ok(Some(Node::new(Form::Operation, at, operand.end)));
                }
                reader.comparison(at)
            })
        })
    }

    fn comparison(&mut self, at: usize) -> Found<Node> {
        let first = some!(self.bitwise_or(at));
        let first_is_in = self.is(first.end, TokenKind::In)?;
        let mut end = first.end;
        while let Some(next) = self.compare_operator(end)?
            && let Some(operand) = self.bitwise_or(next)?
        {
            end = operand.end;
        }
        if end == first.end {
            return Ok(Some(first));
        }
        let left = first_is_in.then(|| Rc::new(first));
        Ok(Some(Node::new(Form::Comparison(left), at, end)))
    }

    fn compare_operator(&mut self, at: usize) -> Found<usize> {
        Ok(match self.kind(at)? {
            TokenKind::EqualEqual
            | TokenKind::NotEqual
            | TokenKind::Less
            | TokenKind::LessEqual
            | TokenKind::Greater
            | TokenKind::GreaterEqual
            | TokenKind::In => Some(at + 1),
            TokenKind::Not => self.eat(at + 1, TokenKind::In)?,
            TokenKind::Is => Some(self.eat(at + 1, TokenKind::Not)?.unwrap_or(at + 1)),
            _ => None,
        })
    }

    pub(super) fn bitwise_or(&mut self, at: usize) -> Found<Node> {
        self.chain(0, at)
    }

    /// Left-grouping operators, loosest first.
    fn chain(&mut self, tightness: u8, at: usize) -> Found<Node> {
        let operators: &[TokenKind] = match tightness {
            0 => &[TokenKind::Bar],
            1 => &[TokenKind::Caret],
            2 => &[TokenKind::Ampersand],
            3 => &[TokenKind::ShiftLeft, TokenKind::ShiftRight],
            4 => &[TokenKind::Plus, TokenKind::Minus],
            5 => &[
                TokenKind::Star,
                TokenKind::Slash,
                TokenKind::DoubleSlash,
                TokenKind::Percent,
                TokenKind::At,
            ],
            _ => return self.factor(at),
        };
        self.once(Rule::Chain(tightness), at, |reader| {
            if reader.complaining && tightness == SHIFT {
                reader.invalid_arithmetic(at)?;
            } else if reader.complaining && tightness == TERM {
                reader.invalid_factor(at)?;
            }
            let mut node = some!(reader.chain(tightness + 1, at));
            while reader.is_one_of(node.end, operators)?
                && let Some(right) = reader.chain(tightness + 1, node.end + 1)?
            {
                node = Node::new(Form::Operation, at, right.end);
            }
            Ok(Some(node))
        })
    }

    /// `a + not b`
    fn invalid_arithmetic(&mut self, at: usize) -> Result<(), Stop> {
        let operators = [
            TokenKind::Plus,
            TokenKind::Minus,
            TokenKind::Star,
            TokenKind::Slash,
            TokenKind::Percent,
            TokenKind::DoubleSlash,
            TokenKind::At,
        ];
        if let Some(left) = self.chain(SHIFT + 1, at)?
            && self.is_one_of(left.end, &operators)?
            && let Some(next) = self.eat(left.end + 1, TokenKind::Not)?
            && let Some(operand) = self.inversion(next)?
        {
            return self.complain(BARE_NOT, BARE_NOT_MESSAGE, left.end + 1, operand.end);
        }
        Ok(())
    }

    /// `-not b`
    fn invalid_factor(&mut self, at: usize) -> Result<(), Stop> {
        let signs = [TokenKind::Plus, TokenKind::Minus, TokenKind::Tilde];
        if self.is_one_of(at, &signs)?
            && let Some(next) = self.eat(at + 1, TokenKind::Not)?
            && let Some(operand) = self.factor(next)?
        {
            return self.complain(BARE_NOT, BARE_NOT_MESSAGE, at + 1, operand.end);
        }
        Ok(())
    }

    fn factor(&mut self, at: usize) -> Found<Node> {
        with_room_for_one(|| {
            self.once(Rule::Factor, at, |reader| {
                let signs = [TokenKind::Plus, TokenKind::Minus, TokenKind::Tilde];
                if reader.is_one_of(at, &signs)? {
                    let operand = some!(reader.factor(at + 1));
                    return Ok(Some(Node::new(Form::Operation, at, operand.end)));
                }
                let base = some!(reader.await_primary(at));
                if let Some(next) = reader.eat(base.end, TokenKind::DoubleStar)?
                    && let Some(exponent) = reader.factor(next)?
                {
                    return Ok(Some(Node::new(Form::Operation, at, exponent.end)));
                }
                Ok(Some(base))
            })
        })
    }

    fn await_primary(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::AwaitPrimary, at, |reader| {
            if let Some(next) = reader.eat(at, TokenKind::Await)? {
                let value = some!(reader.primary(next));
                reader.refuse(at, Refused::Await);
                return Ok(Some(Node::new(Form::Await, at, value.end)));
            }
            reader.primary(at)
        })
    }
}

/// Whether CPython takes the word for one that is a keyword in some places; any beginning of one is enough for it.
fn is_soft_keyword(word: &str) -> bool {
    ["_", "case", "match", "type"]
        .iter()
        .any(|keyword| keyword.starts_with(word))
}

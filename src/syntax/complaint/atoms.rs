//! Names, literals and everything in brackets.

use super::reader::{Form, Found, Node, Reader, Refused, Stop, some};
use crate::syntax::literal;
use crate::syntax::token::TokenKind;

impl Reader<'_> {
    pub(super) fn atom(&mut self, at: usize) -> Found<Node> {
        let form = match self.kind(at)? {
            TokenKind::Name => Form::Name,
            TokenKind::True => Form::True,
            TokenKind::False => Form::False,
            TokenKind::None => Form::None,
            TokenKind::Ellipsis => Form::Ellipsis,
            TokenKind::Number => {
                if let Err(error) = literal::number(self.words(at)) {
                    return self.complain(error.kind, error.message, at, at + 1);
                }
                Form::Literal
            }
            TokenKind::String | TokenKind::FStringStart => return self.strings(at),
            TokenKind::ParenOpen => return self.parenthesized(at),
            TokenKind::BracketOpen => {
                if let Some(list) = self.list(at)? {
                    return Ok(Some(list));
                }
                return self.list_comprehension(at);
            }
            TokenKind::BraceOpen => return self.braces(at),
            _ => return Ok(None),
        };
        Ok(Some(Node::new(form, at, at + 1)))
    }

    fn parenthesized(&mut self, at: usize) -> Found<Node> {
        if let Some(tuple) = self.tuple(at)? {
            return Ok(Some(tuple));
        }
        if let Some(group) = self.group(at)? {
            return Ok(Some(group));
        }
        self.generator(at)
    }

    pub(super) fn list(&mut self, at: usize) -> Found<Node> {
        let next = some!(self.eat(at, TokenKind::BracketOpen));
        let items = self.star_named_expressions(next)?.unwrap_or_default();
        let end = if items.is_empty() {
            next
        } else {
            self.after_comma(&items, next)?
        };
        let end = some!(self.eat(end, TokenKind::BracketClose));
        Ok(Some(Node::new(Form::List(items.into()), at, end)))
    }

    pub(super) fn tuple(&mut self, at: usize) -> Found<Node> {
        let next = some!(self.eat(at, TokenKind::ParenOpen));
        let mut items = Vec::new();
        let mut end = next;
        if let Some(first) = self.star_named_expression(next)?
            && let Some(next) = self.eat(first.end, TokenKind::Comma)?
        {
            items.push(first);
            let rest = self.star_named_expressions(next)?.unwrap_or_default();
            end = if rest.is_empty() {
                next
            } else {
                self.after_comma(&rest, next)?
            };
            items.extend(rest);
        }
        let end = some!(self.eat(end, TokenKind::ParenClose));
        Ok(Some(Node::new(Form::Tuple(items.into()), at, end)))
    }

    /// An expression in parentheses; it keeps its own form.
    fn group(&mut self, at: usize) -> Found<Node> {
        let next = some!(self.eat(at, TokenKind::ParenOpen));
        let inner = match self.yield_expression(next)? {
            Some(inner) => Some(inner),
            None => self.named_expression(next)?,
        };
        if let Some(inner) = inner
            && let Some(end) = self.eat(inner.end, TokenKind::ParenClose)?
        {
            return Ok(Some(Node::new(inner.form, at, end)));
        }
        if self.complaining {
            if let Some(starred) = self.starred_expression(next)?
                && self.is(starred.end, TokenKind::ParenClose)?
            {
                let message = "cannot use starred expression here";
                return self.complain("starred-expression", message, next, starred.end);
            }
            if let Some(after) = self.eat(next, TokenKind::DoubleStar)?
                && let Some(mapping) = self.expression(after)?
                && self.is(mapping.end, TokenKind::ParenClose)?
            {
                let message = "cannot use double starred expression here";
                return self.complain("starred-expression", message, next, after);
            }
        }
        Ok(None)
    }

    pub(super) fn generator(&mut self, at: usize) -> Found<Node> {
        if let Some(next) = self.eat(at, TokenKind::ParenOpen)?
            && let Some(element) = self.walrus_or_expression(next)?
            && let Some(next) = self.clauses(element.end)?
            && let Some(end) = self.eat(next, TokenKind::ParenClose)?
        {
            return Ok(Some(self.scope(Form::Generator, at, end)));
        }
        self.invalid_comprehension(at)
    }

    fn list_comprehension(&mut self, at: usize) -> Found<Node> {
        if let Some(next) = self.eat(at, TokenKind::BracketOpen)?
            && let Some(element) = self.named_expression(next)?
            && let Some(next) = self.clauses(element.end)?
            && let Some(end) = self.eat(next, TokenKind::BracketClose)?
        {
            return Ok(Some(self.scope(Form::ListComprehension, at, end)));
        }
        self.invalid_comprehension(at)
    }

    fn invalid_comprehension(&mut self, at: usize) -> Found<Node> {
        let opening = [
            TokenKind::BracketOpen,
            TokenKind::ParenOpen,
            TokenKind::BraceOpen,
        ];
        if !self.complaining || !self.is_one_of(at, &opening)? {
            return Ok(None);
        }
        if let Some(starred) = self.starred_expression(at + 1)?
            && self.clauses(starred.end)?.is_some()
        {
            let message = "iterable unpacking cannot be used in comprehension";
            return self.complain("starred-expression", message, at + 1, starred.end);
        }
        if self.is(at, TokenKind::ParenOpen)? {
            return Ok(None);
        }
        let message = "did you forget parentheses around the comprehension target?";
        let kind = "bare-comprehension-tuple";
        if let Some(first) = self.star_named_expression(at + 1)?
            && let Some(next) = self.eat(first.end, TokenKind::Comma)?
        {
            if let Some(rest) = self.star_named_expressions(next)? {
                let end = self.after_comma(&rest, next)?;
                if self.clauses(end)?.is_some() {
                    return self.complain(kind, message, at + 1, end);
                }
            }
            if self.clauses(next)?.is_some() {
                return self.complain(kind, message, at + 1, next);
            }
        }
        Ok(None)
    }

    fn braces(&mut self, at: usize) -> Found<Node> {
        if let Some(dict) = self.dict(at)? {
            return Ok(Some(dict));
        }
        if let Some(items) = self.star_named_expressions(at + 1)? {
            let end = self.after_comma(&items, at + 1)?;
            if let Some(end) = self.eat(end, TokenKind::BraceClose)? {
                return Ok(Some(Node::new(Form::Set, at, end)));
            }
        }
        if let Some(end) = self.pair(at + 1)?
            && let Some(next) = self.clauses(end)?
            && let Some(end) = self.eat(next, TokenKind::BraceClose)?
        {
            return Ok(Some(self.scope(Form::DictComprehension, at, end)));
        }
        if self.complaining
            && let Some(next) = self.eat(at + 1, TokenKind::DoubleStar)?
            && let Some(mapping) = self.bitwise_or(next)?
            && let Some(end) = self.clauses(mapping.end)?
            && self.is(end, TokenKind::BraceClose)?
        {
            let message = "dict unpacking cannot be used in dict comprehension";
            return self.complain("starred-expression", message, at + 1, next);
        }
        if let Some(element) = self.named_expression(at + 1)?
            && let Some(next) = self.clauses(element.end)?
            && let Some(end) = self.eat(next, TokenKind::BraceClose)?
        {
            return Ok(Some(self.scope(Form::SetComprehension, at, end)));
        }
        self.invalid_comprehension(at)
    }

    fn dict(&mut self, at: usize) -> Found<Node> {
        let next = some!(self.eat(at, TokenKind::BraceOpen));
        let items = self.dict_items(next)?;
        let end = match items {
            Some(end) => self.eat(end, TokenKind::Comma)?.unwrap_or(end),
            None => next,
        };
        if let Some(end) = self.eat(end, TokenKind::BraceClose)? {
            return Ok(Some(Node::new(Form::Dict, at, end)));
        }
        // CPython looks for these mistakes in the first reading already.
        self.invalid_dict_items(next)?;
        Ok(None)
    }

    fn dict_items(&mut self, at: usize) -> Found<usize> {
        let mut end = some!(self.dict_item(at));
        while let Some(next) = self.eat(end, TokenKind::Comma)?
            && let Some(after) = self.dict_item(next)?
        {
            end = after;
        }
        Ok(Some(end))
    }

    fn dict_item(&mut self, at: usize) -> Found<usize> {
        if let Some(next) = self.eat(at, TokenKind::DoubleStar)?
            && let Some(mapping) = self.bitwise_or(next)?
        {
            return Ok(Some(mapping.end));
        }
        self.pair(at)
    }

    fn pair(&mut self, at: usize) -> Found<usize> {
        let key = some!(self.expression(at));
        let next = some!(self.eat(key.end, TokenKind::Colon));
        Ok(self.expression(next)?.map(|value| value.end))
    }

    fn invalid_dict_items(&mut self, at: usize) -> Result<(), Stop> {
        if let Some(end) = self.dict_items(at)?
            && let Some(next) = self.eat(end, TokenKind::Comma)?
        {
            if let Some(key) = self.expression(next)?
                && !self.is(key.end, TokenKind::Colon)?
            {
                let message = "':' expected after dictionary key";
                return self.complain("missing-dict-value", message, next, key.end);
            }
            self.invalid_dict_value(next)?;
        }
        self.invalid_dict_value(at)
    }

    fn invalid_dict_value(&mut self, at: usize) -> Result<(), Stop> {
        let Some(key) = self.expression(at)? else {
            return Ok(());
        };
        let Some(next) = self.eat(key.end, TokenKind::Colon)? else {
            return Ok(());
        };
        if let Some(starred) = self.starred_bitwise_or(next)? {
            let message = "cannot use a starred expression in a dictionary value";
            return self.complain("starred-expression", message, next, starred.end);
        }
        if self.is_one_of(next, &[TokenKind::BraceClose, TokenKind::Comma])? {
            let message = "expression expected after dictionary key and ':'";
            return self.complain("missing-dict-value", message, key.end, next);
        }
        Ok(())
    }

    /// One or more `for … in … if …`.
    pub(super) fn clauses(&mut self, at: usize) -> Found<usize> {
        let mut end = some!(self.clause(at));
        while let Some(next) = self.clause(end)? {
            end = next;
        }
        Ok(Some(end))
    }

    fn clause(&mut self, at: usize) -> Found<usize> {
        let async_ = self.eat(at, TokenKind::Async)?;
        let Some(next) = self.eat(async_.unwrap_or(at), TokenKind::For)? else {
            return Ok(None);
        };
        if let Some(target) = self.star_targets(next)?
            && let Some(next) = self.eat(target, TokenKind::In)?
        {
            // Behind `in` there is no way back.
            let iterable = some!(self.disjunction(next));
            let mut end = iterable.end;
            while let Some(next) = self.eat(end, TokenKind::If)?
                && let Some(condition) = self.disjunction(next)?
            {
                end = condition.end;
            }
            if async_.is_some() {
                self.refuse(at, Refused::Async);
            }
            return Ok(Some(end));
        }
        self.invalid_clause(next)?;
        Ok(None)
    }

    fn invalid_clause(&mut self, at: usize) -> Result<(), Stop> {
        if let Some(first) = self.bitwise_or(at)? {
            let mut end = first.end;
            while let Some(next) = self.eat(end, TokenKind::Comma)? {
                match self.bitwise_or(next)? {
                    Some(target) => end = target.end,
                    None => {
                        end = next;
                        break;
                    }
                }
            }
            if !self.is(end, TokenKind::In)? {
                let message = "'in' expected after for-loop variables";
                return self.complain("missing-in", message, end, end + 1);
            }
        }
        if self.complaining
            && let Some(targets) = self.star_expressions(at)?
            && let Some(wrong) = invalid_target(&targets)
        {
            let message = format!("cannot assign to {}", wrong.name());
            return self.complain("wrong-target", message, wrong.start, wrong.end);
        }
        Ok(())
    }
}

/// The first part of a target that nothing can be assigned to.
fn invalid_target(node: &Node) -> Option<&Node> {
    match &node.form {
        Form::Tuple(items) | Form::List(items) => items.iter().find_map(invalid_target),
        Form::Starred(inner) => invalid_target(inner),
        // `for a in b` was read as a comparison.
        Form::Comparison(left) => left.as_deref().and_then(invalid_target),
        Form::Name | Form::Subscript | Form::Attribute => None,
        Form::Await
        | Form::Call
        | Form::Conditional
        | Form::Dict
        | Form::DictComprehension
        | Form::Ellipsis
        | Form::False
        | Form::FString
        | Form::Generator
        | Form::Lambda
        | Form::ListComprehension
        | Form::Literal
        | Form::None
        | Form::Operation
        | Form::Set
        | Form::SetComprehension
        | Form::True
        | Form::Walrus
        | Form::Yield => Some(node),
    }
}

//! What follows a value: attributes, calls with their arguments, subscripts; and the targets of `for`.

use super::reader::{Form, Found, Node, Reader, Rule, Stop, some};
use crate::syntax::token::TokenKind;

/// Arguments that were read: where they end, and what CPython's complaints ask about them.
#[derive(Clone, Copy, Default)]
struct Arguments {
    end: usize,
    positional: usize,
    last_positional: usize,
    double_star: bool,
}

impl Reader<'_> {
    pub(super) fn primary(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::Primary, at, |reader| {
            let mut node = some!(reader.atom(at));
            while let Some(longer) = reader.postfix(&node)? {
                node = longer;
            }
            Ok(Some(node))
        })
    }

    /// The value with one attribute, call or subscript behind it.
    fn postfix(&mut self, value: &Node) -> Found<Node> {
        let start = value.start;
        if let Some(next) = self.eat(value.end, TokenKind::Dot)?
            && let Some(end) = self.eat(next, TokenKind::Name)?
        {
            return Ok(Some(Node::new(Form::Attribute, start, end)));
        }
        // What is wrong with a generator is looked for in the other brackets too.
        if let Some(generator) = self.generator(value.end)? {
            return Ok(Some(Node::new(Form::Call, start, generator.end)));
        }
        if self.is(value.end, TokenKind::ParenOpen)? {
            let next = value.end + 1;
            let next = self.arguments(next)?.map_or(next, |node| node.end);
            let end = some!(self.eat(next, TokenKind::ParenClose));
            return Ok(Some(Node::new(Form::Call, start, end)));
        }
        let next = some!(self.eat(value.end, TokenKind::BracketOpen));
        let next = some!(self.slices(next));
        let end = some!(self.eat(next, TokenKind::BracketClose));
        Ok(Some(Node::new(Form::Subscript, start, end)))
    }

    fn slices(&mut self, at: usize) -> Found<usize> {
        if let Some(end) = self.slice(at)?
            && !self.is(end, TokenKind::Comma)?
        {
            return Ok(Some(end));
        }
        let mut end = some!(self.slice_or_star(at));
        while let Some(next) = self.eat(end, TokenKind::Comma)? {
            match self.slice_or_star(next)? {
                Some(after) => end = after,
                None => return Ok(Some(next)),
            }
        }
        Ok(Some(end))
    }

    fn slice_or_star(&mut self, at: usize) -> Found<usize> {
        if let Some(end) = self.slice(at)? {
            return Ok(Some(end));
        }
        Ok(self.starred_expression(at)?.map(|node| node.end))
    }

    fn slice(&mut self, at: usize) -> Found<usize> {
        let start = self.expression(at)?.map_or(at, |node| node.end);
        if let Some(next) = self.eat(start, TokenKind::Colon)? {
            let stop = self.expression(next)?.map_or(next, |node| node.end);
            let Some(next) = self.eat(stop, TokenKind::Colon)? else {
                return Ok(Some(stop));
            };
            return Ok(Some(self.expression(next)?.map_or(next, |node| node.end)));
        }
        Ok(self.named_expression(at)?.map(|node| node.end))
    }

    /// `*items` in a call or a subscript.
    pub(super) fn starred_expression(&mut self, at: usize) -> Found<Node> {
        if self.complaining
            && let Some(next) = self.eat(at, TokenKind::Star)?
            && let Some(items) = self.expression(next)?
            && let Some(next) = self.eat(items.end, TokenKind::Equal)?
            && let Some(value) = self.expression(next)?
        {
            let message = "cannot assign to iterable argument unpacking";
            return self.complain("starred-keyword", message, at, value.end);
        }
        if let Some(next) = self.eat(at, TokenKind::Star)? {
            if let Some(items) = self.expression(next)? {
                let end = items.end;
                return Ok(Some(Node::new(Form::Starred(items.into()), at, end)));
            }
            return self.complain("starred-expression", "Invalid star expression", at, at + 1);
        }
        Ok(None)
    }

    fn arguments(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::Arguments, at, |reader| {
            if let Some(found) = reader.args(at)? {
                let end = reader
                    .eat(found.end, TokenKind::Comma)?
                    .unwrap_or(found.end);
                if reader.is(end, TokenKind::ParenClose)? {
                    return Ok(Some(Node::new(Form::Call, at, end)));
                }
            }
            if reader.complaining {
                reader.invalid_arguments(at)?;
            }
            Ok(None)
        })
    }

    /// Positional arguments, then named ones.
    fn args(&mut self, at: usize) -> Found<Arguments> {
        let Some(positional) = self.positional_arguments(at)? else {
            return self.kwargs(at);
        };
        if let Some(next) = self.eat(positional.end, TokenKind::Comma)?
            && let Some(named) = self.kwargs(next)?
        {
            return Ok(Some(Arguments {
                positional: positional.positional + named.positional,
                last_positional: positional.last_positional.max(named.last_positional),
                ..named
            }));
        }
        Ok(Some(positional))
    }

    fn positional_arguments(&mut self, at: usize) -> Found<Arguments> {
        let first = some!(self.positional_argument(at));
        let mut found = Arguments {
            end: first.end,
            positional: 1,
            last_positional: first.start,
            double_star: false,
        };
        while let Some(next) = self.eat(found.end, TokenKind::Comma)?
            && let Some(node) = self.positional_argument(next)?
        {
            found.end = node.end;
            found.positional += 1;
            found.last_positional = node.start;
        }
        Ok(Some(found))
    }

    fn positional_argument(&mut self, at: usize) -> Found<Node> {
        if let Some(node) = self.starred_expression(at)? {
            return Ok(Some(node));
        }
        let node = some!(self.walrus_or_expression(at));
        Ok((!self.is(node.end, TokenKind::Equal)?).then_some(node))
    }

    fn kwargs(&mut self, at: usize) -> Found<Arguments> {
        let single = self.series(at, Reader::kwarg_or_starred)?;
        if let Some(mut found) = single {
            if let Some(next) = self.eat(found.end, TokenKind::Comma)?
                && let Some(more) = self.series(next, Reader::kwarg_or_double_starred)?
            {
                found.end = more.end;
                found.double_star = more.double_star;
            }
            return Ok(Some(found));
        }
        self.series(at, Reader::kwarg_or_double_starred)
    }

    fn series(&mut self, at: usize, item: fn(&mut Self, usize) -> Found<Node>) -> Found<Arguments> {
        let mut found = Arguments::default();
        let mut next = at;
        while let Some(node) = item(self, next)? {
            found.end = node.end;
            match node.form {
                Form::Starred(_) => {
                    found.positional += 1;
                    found.last_positional = node.start;
                }
                Form::Dict => found.double_star = true,
                _ => {}
            }
            match self.eat(node.end, TokenKind::Comma)? {
                Some(after) => next = after,
                None => return Ok(Some(found)),
            }
        }
        Ok((found.end > at).then_some(found))
    }

    fn kwarg_or_starred(&mut self, at: usize) -> Found<Node> {
        if let Some(node) = self.kwarg(at)? {
            return Ok(Some(node));
        }
        self.starred_expression(at)
    }

    /// A mapping to unpack is marked as a dict.
    fn kwarg_or_double_starred(&mut self, at: usize) -> Found<Node> {
        if let Some(node) = self.kwarg(at)? {
            return Ok(Some(node));
        }
        let next = some!(self.eat(at, TokenKind::DoubleStar));
        let mapping = some!(self.expression(next));
        Ok(Some(Node::new(Form::Dict, at, mapping.end)))
    }

    fn kwarg(&mut self, at: usize) -> Found<Node> {
        if self.complaining {
            self.invalid_kwarg(at)?;
        }
        some!(self.eat(at, TokenKind::Name));
        let next = some!(self.eat(at + 1, TokenKind::Equal));
        let value = some!(self.expression(next));
        Ok(Some(Node::new(Form::Name, at, value.end)))
    }

    fn invalid_kwarg(&mut self, at: usize) -> Result<(), Stop> {
        let constants = [TokenKind::True, TokenKind::False, TokenKind::None];
        if self.is_one_of(at, &constants)? && self.is(at + 1, TokenKind::Equal)? {
            let message = format!("cannot assign to {}", self.words(at));
            return self.complain("single-equals", message, at, at + 2);
        }
        if let Some(next) = self.eat(at, TokenKind::DoubleStar)?
            && let Some(mapping) = self.expression(next)?
            && let Some(next) = self.eat(mapping.end, TokenKind::Equal)?
            && let Some(value) = self.expression(next)?
        {
            let message = "cannot assign to keyword argument unpacking";
            return self.complain("starred-keyword", message, at, value.end);
        }
        let named = self.is(at, TokenKind::Name)? && self.is(at + 1, TokenKind::Equal)?;
        if named {
            if let Some(value) = self.expression(at + 2)?
                && self.clauses(value.end)?.is_some()
            {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return self.complain("single-equals", message, at, at + 2);
            }
        } else if let Some(target) = self.expression(at)?
            && let Some(end) = self.eat(target.end, TokenKind::Equal)?
        {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return self.complain("single-equals", message, at, end);
        }
        Ok(())
    }

    fn invalid_arguments(&mut self, at: usize) -> Result<(), Stop> {
        let kind = "argument-order";
        let generator = "Generator expression must be parenthesized";
        let named = match self.positional_arguments(at)? {
            Some(found) => match self.eat(found.end, TokenKind::Comma)? {
                Some(next) => self.kwargs(next)?,
                None => None,
            },
            None => None,
        };
        let named = match named {
            Some(named) => Some(named),
            None => self.kwargs(at)?,
        };
        if let Some(named) = named
            && let Some(next) = self.eat(named.end, TokenKind::Comma)?
            && self.starred_expression(next)?.is_some()
        {
            let message = "iterable argument unpacking follows keyword argument unpacking";
            return self.complain(kind, message, next, next + 1);
        }
        if let Some(element) = self.expression(at)?
            && let Some(end) = self.clauses(element.end)?
            && let Some(next) = self.eat(end, TokenKind::Comma)?
        {
            // CPython looks at what follows too, but whatever that is, the generator is wrong.
            if self.args(next)?.is_none()
                && let Some(element) = self.expression(next)?
            {
                self.clauses(element.end)?;
            }
            return self.complain("bare-generator", generator, at, end);
        }
        if self.is(at, TokenKind::Name)?
            && let Some(next) = self.eat(at + 1, TokenKind::Equal)?
            && let Some(value) = self.expression(next)?
            && self.clauses(value.end)?.is_some()
        {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.complain("single-equals", message, at, next);
        }
        let args = self.args(at)?;
        let mut start = at;
        if let Some(args) = &args
            && let Some(next) = self.eat(args.end, TokenKind::Comma)?
        {
            start = next;
        }
        if self.is(start, TokenKind::Name)?
            && let Some(next) = self.eat(start + 1, TokenKind::Equal)?
            && self.is_one_of(next, &[TokenKind::Comma, TokenKind::ParenClose])?
        {
            let message = "expected argument value expression";
            return self.complain("missing-value", message, start, next);
        }
        let Some(args) = args else {
            return Ok(());
        };
        if let Some(end) = self.clauses(args.end)?
            && args.positional > 1
        {
            return self.complain("bare-generator", generator, args.last_positional, end);
        }
        let Some(next) = self.eat(args.end, TokenKind::Comma)? else {
            return Ok(());
        };
        if let Some(element) = self.expression(next)?
            && let Some(end) = self.clauses(element.end)?
        {
            return self.complain("bare-generator", generator, next, end);
        }
        if let Some(more) = self.args(next)? {
            let message = if args.double_star {
                "positional argument follows keyword argument unpacking"
            } else {
                "positional argument follows keyword argument"
            };
            return self.complain(kind, message, next, more.end);
        }
        Ok(())
    }

    /// What stands between `for` and `in`.
    pub(super) fn star_targets(&mut self, at: usize) -> Found<usize> {
        let first = some!(self.star_target(at));
        let mut end = first.end;
        while let Some(next) = self.eat(end, TokenKind::Comma)? {
            match self.star_target(next)? {
                Some(target) => end = target.end,
                None => return Ok(Some(next)),
            }
        }
        Ok(Some(end))
    }

    fn star_target(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::StarTarget, at, |reader| {
            if let Some(next) = reader.eat(at, TokenKind::Star)?
                && !reader.is(next, TokenKind::Star)?
                && let Some(target) = reader.star_target(next)?
            {
                let end = target.end;
                return Ok(Some(Node::new(Form::Starred(target.into()), at, end)));
            }
            reader.target_with_star_atom(at)
        })
    }

    fn target_with_star_atom(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::TargetWithStarAtom, at, |reader| {
            if let Some(value) = reader.target_primary(at)? {
                if let Some(next) = reader.eat(value.end, TokenKind::Dot)?
                    && let Some(end) = reader.eat(next, TokenKind::Name)?
                    && !reader.target_goes_on(end)?
                {
                    return Ok(Some(Node::new(Form::Attribute, at, end)));
                }
                if let Some(next) = reader.eat(value.end, TokenKind::BracketOpen)?
                    && let Some(next) = reader.slices(next)?
                    && let Some(end) = reader.eat(next, TokenKind::BracketClose)?
                    && !reader.target_goes_on(end)?
                {
                    return Ok(Some(Node::new(Form::Subscript, at, end)));
                }
            }
            reader.star_atom(at)
        })
    }

    fn target_goes_on(&mut self, at: usize) -> Result<bool, Stop> {
        let more = [TokenKind::ParenOpen, TokenKind::BracketOpen, TokenKind::Dot];
        self.is_one_of(at, &more)
    }

    /// A value, as long as something follows that makes it a target.
    fn target_primary(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::TargetPrimary, at, |reader| {
            let mut node = some!(reader.atom(at));
            if !reader.target_goes_on(node.end)? {
                return Ok(None);
            }
            while let Some(longer) = reader.postfix(&node)? {
                if !reader.target_goes_on(longer.end)? {
                    break;
                }
                node = longer;
            }
            Ok(Some(node))
        })
    }

    fn star_atom(&mut self, at: usize) -> Found<Node> {
        match self.kind(at)? {
            TokenKind::Name => Ok(Some(Node::new(Form::Name, at, at + 1))),
            TokenKind::ParenOpen => {
                if let Some(inner) = self.target_with_star_atom(at + 1)?
                    && let Some(end) = self.eat(inner.end, TokenKind::ParenClose)?
                {
                    return Ok(Some(Node::new(inner.form, at, end)));
                }
                let mut next = at + 1;
                if let Some(first) = self.star_target(next)? {
                    some!(self.eat(first.end, TokenKind::Comma));
                    next = some!(self.star_targets(next));
                }
                let end = some!(self.eat(next, TokenKind::ParenClose));
                Ok(Some(Node::new(Form::Tuple([].into()), at, end)))
            }
            TokenKind::BracketOpen => {
                let next = self.star_targets(at + 1)?.unwrap_or(at + 1);
                let end = some!(self.eat(next, TokenKind::BracketClose));
                Ok(Some(Node::new(Form::List([].into()), at, end)))
            }
            _ => Ok(None),
        }
    }
}

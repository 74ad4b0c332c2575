//! Lambdas and their parameter lists, with what can be wrong in them.

use super::reader::{Form, Found, Node, Reader, Rule, Stop, some};
use crate::syntax::token::TokenKind;

const KIND: &str = "parameter-list";

impl Reader<'_> {
    pub(super) fn lambda(&mut self, at: usize) -> Found<Node> {
        let next = some!(self.eat(at, TokenKind::Lambda));
        let next = self.lambda_parameters(next)?.map_or(next, |node| node.end);
        let next = some!(self.eat(next, TokenKind::Colon));
        let body = some!(self.expression(next));
        Ok(Some(self.scope(Form::Lambda, at, body.end)))
    }

    pub(super) fn lambda_parameters(&mut self, at: usize) -> Found<Node> {
        self.once(Rule::LambdaParameters, at, |reader| {
            if reader.complaining {
                reader.invalid_lambda_parameters(at)?;
            }
            let end = reader.parameters(at)?;
            Ok(end.map(|end| Node::new(Form::Name, at, end)))
        })
    }

    fn parameters(&mut self, at: usize) -> Found<usize> {
        let plain = self.without_defaults(at)?;
        let mut end = plain;
        if let Some(slash) = self.until_slash(at)? {
            end = slash;
            if self.is(plain, TokenKind::Slash)? {
                end = self.without_defaults(end)?;
            }
        }
        end = self.with_defaults(end)?;
        if let Some(after) = self.star_etc(end)? {
            end = after;
        }
        Ok((end > at).then_some(end))
    }

    /// `a, b=1, /,`
    fn until_slash(&mut self, at: usize) -> Found<usize> {
        let end = self.without_defaults(at)?;
        let end = self.with_defaults(end)?;
        if end == at {
            return Ok(None);
        }
        let next = some!(self.eat(end, TokenKind::Slash));
        self.comma_or_colon(next)
    }

    /// A parameter ends with a comma, or before the colon.
    fn comma_or_colon(&mut self, at: usize) -> Found<usize> {
        Ok(match self.kind(at)? {
            TokenKind::Comma => Some(at + 1),
            TokenKind::Colon => Some(at),
            _ => None,
        })
    }

    fn without_defaults(&mut self, at: usize) -> Result<usize, Stop> {
        let mut end = at;
        while let Some(next) = self.without_default(end)? {
            end = next;
        }
        Ok(end)
    }

    fn with_defaults(&mut self, at: usize) -> Result<usize, Stop> {
        let mut end = at;
        while let Some(next) = self.with_default(end)? {
            end = next;
        }
        Ok(end)
    }

    fn maybe_defaults(&mut self, at: usize) -> Result<usize, Stop> {
        let mut end = at;
        loop {
            let next = match self.with_default(end)? {
                Some(next) => Some(next),
                None => self.without_default(end)?,
            };
            match next {
                Some(next) => end = next,
                None => return Ok(end),
            }
        }
    }

    fn without_default(&mut self, at: usize) -> Found<usize> {
        let next = some!(self.eat(at, TokenKind::Name));
        self.comma_or_colon(next)
    }

    fn with_default(&mut self, at: usize) -> Found<usize> {
        let next = some!(self.eat(at, TokenKind::Name));
        let next = some!(self.eat(next, TokenKind::Equal));
        let Some(value) = self.expression(next)? else {
            if self.complaining
                && self.is_one_of(next, &[TokenKind::ParenClose, TokenKind::Comma])?
            {
                let message = "expected default value expression";
                return self.complain("missing-value", message, next - 1, next);
            }
            return Ok(None);
        };
        self.comma_or_colon(value.end)
    }

    /// `*rest, key, **options`
    fn star_etc(&mut self, at: usize) -> Found<usize> {
        if self.complaining {
            self.invalid_star_etc(at)?;
        }
        if let Some(next) = self.eat(at, TokenKind::Star)? {
            let end = match self.without_default(next)? {
                Some(end) => self.maybe_defaults(end)?,
                None => {
                    let next = some!(self.eat(next, TokenKind::Comma));
                    let end = self.maybe_defaults(next)?;
                    if end == next {
                        return Ok(None);
                    }
                    end
                }
            };
            return Ok(Some(self.options(end)?.unwrap_or(end)));
        }
        self.options(at)
    }

    fn options(&mut self, at: usize) -> Found<usize> {
        if self.complaining {
            self.invalid_options(at)?;
        }
        let next = some!(self.eat(at, TokenKind::DoubleStar));
        self.without_default(next)
    }

    fn invalid_options(&mut self, at: usize) -> Result<(), Stop> {
        if !self.is(at, TokenKind::DoubleStar)? || !self.is(at + 1, TokenKind::Name)? {
            return Ok(());
        }
        if self.is(at + 2, TokenKind::Equal)? {
            let message = "var-keyword argument cannot have default value";
            return self.complain(KIND, message, at + 2, at + 3);
        }
        let after = [
            TokenKind::Name,
            TokenKind::Star,
            TokenKind::DoubleStar,
            TokenKind::Slash,
        ];
        if self.is(at + 2, TokenKind::Comma)? && self.is_one_of(at + 3, &after)? {
            let message = "arguments cannot follow var-keyword argument";
            return self.complain(KIND, message, at + 3, at + 4);
        }
        Ok(())
    }

    fn invalid_star_etc(&mut self, at: usize) -> Result<(), Stop> {
        let Some(next) = self.eat(at, TokenKind::Star)? else {
            return Ok(());
        };
        let ends = [TokenKind::Colon, TokenKind::DoubleStar];
        if self.is(next, TokenKind::Colon)?
            || (self.is(next, TokenKind::Comma)? && self.is_one_of(next + 1, &ends)?)
        {
            let message = "named arguments must follow bare *";
            return self.complain(KIND, message, at, at + 1);
        }
        if self.is(next, TokenKind::Name)? && self.is(next + 1, TokenKind::Equal)? {
            let message = "var-positional argument cannot have default value";
            return self.complain(KIND, message, next + 1, next + 2);
        }
        if let Some(end) = self.name_or_comma(next)? {
            let second = self.maybe_defaults(end)?;
            if let Some(after) = self.eat(second, TokenKind::Star)?
                && self.name_or_comma(after)?.is_some()
            {
                let message = "* argument may appear only once";
                return self.complain(KIND, message, second, after);
            }
        }
        Ok(())
    }

    fn name_or_comma(&mut self, at: usize) -> Found<usize> {
        match self.without_default(at)? {
            Some(end) => Ok(Some(end)),
            None => self.eat(at, TokenKind::Comma),
        }
    }

    fn invalid_lambda_parameters(&mut self, at: usize) -> Result<(), Stop> {
        if self.is(at, TokenKind::Slash)? && self.is(at + 1, TokenKind::Comma)? {
            let message = "at least one argument must precede /";
            return self.complain(KIND, message, at, at + 1);
        }
        let slash = self.until_slash(at)?;
        if let Some(end) = slash {
            let end = self.maybe_defaults(end)?;
            if self.is(end, TokenKind::Slash)? {
                return self.complain(KIND, "/ may appear only once", end, end + 1);
            }
        }
        self.invalid_default_order(at)?;
        let end = self.without_defaults(at)?;
        if let Some(mut next) = self.eat(end, TokenKind::ParenOpen)? {
            while self.is(next, TokenKind::Name)? {
                next += 1;
                match self.eat(next, TokenKind::Comma)? {
                    Some(after) => next = after,
                    None => break,
                }
            }
            if next > end + 1 && self.is(next, TokenKind::ParenClose)? {
                let message = "Lambda expression parameters cannot be parenthesized";
                return self.complain("tuple-parameter", message, end, next + 1);
            }
        }
        let end = self.maybe_defaults(slash.unwrap_or(at))?;
        if let Some(next) = self.eat(end, TokenKind::Star)?
            && let Some(next) = self.comma_or_parameter(next)?
        {
            let end = self.maybe_defaults(next)?;
            if self.is(end, TokenKind::Slash)? {
                return self.complain(KIND, "/ must be ahead of *", end, end + 1);
            }
        }
        let end = self.maybe_defaults(at)?;
        if end > at && self.is(end, TokenKind::Slash)? && self.is(end + 1, TokenKind::Star)? {
            let message = "expected comma between / and *";
            return self.complain(KIND, message, end, end + 2);
        }
        Ok(())
    }

    fn comma_or_parameter(&mut self, at: usize) -> Found<usize> {
        match self.eat(at, TokenKind::Comma)? {
            Some(end) => Ok(Some(end)),
            None => self.without_default(at),
        }
    }

    fn invalid_default_order(&mut self, at: usize) -> Result<(), Stop> {
        // The slash counts as a part of the list only where no default stands before it.
        let plain = self.without_defaults(at)?;
        let mut start = plain;
        if plain > at
            && let Some(next) = self.eat(plain, TokenKind::Slash)?
            && let Some(next) = self.comma_or_colon(next)?
        {
            start = self.without_defaults(next)?;
        }
        let defaults = match self.until_slash(start)? {
            Some(end) => end,
            None => self.with_defaults(start)?,
        };
        if defaults > start
            && let Some(end) = self.without_default(defaults)?
        {
            let message = "parameter without a default follows parameter with a default";
            return self.complain(KIND, message, defaults, end.max(defaults + 1));
        }
        Ok(())
    }
}

//! The parameters of `def`.

use super::reader::Reader;
use crate::syntax::ast::{Name, Param, Params};
use crate::syntax::{Diagnostic, TokenKind};

impl Reader<'_> {
    /// Reads parameters up to the parenthesis at `close`; also tells whether any is annotated.
    pub(super) fn params(&mut self, close: usize) -> (Option<Params>, bool) {
        let mut params = Params::default();
        let mut is_right = true;
        let mut is_annotated = false;
        let mut keyword_only = false;
        while self.at < close {
            let start = self.at;
            match self.peek() {
                TokenKind::Slash => {
                    self.at += 1;
                    params.positional_only = std::mem::take(&mut params.positional);
                }
                TokenKind::Star if matches!(self.kind(start + 1), TokenKind::Comma) => {
                    self.at += 1;
                    keyword_only = true;
                }
                TokenKind::Star => {
                    self.at += 1;
                    keyword_only = true;
                    params.rest = self.param(close, &mut is_annotated);
                    is_right &= params.rest.is_some();
                }
                TokenKind::DoubleStar => {
                    self.at += 1;
                    params.options = self.param(close, &mut is_annotated);
                    is_right &= params.options.is_some();
                }
                TokenKind::ParenOpen => {
                    let message = "Function parameters cannot be parenthesized";
                    let end = self.behind_bracket();
                    let span = self.span(&(start..end));
                    self.complain(Diagnostic::error("tuple-parameter", message, span));
                    self.at = end;
                    is_right = false;
                }
                _ => match self.param(close, &mut is_annotated) {
                    Some(param) if keyword_only => params.keyword_only.push(param),
                    Some(param) => params.positional.push(param),
                    None => is_right = false,
                },
            }
            // Whatever stands before the next comma was no parameter.
            let comma = self.find(&[TokenKind::Comma]).min(close);
            is_right &= comma == self.at;
            self.at = comma.max(start);
            if !self.take(TokenKind::Comma) {
                break;
            }
        }
        (is_right.then_some(params), is_annotated)
    }

    /// Reads `name: annotation = default`.
    fn param(&mut self, close: usize, is_annotated: &mut bool) -> Option<Param> {
        let span = self.place(self.at);
        let name: Name = self.name()?;
        if self.take(TokenKind::Colon) {
            *is_annotated = true;
            let end = self.find(&[TokenKind::Comma, TokenKind::Equal]).min(close);
            self.phrase_to(end);
        }
        let mut default = None;
        if self.take(TokenKind::Equal) {
            let end = self.find(&[TokenKind::Comma]).min(close);
            default = Some(self.phrase_to(end).expr()?.clone());
        }
        Some(Param {
            name,
            default,
            span,
        })
    }
}

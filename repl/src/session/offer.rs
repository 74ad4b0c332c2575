//! What comes back for editing after a wrong entry: the entry itself, or what was probably meant.

use lambkin::syntax::{self, Diagnostic, TokenKind};
use lambkin::teach::diagnose::Finding;

use super::answer::Again;

/// What to edit next: what was meant, where that is known, else the entry itself.
pub(super) fn again(entry: &str, finding: &Finding) -> Again {
    match binding(entry).or_else(|| rewritten(entry, finding)) {
        Some(text) => Again {
            cursor: text.len(),
            text,
            offered: true,
        },
        None => at_first(entry, std::slice::from_ref(&finding.diagnostic)),
    }
}

/// The expression that does what the statement does; of a function with a name, the `:let` that binds it.
fn rewritten(entry: &str, finding: &Finding) -> Option<String> {
    let expr = finding.suggestion.as_ref()?.expr.as_str();
    let tokens = syntax::tokenize(entry, 0);
    if finding.diagnostic.kind == "def"
        && let [TokenKind::Def, TokenKind::Name, ..] = tokens.kinds.as_slice()
    {
        let name = entry.get(tokens.spans.get(1)?.range())?;
        return Some(format!(":let {name} = {expr}"));
    }
    Some(expr.to_owned())
}

/// The entry with the cursor behind what is wrong first.
pub(super) fn at_first(entry: &str, findings: &[Diagnostic]) -> Again {
    let entry = entry.trim_end();
    let wrong = findings
        .first()
        .map_or(entry.len(), |first| first.span.end as usize);
    let cursor = (0..=wrong.min(entry.len()))
        .rev()
        .find(|at| entry.is_char_boundary(*at));
    Again {
        text: entry.to_owned(),
        cursor: cursor.unwrap_or(0),
        offered: false,
    }
}

/// The `:let` that an assignment means: of `x = 1` and of `x += 1`.
pub(super) fn binding(entry: &str) -> Option<String> {
    let entry = entry.trim();
    let tokens = syntax::tokenize(entry, 0);
    let &[TokenKind::Name, sign, ..] = tokens.kinds.as_slice() else {
        return None;
    };
    let name = entry.get(tokens.spans.first()?.range())?;
    let sign_span = tokens.spans.get(1)?;
    let value = entry.get(sign_span.range().end..)?.trim();
    syntax::parse(value).ok()?;
    if sign == TokenKind::Equal {
        return Some(format!(":let {name} = {value}"));
    }
    let operator = sign.text().strip_suffix('=')?;
    let augmented = !matches!(
        sign,
        TokenKind::EqualEqual
            | TokenKind::NotEqual
            | TokenKind::LessEqual
            | TokenKind::GreaterEqual
            | TokenKind::ColonEqual
    );
    let simple = tokens
        .kinds
        .get(3)
        .is_none_or(|kind| matches!(kind, TokenKind::Newline | TokenKind::End));
    let value = if simple {
        value.to_owned()
    } else {
        format!("({value})")
    };
    augmented.then(|| format!(":let {name} = {name} {operator} {value}"))
}

#[cfg(test)]
mod tests {
    use super::binding;

    #[test]
    fn assignments_are_bindings() {
        for (entry, expected) in [
            ("x = 1", Some(":let x = 1")),
            ("x=y + 1", Some(":let x = y + 1")),
            ("x += 1", Some(":let x = x + 1")),
            ("x *= a + b", Some(":let x = x * (a + b)")),
            ("x == 1", None),
            ("x <= 1", None),
            ("x = ", None),
            ("x = y = 1", None),
            ("x.y = 1", None),
        ] {
            assert_eq!(binding(entry).as_deref(), expected, "{entry}");
        }
    }
}

//! What is usually behind Python's messages, by their words.

use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::unparse;

/// `StopIteration`
pub(super) const EXHAUSTED: &str = "the iterator has no more items, for it gives each only once; `next(it, default)` gives a value instead";
/// `KeyError: 'b'`
pub(super) const MISSING_KEY: &str =
    "the dict has no such key; `d.get(key, default)` gives a value instead";
/// `RecursionError: maximum recursion depth exceeded`
pub(super) const ENDLESS: &str = "a function that calls itself needs a case in which it does not; is there one, and is it reached?";
/// `ZeroDivisionError: division by zero`
pub(super) const NOTHING: &str = "ask first: `a / b if b != 0 else ...`";

/// What is behind a `TypeError`.
pub(super) fn type_error(message: &str, expr: Option<&Expr>) -> Option<String> {
    if let Some(type_name) = quoted_before(message, " object is not iterable") {
        return Some(not_iterable(type_name));
    }
    if let Some(rest) = message.strip_prefix("cannot unpack non-iterable ") {
        return Some(not_iterable(rest.trim_end_matches(" object")));
    }
    if let Some(type_name) = quoted_before(message, " object is not an iterator") {
        return Some(format!(
            "a value of type '{type_name}' gives its items only through an iterator: `next(iter(...))`"
        ));
    }
    if let Some(type_name) = quoted_before(message, " object is not subscriptable") {
        return Some(not_subscriptable(type_name, expr));
    }
    if let Some(method) = method_without_value(message) {
        return Some(format!(
            "`{method}` is a method: it needs a value to work on, as in `value.{}(...)`",
            method.rsplit('.').next().unwrap_or(method)
        ));
    }
    if message.starts_with("object of type '") && message.ends_with("' has no len()") {
        let type_name = message.split('\'').nth(1)?;
        return Some(match type_name {
            "int" | "float" | "bool" => "a number has no length; `len(str(n))` counts its digits",
            "NoneType" => "`None` has no items; where does it come from?",
            _ => "an iterator does not know how many items it will give; `len(list(...))` counts them",
        }
        .to_owned());
    }
    if message.starts_with("unhashable type: ") {
        return Some(
            "what may change cannot be a key; use a tuple for a list, and a frozenset for a set"
                .to_owned(),
        );
    }
    let text_and_number = (message.contains("'str'") || message.contains("str"))
        && (message.contains("int") || message.contains("float"));
    let joins = message.starts_with("can only concatenate str")
        || message.starts_with("unsupported operand type(s) for +:");
    if joins && text_and_number {
        return Some(
            "text and numbers do not add up; `str(number)` makes a text, `int(text)` a number"
                .to_owned(),
        );
    }
    if message.contains("not supported between instances of") && text_and_number {
        return Some("text and numbers have no order; `int(text)` makes a number".to_owned());
    }
    if message.contains("'NoneType'") {
        return Some(
            "one side is `None`; a method that changes its value, such as `append` or `sort`, gives `None`".to_owned(),
        );
    }
    if message.contains(" indices must be integers") {
        return Some("a position is a whole number; to look up by a key, use a dict".to_owned());
    }
    if message.starts_with("<lambda>() missing") {
        return Some(
            "each parameter needs an argument; a star passes the items of a tuple one by one: `f(*pair)`".to_owned(),
        );
    }
    None
}

/// `unbound method list.append() needs an argument`, `descriptor 'upper' for 'str' objects doesn't apply …`
fn method_without_value(message: &str) -> Option<&str> {
    if let Some(rest) = message.strip_prefix("unbound method ") {
        return rest.strip_suffix("() needs an argument");
    }
    if message.starts_with("descriptor '") {
        return message.split('\'').nth(1);
    }
    None
}

fn quoted_before<'m>(message: &'m str, end: &str) -> Option<&'m str> {
    message
        .strip_suffix(end)?
        .strip_prefix('\'')?
        .strip_suffix('\'')
}

fn not_iterable(type_name: &str) -> String {
    match type_name {
        "int" => "a number has no items; `range(n)` counts up to it, and `str(n)` has its digits".to_owned(),
        "float" | "bool" | "complex" => "a number has no items".to_owned(),
        "NoneType" => {
            "`None` has no items; a method that changes its value, such as `append` or `sort`, gives `None`".to_owned()
        }
        "function" | "builtin_function_or_method" | "type" | "method" => {
            "a function has no items; call it first: `f()`".to_owned()
        }
        other => format!("a value of type '{other}' has no items"),
    }
}

fn not_subscriptable(type_name: &str, expr: Option<&Expr>) -> String {
    match type_name {
        "function" | "builtin_function_or_method" | "method" => match expr.map(|expr| &expr.kind) {
            Some(ExprKind::Subscript(function, _))
                if matches!(function.kind, ExprKind::Name(_) | ExprKind::Attribute(..)) =>
            {
                format!("a call has round brackets: `{}(...)`", unparse(function))
            }
            _ => "a call has round brackets: `f(...)`".to_owned(),
        },
        "set" | "frozenset" => {
            "a set has no order, so no positions; `sorted(...)` makes a list".to_owned()
        }
        "int" | "float" | "bool" => "a number has no parts; `str(n)` has its digits".to_owned(),
        "NoneType" => "`None` has no parts; where does it come from?".to_owned(),
        _ => "an iterator has no positions; `list(...)` keeps the items, `next(...)` takes one"
            .to_owned(),
    }
}

/// What is behind an `AttributeError`.
pub(super) fn attribute_error(message: &str) -> Option<String> {
    let mut quoted = message.split('\'').skip(1).step_by(2);
    let type_name = quoted.next()?;
    let name = quoted.next()?;
    let advice = match (type_name, name) {
        ("function" | "builtin_function_or_method" | "method", _) => {
            return Some(format!(
                "a function has no `.{name}`; call it first: `f().{name}`"
            ));
        }
        ("NoneType", _) => {
            "`None` has few attributes; a method that changes its value, such as `append` or `sort`, gives `None`"
        }
        ("list" | "tuple" | "str" | "dict" | "set" | "range", "length" | "size" | "count") => {
            "Python writes `len(x)`"
        }
        (_, "length" | "size") => "Python writes `len(x)`",
        ("list", "push" | "add") => "Python writes `xs.append(x)`; `[*xs, x]` makes a new list",
        (_, "contains" | "includes" | "has_key" | "has") => "Python writes `x in xs`",
        (
            "list" | "tuple" | "range" | "map" | "filter" | "generator",
            "map" | "filter" | "reduce",
        ) => {
            return Some(format!("Python writes `{name}(f, xs)`"));
        }
        (_, "forEach" | "foreach") => "Python writes a comprehension: `[f(x) for x in xs]`",
        ("list" | "tuple", "join") => "Python writes `', '.join(xs)`",
        (_, "toString" | "to_s" | "str") => "Python writes `str(x)`",
        ("str", "toUpperCase" | "toUpper") => "Python writes `text.upper()`",
        ("str", "toLowerCase" | "toLower") => "Python writes `text.lower()`",
        ("str", "trim") => "Python writes `text.strip()`",
        ("str" | "list", "indexOf") => "Python writes `.index(x)`, or for text `.find(x)`",
        ("str", "substring" | "substr" | "slice") => "Python writes `text[start:stop]`",
        ("str", "append" | "push" | "add") => {
            "a text never changes; `text + other` makes a new one"
        }
        ("tuple", "append" | "add") => "a tuple never changes; `(*t, x)` makes a new one",
        ("dict", "iteritems" | "entries") => "Python writes `d.items()`",
        ("map" | "filter" | "zip" | "generator" | "reversed" | "enumerate", _) => {
            "an iterator has no such method; `list(...)` keeps its items"
        }
        _ => return None,
    };
    Some(advice.to_owned())
}

/// What is behind a `ValueError`.
pub(super) fn value_error(message: &str) -> Option<String> {
    let advice = if message.contains("iterable argument is empty") {
        "`default=...` says what to give then; an iterator that was used before is empty"
    } else if message.starts_with("invalid literal for int()") {
        if message.contains('.') {
            "`int` reads whole numbers; for others, `float(text)`, and `int(float(text))` cuts them"
        } else {
            "`int` reads digits only; ask first: `int(text) if text.isdecimal() else ...`"
        }
    } else if message.contains("values to unpack") {
        "there must be as many names as items; a star takes the rest: `first, *rest`"
    } else if message.contains("is not in list") || message.contains("not in tuple") {
        "ask first: `xs.index(x) if x in xs else ...`"
    } else if message == "substring not found" {
        "`find` gives -1 instead"
    } else {
        return None;
    };
    Some(advice.to_owned())
}

/// What is behind an `IndexError`.
pub(super) fn index_error(message: &str) -> Option<String> {
    let advice = if message.contains("index out of range") {
        "positions begin at 0, so the last is `len(x) - 1`, or -1"
    } else if message.starts_with("pop from") {
        "there is nothing to take; ask first: `xs.pop() if xs else ...`"
    } else {
        return None;
    };
    Some(advice.to_owned())
}

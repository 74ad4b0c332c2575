//! A line of help for exceptions that learners meet: what is usually behind Python's message.
//!
//! Looks at the type, the message and the text of the sub-expression that raised it; evaluates nothing.

mod closures;
mod messages;

use crate::host::Exception;
use crate::modules;
use crate::resolve;
use crate::syntax::ast::{Constant, Expr, ExprKind};
use crate::syntax::{Tree, parse, unparse, with_room};

use super::diagnose::lexical;

/// Longer texts are not looked at for what surrounds the place.
const LONGEST: usize = 100_000;

/// What is usually behind an exception, where that is known; `names` are those that the host bound.
///
/// ```
/// use lambkin::{Engine, Failure};
/// use lambkin::teach::explain_error;
///
/// let Err(Failure::Raised(raised)) = Engine::new().session().eval("[(1, 2) (3, 4)]") else {
///     panic!("a tuple is no function");
/// };
/// let help = explain_error::help(&raised, &[]).unwrap();
/// assert_eq!(help, "`(1, 2)` is no function; is a comma missing behind it?");
/// ```
#[must_use]
pub fn help(exception: &Exception, names: &[&str]) -> Option<String> {
    let node = part(exception);
    let depth = node.as_ref().map_or(0, Tree::depth);
    let expr = node.as_ref().map(Tree::root);
    let known = || known(exception, expr, names);
    closures::shared_name(exception, LONGEST).or_else(|| with_room(depth, known))
}

fn known(exception: &Exception, expr: Option<&Expr>, names: &[&str]) -> Option<String> {
    let message = exception.message.as_str();
    match exception.type_name {
        "NameError" => unknown_name(message, names),
        "TypeError" => called(message, expr).or_else(|| messages::type_error(message, expr)),
        "AttributeError" => messages::attribute_error(message),
        "ValueError" => messages::value_error(message),
        "StopIteration" => Some(messages::EXHAUSTED.to_owned()),
        "KeyError" => Some(messages::MISSING_KEY.to_owned()),
        "IndexError" => messages::index_error(message),
        "RecursionError" => Some(messages::ENDLESS.to_owned()),
        "ZeroDivisionError" => Some(messages::NOTHING.to_owned()),
        _ => None,
    }
}

/// The sub-expression that raised the exception, read again.
fn part(exception: &Exception) -> Option<Tree> {
    let place = exception.place.as_ref()?;
    let text = place.source.get(place.span.range())?;
    (text.len() <= LONGEST).then(|| parse(text).ok())?
}

/// `name 'lenght' is not defined`
fn unknown_name(message: &str, names: &[&str]) -> Option<String> {
    let name = message.split('\'').nth(1)?;
    if let Some(python) = lexical::constant(name) {
        return Some(format!("Python writes `{python}`"));
    }
    let builtins: Vec<&str> = modules::names().collect();
    let known = names.iter().copied().chain(builtins.iter().copied());
    if let Some(nearest) = resolve::nearest(name, known) {
        return Some(format!("did you mean '{nearest}'?"));
    }
    let advice = match name {
        "sqrt" | "floor" | "ceil" | "pi" | "e" | "sin" | "cos" | "tan" | "log" | "exp" => {
            return Some(format!("Python writes `math.{name}`"));
        }
        "length" | "lenght" | "size" | "strlen" => "Python writes `len(x)`",
        "println" | "printf" | "echo" | "console" => "Python writes `print(x)`",
        "parseInt" => "Python writes `int(text)`",
        "parseFloat" => "Python writes `float(text)`",
        "os" | "sys" | "random" | "time" | "numpy" | "np" | "pandas" | "pd" | "requests" => {
            "there is no such module here; what an expression may use is decided by its host"
        }
        "open" | "input" | "exec" | "compile" | "globals" | "locals" | "vars" => {
            "there is no such function here; what an expression may use is decided by its host"
        }
        "self" => {
            "an expression has no methods of its own; make it a parameter: `lambda self: ...`"
        }
        _ => return None,
    };
    Some(advice.to_owned())
}

/// `'tuple' object is not callable`
fn called(message: &str, expr: Option<&Expr>) -> Option<String> {
    let type_name = message
        .strip_suffix("' object is not callable")?
        .strip_prefix('\'')?;
    let Some(Expr {
        kind: ExprKind::Call(function, arguments),
        ..
    }) = expr
    else {
        return Some(format!("a value of type '{type_name}' is no function"));
    };
    let text = unparse(function);
    let short = text.chars().count() <= 40;
    Some(match &function.kind {
        ExprKind::Constant(Constant::Int(_) | Constant::Float(_)) if arguments.len() == 1 => {
            format!("`{text}` is a number; to multiply, write `{text} * (...)`")
        }
        ExprKind::Tuple(_)
        | ExprKind::List(_)
        | ExprKind::Set(_)
        | ExprKind::Dict(_)
        | ExprKind::Constant(_)
        | ExprKind::FString(_)
        | ExprKind::Comprehension(_)
            if short =>
        {
            format!("`{text}` is no function; is a comma missing behind it?")
        }
        ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Set(_) | ExprKind::Dict(_) => {
            format!("this is no function, but of type '{type_name}'; is a comma missing behind it?")
        }
        ExprKind::Name(name) => {
            format!("`{name}` stands for a value of type '{type_name}' here, not for a function")
        }
        ExprKind::Call(..) if short => {
            format!("`{text}` is called already; what it gives is no function")
        }
        ExprKind::Attribute(_, name, _) => {
            format!(
                "`.{name}` is a value of type '{type_name}', not a function; leave the parentheses out"
            )
        }
        _ => format!("what is called here is of type '{type_name}', and no function"),
    })
}

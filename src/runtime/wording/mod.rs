//! CPython's messages, one function each.
//!
//! Bodies return these instead of formatting texts of their own, so that every message exists once and can be
//! held against CPython in one place. Lambkin's own advice never goes here.

pub mod arity;
pub mod keyword;

use super::error::Error;
use super::exception::ExcKind;
use super::ops::attr::type_name;
use super::table::{Builtin, TypeInfo};
use super::value::Value;

/// A `TypeError`.
#[cold]
pub fn type_error(message: impl Into<String>) -> Error {
    Error::new(ExcKind::TypeError, message)
}

/// A `ValueError`.
#[cold]
pub fn value_error(message: impl Into<String>) -> Error {
    Error::new(ExcKind::ValueError, message)
}

/// An `OverflowError`.
#[cold]
pub fn overflow_error(message: impl Into<String>) -> Error {
    Error::new(ExcKind::OverflowError, message)
}

/// An `IndexError`.
#[cold]
pub fn index_error(message: impl Into<String>) -> Error {
    Error::new(ExcKind::IndexError, message)
}

/// A `ZeroDivisionError`.
#[cold]
pub fn zero_division(message: impl Into<String>) -> Error {
    Error::new(ExcKind::ZeroDivisionError, message)
}

/// A `RuntimeError`.
#[cold]
pub fn runtime_error(message: impl Into<String>) -> Error {
    Error::new(ExcKind::RuntimeError, message)
}

/// A `KeyError`: its argument is the key itself.
#[cold]
pub fn key_error(key: &Value) -> Error {
    Error::with_args(ExcKind::KeyError, vec![key.clone()])
}

/// `maximum recursion depth exceeded in comparison`: `what` is the end, with its space.
#[cold]
pub fn recursion(what: &str) -> Error {
    Error::new(
        ExcKind::RecursionError,
        format!("maximum recursion depth exceeded{what}"),
    )
}

/// `'int' object is not callable`
#[cold]
pub fn not_callable(value: &Value) -> Error {
    type_error(format!("'{}' object is not callable", type_name(value)))
}

/// `'int' object is not iterable`
#[cold]
pub fn not_iterable(value: &Value) -> Error {
    type_error(format!("'{}' object is not iterable", type_name(value)))
}

/// `'int' object is not an iterator`
#[cold]
pub fn not_an_iterator(value: &Value) -> Error {
    type_error(format!("'{}' object is not an iterator", type_name(value)))
}

/// `unhashable type: 'list'`
#[cold]
pub fn unhashable(value: &Value) -> Error {
    type_error(format!("unhashable type: '{}'", type_name(value)))
}

/// `object of type 'int' has no len()`
#[cold]
pub fn no_len(value: &Value) -> Error {
    type_error(format!(
        "object of type '{}' has no len()",
        type_name(value)
    ))
}

/// `'int' object is not subscriptable`; a type says its name.
#[cold]
pub fn not_subscriptable(value: &Value) -> Error {
    match value {
        Value::Type(info) => type_error(format!(
            "type '{}' is not subscriptable",
            info.message_name()
        )),
        _ => type_error(format!(
            "'{}' object is not subscriptable",
            type_name(value)
        )),
    }
}

/// `'tuple' object does not support item assignment`
#[cold]
pub fn no_item_assignment(value: &Value) -> Error {
    type_error(format!(
        "'{}' object does not support item assignment",
        type_name(value)
    ))
}

/// `argument of type 'int' is not iterable`, of `in`.
#[cold]
pub fn not_a_container(value: &Value) -> Error {
    type_error(format!(
        "argument of type '{}' is not iterable",
        type_name(value)
    ))
}

/// `unsupported operand type(s) for +: 'int' and 'str'`
#[cold]
pub fn unsupported_operands(symbol: &str, lhs: &Value, rhs: &Value) -> Error {
    // In Python 2, `print >> file, text` wrote to a file.
    let advice = match lhs {
        Value::Builtin(builtin) if symbol == ">>" && builtin.name == "print" => {
            ". Did you mean \"print(<message>, file=<output_stream>)\"?"
        }
        _ => "",
    };
    type_error(format!(
        "unsupported operand type(s) for {symbol}: '{}' and '{}'{advice}",
        type_name(lhs),
        type_name(rhs)
    ))
}

/// `bad operand type for unary -: 'str'`
#[cold]
pub fn bad_operand(symbol: &str, value: &Value) -> Error {
    type_error(format!(
        "bad operand type for unary {symbol}: '{}'",
        type_name(value)
    ))
}

/// `'<' not supported between instances of 'int' and 'str'`
#[cold]
pub fn not_comparable(symbol: &str, lhs: &Value, rhs: &Value) -> Error {
    type_error(format!(
        "'{symbol}' not supported between instances of '{}' and '{}'",
        type_name(lhs),
        type_name(rhs)
    ))
}

/// `'str' object cannot be interpreted as an integer`
#[cold]
pub fn not_an_integer(value: &Value) -> Error {
    type_error(format!(
        "'{}' object cannot be interpreted as an integer",
        type_name(value)
    ))
}

/// `Python int too large to convert to C ssize_t`
#[cold]
pub fn too_large_for_ssize() -> Error {
    overflow_error("Python int too large to convert to C ssize_t")
}

/// `cannot fit 'int' into an index-sized integer`
#[cold]
pub fn not_index_sized(value: &Value) -> Error {
    Error::new(
        ExcKind::IndexError,
        format!(
            "cannot fit '{}' into an index-sized integer",
            type_name(value)
        ),
    )
}

/// `must be real number, not str`
#[cold]
pub fn not_a_real_number(value: &Value) -> Error {
    type_error(format!("must be real number, not {}", type_name(value)))
}

/// `expected str, got int`, where C says no more.
#[cold]
pub fn expected(what: &str, value: &Value) -> Error {
    type_error(format!("expected {what}, got {}", type_name(value)))
}

/// `replace() argument 1 must be str, not int`
#[cold]
pub fn argument_must_be(function: &str, position: usize, what: &str, value: &Value) -> Error {
    type_error(format!(
        "{function}() argument {position} must be {what}, not {}",
        none_or_type_name(value)
    ))
}

/// `int`, and `None` for `None`: how C's check of an argument names what it got.
#[must_use]
pub fn none_or_type_name(value: &Value) -> String {
    if value.is_none() {
        "None".to_owned()
    } else {
        type_name(value)
    }
}

/// `a bytes-like object is required, not 'str'`
#[cold]
pub fn expected_bytes_like(value: &Value) -> Error {
    type_error(format!(
        "a bytes-like object is required, not '{}'",
        type_name(value)
    ))
}

/// `cannot create 'function' instances`
#[cold]
pub fn cannot_create(info: &TypeInfo) -> Error {
    type_error(format!(
        "cannot create '{}' instances",
        info.qualified_name()
    ))
}

/// `unbound method str.upper() needs an argument`
#[cold]
pub fn unbound_without_receiver(builtin: &Builtin) -> Error {
    if builtin.is_def() {
        let name = builtin.qualified_name();
        let message = format!("{name}() missing 1 required positional argument: 'self'");
        return type_error(message);
    }
    type_error(format!(
        "unbound method {}.{}() needs an argument",
        builtin.owner, builtin.name
    ))
}

/// `descriptor 'upper' for 'str' objects doesn't apply to a 'int' object`
#[cold]
pub fn unbound_wrong_receiver(builtin: &Builtin, receiver: &Value) -> Error {
    type_error(format!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        builtin.name,
        builtin.qualified_owner(),
        type_name(receiver)
    ))
}

/// `'int' object has no attribute 'x'`
#[cold]
pub fn no_attribute(value: &Value, name: &str) -> Error {
    let message = match value {
        Value::Type(info) => format!(
            "type object '{}' has no attribute '{name}'",
            info.qualified_name()
        ),
        Value::Module(module) => format!("module '{}' has no attribute '{name}'", module.name),
        _ => format!("'{}' object has no attribute '{name}'", type_name(value)),
    };
    Error::with_args(ExcKind::AttributeError, vec![Value::str(message)])
}

/// `name 'x' is not defined`
#[cold]
pub fn name_not_defined(name: &str) -> Error {
    Error::new(ExcKind::NameError, format!("name '{name}' is not defined"))
}

/// `cannot access local variable 'x' where it is not associated with a value`
#[cold]
pub fn unbound_local(name: &str) -> Error {
    Error::new(
        ExcKind::UnboundLocalError,
        format!("cannot access local variable '{name}' where it is not associated with a value"),
    )
}

/// `cannot access free variable 'x' where it is not associated with a value in enclosing scope`
#[cold]
pub fn unbound_free(name: &str) -> Error {
    Error::new(
        ExcKind::NameError,
        format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        ),
    )
}

/// `list changed size during iteration` and its relatives: `what` says what changed.
#[cold]
pub fn changed_during_iteration(what: &str) -> Error {
    runtime_error(format!("{what} during iteration"))
}

/// `Value after * must be an iterable, not int`, in a display.
#[cold]
pub fn value_after_star_not_iterable(value: &Value) -> Error {
    type_error(format!(
        "Value after * must be an iterable, not {}",
        type_name(value)
    ))
}

/// How a call's own messages name what is called.
fn callee_name(callee: &Value) -> String {
    match callee {
        Value::Function(function) => format!("{}()", function.qualified_name()),
        Value::Builtin(builtin) => format!("{}()", arity::qualified(builtin)),
        Value::Method(method) => format!("{}()", arity::qualified(method.builtin)),
        Value::Type(info) => format!("{}()", info.qualified_name()),
        other => format!("{} object", type_name(other)),
    }
}

/// `f() argument after * must be an iterable, not int`
#[cold]
pub fn argument_after_star(callee: &Value, value: &Value) -> Error {
    type_error(format!(
        "{} argument after * must be an iterable, not {}",
        callee_name(callee),
        type_name(value)
    ))
}

/// `f() argument after ** must be a mapping, not int`
#[cold]
pub fn argument_after_double_star(callee: &Value, value: &Value) -> Error {
    type_error(format!(
        "{} argument after ** must be a mapping, not {}",
        callee_name(callee),
        type_name(value)
    ))
}

/// `keywords must be strings`
#[cold]
pub fn keywords_must_be_strings() -> Error {
    type_error("keywords must be strings")
}

/// `f() got multiple values for keyword argument 'a'`
#[cold]
pub fn multiple_keyword_values(callee: &Value, name: &str) -> Error {
    type_error(format!(
        "{} got multiple values for keyword argument '{name}'",
        callee_name(callee)
    ))
}

/// `cannot unpack non-iterable int object`
#[cold]
pub fn cannot_unpack(value: &Value) -> Error {
    type_error(format!(
        "cannot unpack non-iterable {} object",
        type_name(value)
    ))
}

/// `not enough values to unpack (expected 2, got 1)`
#[cold]
pub fn too_few_to_unpack(targets: usize, star: bool, got: usize) -> Error {
    let expected = if star {
        format!("at least {}", targets - 1)
    } else {
        targets.to_string()
    };
    value_error(format!(
        "not enough values to unpack (expected {expected}, got {got})"
    ))
}

/// `too many values to unpack (expected 2)`
#[cold]
pub fn too_many_to_unpack(targets: usize) -> Error {
    value_error(format!("too many values to unpack (expected {targets})"))
}

/// `lone surrogate U+D800: strings hold no surrogates here`; CPython's strings do.
#[cold]
pub fn lone_surrogate(code: u32) -> Error {
    value_error(format!(
        "lone surrogate U+{code:04X}: strings hold no surrogates here"
    ))
}

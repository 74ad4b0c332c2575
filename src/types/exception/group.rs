//! `ExceptionGroup`: several exceptions as one, and how to take it apart.

use std::rc::Rc;

use super::kind_of;
use crate::runtime::call::is_callable;
use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::truth;
use crate::runtime::table::{Builtin, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The methods, sorted by name.
pub(super) const METHODS: &[&Builtin] = &[&DERIVE, &SPLIT, &SUBGROUP];

/// `ExceptionGroup(message, exceptions)`
pub(super) fn new(
    interp: &mut Interp,
    kind: ExcKind,
    message: &Value,
    exceptions: &Value,
) -> Result<Value> {
    if message.as_str().is_none() {
        let function = "BaseExceptionGroup.__new__";
        return Err(wording::argument_must_be(function, 1, "str", message));
    }
    if !matches!(
        exceptions,
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_)
    ) {
        return Err(wording::type_error(
            "second argument (exceptions) must be a sequence",
        ));
    }
    let members = iter::collect(interp, exceptions)?;
    if members.is_empty() {
        return Err(wording::value_error(
            "second argument (exceptions) must be a non-empty sequence",
        ));
    }
    let mut ordinary = true;
    for (position, member) in members.iter().enumerate() {
        let Value::Exception(exception) = member else {
            return Err(wording::value_error(format!(
                "Item {position} of second argument (exceptions) is not an exception"
            )));
        };
        ordinary = ordinary && exception.kind.is_a(ExcKind::Exception);
    }
    let kind = match kind {
        ExcKind::ExceptionGroup if !ordinary => {
            return Err(wording::type_error(
                "Cannot nest BaseExceptions in an ExceptionGroup",
            ));
        }
        ExcKind::BaseExceptionGroup if ordinary => ExcKind::ExceptionGroup,
        kind => kind,
    };
    Ok(Value::Exception(Rc::new(Exception::with_details(
        kind,
        vec![message.clone(), exceptions.clone()],
        vec![
            ("message", message.clone()),
            ("exceptions", Value::tuple(members)),
        ],
    ))))
}

const fn method(
    name: &'static str,
    param: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "BaseExceptionGroup",
        params: Params::new(param),
        wording: Wording::One,
        doc,
        examples,
        run,
    }
}

static DERIVE: Builtin = method(
    "derive",
    &[Param::new("exceptions")],
    "A group with the same message over other exceptions.",
    &[(
        "ExceptionGroup('g', [ValueError(1)]).derive([KeyError(2)])",
        "ExceptionGroup('g', [KeyError(2)])",
    )],
    |interp, args| {
        let (exceptions,): (&Value,) = args.unpack(interp)?;
        derived(interp, args.this, exceptions)
    },
);

static SPLIT: Builtin = method(
    "split",
    &[Param::new("matcher_value")],
    "The group of what matches and the group of what does not; None where a part is empty.",
    &[(
        "ExceptionGroup('g', [ValueError(1), KeyError(2)]).split(ValueError)",
        "(ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [KeyError(2)]))",
    )],
    |interp, args| {
        let (matcher,): (&Value,) = args.unpack(interp)?;
        let matcher = Matcher::of(matcher)?;
        let (matching, rest) = split(interp, args.this, &matcher)?;
        Ok(Value::pair(matching, rest))
    },
);

static SUBGROUP: Builtin = method(
    "subgroup",
    &[Param::new("matcher_value")],
    "The group of what matches, or None.",
    &[(
        "ExceptionGroup('g', [ValueError(1), KeyError(2)]).subgroup(KeyError)",
        "ExceptionGroup('g', [KeyError(2)])",
    )],
    |interp, args| {
        let (matcher,): (&Value,) = args.unpack(interp)?;
        let matcher = Matcher::of(matcher)?;
        split(interp, args.this, &matcher).map(|(matching, _)| matching)
    },
);

/// What tells the exceptions apart.
enum Matcher {
    /// `ValueError`, `(ValueError, KeyError)`
    Kinds(Vec<ExcKind>),
    /// `lambda e: …`
    Function(Value),
}

impl Matcher {
    fn of(value: &Value) -> Result<Matcher> {
        let kinds = match value {
            Value::Type(info) => kind_of(info).map(|kind| vec![kind]),
            Value::Tuple(types) => types
                .as_slice()
                .iter()
                .map(|class| match class {
                    Value::Type(info) => kind_of(info),
                    _ => None,
                })
                .collect(),
            _ if is_callable(value) => return Ok(Matcher::Function(value.clone())),
            _ => None,
        };
        kinds.map(Matcher::Kinds).ok_or_else(|| {
            wording::type_error(
                "expected an exception type, a tuple of exception types, or a callable (other than a class)",
            )
        })
    }

    fn matches(&self, interp: &mut Interp, value: &Value) -> Result<bool> {
        match (self, value) {
            (Matcher::Kinds(kinds), Value::Exception(exception)) => {
                Ok(kinds.iter().any(|kind| exception.kind.is_a(*kind)))
            }
            (Matcher::Kinds(_), _) => Ok(false),
            (Matcher::Function(function), value) => {
                let answer = interp.call(function, std::slice::from_ref(value))?;
                truth::truth(interp, &answer)
            }
        }
    }
}

/// The matching part and the rest of an exception, each `None` where it is empty.
fn split(interp: &mut Interp, value: &Value, matcher: &Matcher) -> Result<(Value, Value)> {
    interp.tick()?;
    if matcher.matches(interp, value)? {
        return Ok((value.clone(), Value::None));
    }
    let Some(members) = members(value) else {
        return Ok((Value::None, value.clone()));
    };
    let (mut matching, mut rest) = (Vec::new(), Vec::new());
    for member in iter::collect(interp, &members)? {
        let (inside, outside) = interp.nested(" in exceptiongroup_split_recursive", |interp| {
            split(interp, &member, matcher)
        })?;
        matching.extend(Some(inside).filter(|part| !part.is_none()));
        rest.extend(Some(outside).filter(|part| !part.is_none()));
    }
    Ok((part(interp, value, matching)?, part(interp, value, rest)?))
}

/// A group like `value` over those members; `None` when there are none.
fn part(interp: &mut Interp, value: &Value, members: Vec<Value>) -> Result<Value> {
    if members.is_empty() {
        return Ok(Value::None);
    }
    derived(interp, value, &Value::list(members))
}

fn members(value: &Value) -> Option<Value> {
    match value {
        Value::Exception(exception) => exception.detail("exceptions"),
        _ => None,
    }
}

fn derived(interp: &mut Interp, value: &Value, exceptions: &Value) -> Result<Value> {
    let message = match value {
        Value::Exception(exception) => exception.detail("message"),
        _ => None,
    };
    let message = message.unwrap_or(Value::None);
    new(interp, ExcKind::BaseExceptionGroup, &message, exceptions)
}

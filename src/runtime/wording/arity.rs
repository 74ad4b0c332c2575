//! What CPython says when the arguments of a builtin do not fit its parameters.
//!
//! Each [`Wording`] is one C calling convention with messages of its own; the functions here are called by the
//! binder in CPython's order: keywords refused, too many, too few, given twice, unknown, missing.

use super::{keyword, type_error};
use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::table::{Builtin, Param, ParamKind, Wording};
use crate::runtime::value::Value;

/// `list.append` for a method, `len` for a function: how the fixed-arity conventions name the callee.
#[must_use]
pub fn qualified(builtin: &Builtin) -> String {
    if let Wording::In(module, _) = builtin.wording {
        return format!("{module}.{}", builtin.name);
    }
    if builtin.owner == builtin.name {
        builtin.name.to_owned()
    } else {
        builtin.qualified_name()
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Complains about the number of arguments, before any name is looked at.
///
/// # Errors
/// `TypeError` with the message of the builtin's convention.
pub fn check_positional(builtin: &Builtin, args: CallArgs<'_>) -> Result<()> {
    match family(builtin) {
        Wording::NoArguments => no_arguments(builtin, args),
        Wording::One => one(builtin, args),
        Wording::Positional => positional(builtin, args),
        Wording::Clinic => clinic(builtin, args),
        Wording::Def => def(builtin, args),
        Wording::Checked(check) => check(args),
        Wording::Own | Wording::In(..) => Ok(()),
    }
}

/// The convention itself, without the module that it is used in.
fn family(builtin: &Builtin) -> Wording {
    match builtin.wording {
        Wording::In(_, inner) => *inner,
        plain => plain,
    }
}

/// Refuses a second name, as C functions do that take any number of positional arguments and one name:
/// `zip() takes at most 1 keyword argument (2 given)`.
///
/// # Errors
/// `TypeError` when there are too many names.
pub fn one_keyword(name: &str, args: CallArgs<'_>) -> Result<()> {
    match args.named.len() {
        0 | 1 => Ok(()),
        given => Err(type_error(format!(
            "{name}() takes at most 1 keyword argument ({given} given)"
        ))),
    }
}

fn no_keywords(builtin: &Builtin, args: CallArgs<'_>) -> Result<()> {
    if args.named.is_empty() {
        return Ok(());
    }
    Err(type_error(format!(
        "{}() takes no keyword arguments",
        qualified(builtin)
    )))
}

/// Refuses names, and a call without any argument, for constructors that take one or more.
///
/// # Errors
/// `TypeError`.
pub fn at_least_one(name: &str, args: CallArgs<'_>) -> Result<()> {
    if !args.named.is_empty() {
        return Err(type_error(format!("{name}() takes no keyword arguments")));
    }
    if args.positional.is_empty() {
        return Err(type_error(format!("{name} expected 1 argument, got 0")));
    }
    Ok(())
}

/// The only argument of a callable object that takes one.
///
/// # Errors
/// `TypeError` when there are more or fewer, or names.
pub fn only_one<'a>(name: &str, args: CallArgs<'a>) -> Result<&'a Value> {
    match args.positional {
        [only] if args.named.is_empty() => Ok(only),
        [_] => Err(type_error(format!("{name}() takes no keyword arguments"))),
        others => Err(type_error(format!(
            "{name} expected 1 argument, got {}",
            others.len()
        ))),
    }
}

fn no_arguments(builtin: &Builtin, args: CallArgs<'_>) -> Result<()> {
    no_keywords(builtin, args)?;
    match args.positional.len() {
        0 => Ok(()),
        given => Err(type_error(format!(
            "{}() takes no arguments ({given} given)",
            qualified(builtin)
        ))),
    }
}

fn one(builtin: &Builtin, args: CallArgs<'_>) -> Result<()> {
    no_keywords(builtin, args)?;
    match args.positional.len() {
        1 => Ok(()),
        given => Err(type_error(format!(
            "{}() takes exactly one argument ({given} given)",
            qualified(builtin)
        ))),
    }
}

fn positional(builtin: &Builtin, args: CallArgs<'_>) -> Result<()> {
    let params = &builtin.params;
    let named_allowed = params.options
        || params
            .list
            .iter()
            .any(|param| param.kind == ParamKind::KeywordOnly);
    if !named_allowed {
        no_keywords(builtin, args)?;
    }
    let given = args.positional.len();
    let (least, most) = (params.required, params.positional);
    let bound = if given < least {
        least
    } else if given > most && !params.rest {
        most
    } else {
        return Ok(());
    };
    let how = match (least == most && !params.rest, given < least) {
        (true, _) => "",
        (false, true) => "at least ",
        (false, false) => "at most ",
    };
    Err(type_error(format!(
        "{} expected {how}{bound} argument{}, got {given}",
        builtin.name,
        plural(bound)
    )))
}

fn clinic(builtin: &Builtin, args: CallArgs<'_>) -> Result<()> {
    let params = &builtin.params;
    let given = args.positional.len();
    if params.rest {
        return Ok(());
    }
    if args.len() > params.slots && !params.options {
        return Err(type_error(format!(
            "{}() takes at most {} {}argument{} ({} given)",
            builtin.name,
            params.slots,
            if given == 0 { "keyword " } else { "" },
            plural(params.slots),
            args.len()
        )));
    }
    if given > params.positional {
        if params.positional == 0 {
            return Err(type_error(format!(
                "{}() takes no positional arguments",
                builtin.name
            )));
        }
        return Err(type_error(format!(
            "{}() takes {} {} positional argument{} ({given} given)",
            builtin.name,
            if params.required < params.positional {
                "at most"
            } else {
                "exactly"
            },
            params.positional,
            plural(params.positional)
        )));
    }
    let least = params.required.min(params.positional_only);
    if given < least {
        return Err(type_error(format!(
            "{}() takes {} {least} positional argument{} ({given} given)",
            builtin.name,
            if least < params.positional {
                "at least"
            } else {
                "exactly"
            },
            plural(least)
        )));
    }
    Ok(())
}

fn def(builtin: &Builtin, args: CallArgs<'_>) -> Result<()> {
    let params = &builtin.params;
    let given = args.positional.len();
    if params.rest || given <= params.positional {
        return Ok(());
    }
    // A method of an object that a module hides, such as `random.choice`, counts its receiver too.
    let hidden = matches!(builtin.wording, Wording::In(..));
    let receiver = usize::from(hidden || !builtin.owner.is_empty());
    let by_name_only = |name: &str| {
        let mut params = params.slotted();
        params.any(|param| param.kind == ParamKind::KeywordOnly && param.name == name)
    };
    let named = args.named.iter();
    let keyword_only = named.filter(|(name, _)| by_name_only(name.as_str()));
    Err(too_many_positional(
        &def_name(builtin),
        params.required + receiver,
        params.positional + receiver,
        given + receiver,
        keyword_only.count(),
    ))
}

/// `int expected at most 2 arguments, got 3`, for bodies that count their arguments themselves.
#[cold]
#[must_use]
pub fn too_many(name: &str, most: usize, given: usize) -> Error {
    type_error(format!(
        "{name} expected at most {most} argument{}, got {given}",
        plural(most)
    ))
}

/// How Python names a function written in it: `Counter.update`, and `Counter.__init__` for a constructor.
fn def_name(builtin: &Builtin) -> String {
    if let Wording::In(owner, _) = builtin.wording {
        format!("{owner}.{}", builtin.name)
    } else if builtin.owner == builtin.name {
        format!("{}.__init__", builtin.name)
    } else {
        builtin.qualified_name()
    }
}

/// `f() takes from 1 to 2 positional arguments but 3 were given`, as Python functions say it.
///
/// `keyword_only` is how many keyword-only arguments were passed besides.
#[cold]
#[must_use]
pub fn too_many_positional(
    name: &str,
    least: usize,
    most: usize,
    given: usize,
    keyword_only: usize,
) -> Error {
    let takes = if least == most {
        most.to_string()
    } else {
        format!("from {least} to {most}")
    };
    let plural_takes = if least == most { plural(most) } else { "s" };
    let (besides, verb) = if keyword_only > 0 {
        (
            format!(
                " positional argument{} (and {keyword_only} keyword-only argument{})",
                plural(given),
                plural(keyword_only)
            ),
            "were",
        )
    } else {
        (String::new(), if given == 1 { "was" } else { "were" })
    };
    type_error(format!(
        "{name}() takes {takes} positional argument{plural_takes} but {given}{besides} {verb} given"
    ))
}

/// `f() missing 2 required positional arguments: 'a' and 'b'`, as Python functions say it.
#[cold]
#[must_use]
pub fn missing_names(name: &str, kind: &str, names: &[&str]) -> Error {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let listed = match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    };
    let count = names.len();
    type_error(format!(
        "{name}() missing {count} required {kind} argument{}: {listed}",
        plural(count)
    ))
}

/// `f() got multiple values for argument 'a'`
#[cold]
#[must_use]
pub fn multiple_values(name: &str, param: &str) -> Error {
    type_error(format!(
        "{name}() got multiple values for argument '{param}'"
    ))
}

/// A name was passed for a parameter that a position had filled.
#[cold]
#[must_use]
pub fn given_twice(builtin: &Builtin, name: &str, position: usize) -> Error {
    match family(builtin) {
        Wording::Def => multiple_values(&def_name(builtin), name),
        Wording::NoArguments
        | Wording::One
        | Wording::Positional
        | Wording::Clinic
        | Wording::Own
        | Wording::In(..)
        | Wording::Checked(_) => type_error(format!(
            "argument for {}() given by name ('{name}') and position ({})",
            builtin.name,
            position + 1
        )),
    }
}

/// A name was passed that no parameter has.
#[cold]
#[must_use]
pub fn unexpected_keyword(builtin: &Builtin, name: &str, args: CallArgs<'_>) -> Error {
    // Argument Clinic looks for what is missing before it looks at what is unknown.
    if matches!(family(builtin), Wording::Clinic) {
        let lacking = builtin
            .params
            .slotted()
            .enumerate()
            .find(|(position, param)| {
                *position >= args.positional.len()
                    && param.fallback.is_none()
                    && !args
                        .named
                        .iter()
                        .any(|(given, _)| given.as_str() == param.name)
            });
        if let Some((position, param)) = lacking {
            return missing(builtin, param, position, args);
        }
    }
    let positional_only: Vec<&str> = builtin
        .params
        .slotted()
        .filter(|param| param.kind == ParamKind::PositionalOnly)
        .map(|param| param.name)
        .filter(|param| args.named.iter().any(|(given, _)| given.as_str() == *param))
        .collect();
    if matches!(family(builtin), Wording::Def) && !positional_only.is_empty() {
        return type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            builtin.name,
            positional_only.join(", ")
        ));
    }
    // `sorted` hands its options on to `list.sort`, which complains under its own name.
    let callee = match family(builtin) {
        Wording::Def => &def_name(builtin),
        _ if builtin.name == "sorted" => "sort",
        _ => builtin.name,
    };
    let keywords = (builtin.params.slotted())
        .filter(|param| param.kind != ParamKind::PositionalOnly)
        .map(|param| param.name);
    keyword::unexpected_keyword(callee, name, keywords)
}

/// A required parameter got nothing.
#[cold]
#[must_use]
pub fn missing(builtin: &Builtin, param: &Param, position: usize, args: CallArgs<'_>) -> Error {
    match family(builtin) {
        Wording::Def => {
            let names: Vec<&str> = builtin
                .params
                .slotted()
                .enumerate()
                .filter(|(position, param)| {
                    *position >= args.positional.len()
                        && param.fallback.is_none()
                        && param.kind != ParamKind::KeywordOnly
                        && !args
                            .named
                            .iter()
                            .any(|(given, _)| given.as_str() == param.name)
                })
                .map(|(_, param)| param.name)
                .collect();
            if names.is_empty() {
                missing_names(&def_name(builtin), "keyword-only", &[param.name])
            } else {
                missing_names(&def_name(builtin), "positional", &names)
            }
        }
        Wording::NoArguments
        | Wording::One
        | Wording::Positional
        | Wording::Clinic
        | Wording::Own
        | Wording::In(..)
        | Wording::Checked(_) => type_error(format!(
            "{}() missing required argument '{}' (pos {})",
            builtin.name,
            param.name,
            position + 1
        )),
    }
}

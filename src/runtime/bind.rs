//! The binder: from the arguments of a call to the slots of a body, for every callable.
//!
//! It only fills slots, and complains in CPython's order: arity, unknown name, given twice, missing. What the
//! arguments mean is the body's affair (`unpack`). Positional calls that fit take a short way without copying.

use std::rc::Rc;

use super::call::{CallArgs, Named};
use super::error::Result;
use super::interp::Interp;
use super::table::{Builtin, Fallback, Param, ParamKind, Wording};
use super::unpack::Args;
use super::value::Value;
use super::wording::{self, arity};

/// Calls a builtin that stands alone: a function, or an unbound method such as `str.upper`.
pub fn call_unbound(
    interp: &mut Interp,
    builtin: &'static Builtin,
    args: CallArgs<'_>,
) -> Result<Value> {
    if builtin.owner.is_empty() {
        return invoke(interp, builtin, &Value::Missing, args);
    }
    let Some((receiver, rest)) = args.positional.split_first() else {
        return Err(wording::unbound_without_receiver(builtin));
    };
    if !super::ops::attr::has_method(receiver, builtin) {
        return Err(wording::unbound_wrong_receiver(builtin, receiver));
    }
    invoke(
        interp,
        builtin,
        receiver,
        CallArgs {
            positional: rest,
            named: args.named,
        },
    )
}

/// Calls a builtin with `this` as its receiver (or its type, for constructors and class methods).
pub fn invoke(
    interp: &mut Interp,
    builtin: &'static Builtin,
    this: &Value,
    args: CallArgs<'_>,
) -> Result<Value> {
    if args.named.is_empty() {
        let way = Way::of(builtin, args.positional.len());
        return call_by(interp, way, builtin, this, args.positional);
    }
    interp.tick()?;
    bind_and_run(interp, builtin, this, args)
}

/// How a builtin is called with so many arguments by position; who always passes as many asks once.
#[derive(Clone, Copy)]
pub enum Way {
    /// `text.startswith(prefix)`: the arguments are all that the body wants to see.
    AtOnce,
    /// `text.split(sep)`: what is left out is filled in.
    Filled,
    /// `max(a, b, c)`: what is more than the slots is the rest.
    WithRest,
    /// `int()`: by the general way, which complains too.
    Bound,
}

impl Way {
    /// The way for `given` arguments.
    #[inline]
    #[must_use]
    pub fn of(builtin: &Builtin, given: usize) -> Way {
        let params = &builtin.params;
        if params.slots != params.positional {
            return Way::Bound;
        }
        if params.rest {
            let fits = given >= params.positional && !params.options;
            return if fits { Way::WithRest } else { Way::Bound };
        }
        if given < params.required || given > params.positional || is_checked(builtin) {
            Way::Bound
        } else if given >= params.enough {
            Way::AtOnce
        } else if params.slots <= FEW {
            Way::Filled
        } else {
            Way::Bound
        }
    }
}

/// Calls a builtin with arguments by position, the way that was found for as many.
///
/// # Errors
/// What it raises.
#[inline]
pub fn call_by(
    interp: &mut Interp,
    way: Way,
    builtin: &'static Builtin,
    this: &Value,
    args: &[Value],
) -> Result<Value> {
    interp.tick()?;
    match way {
        Way::AtOnce => run(interp, builtin, this, args, &[]),
        Way::Filled => run_filled(interp, builtin, this, args),
        Way::WithRest | Way::Bound => call_by_rarer(interp, way, builtin, this, args),
    }
}

#[inline(never)]
fn call_by_rarer(
    interp: &mut Interp,
    way: Way,
    builtin: &'static Builtin,
    this: &Value,
    args: &[Value],
) -> Result<Value> {
    match (way, args.split_at_checked(builtin.params.positional)) {
        (Way::WithRest, Some((slots, rest))) => run(interp, builtin, this, slots, rest),
        _ => bind_and_run(interp, builtin, this, CallArgs::positional(args)),
    }
}

#[inline]
fn run(
    interp: &mut Interp,
    builtin: &'static Builtin,
    this: &Value,
    slots: &[Value],
    rest: &[Value],
) -> Result<Value> {
    (builtin.run)(
        interp,
        Args {
            this,
            slots,
            rest,
            named: &[],
        },
    )
}

/// Runs a builtin of a few parameters, of which the last were left out.
#[inline(never)]
fn run_filled(
    interp: &mut Interp,
    builtin: &'static Builtin,
    this: &Value,
    given: &[Value],
) -> Result<Value> {
    let slot = |at: usize| match given.get(at) {
        Some(value) => value.clone(),
        None => match builtin.params.list.get(at) {
            Some(param) => param.fallback.map_or(Value::Missing, |it| it.value(interp)),
            None => Value::Missing,
        },
    };
    let slots: [Value; FEW] = [slot(0), slot(1), slot(2)];
    let filled = slots.get(..builtin.params.slots).unwrap_or_default();
    let result = run(interp, builtin, this, filled, &[]);
    let [first, second, third] = slots;
    first.let_go();
    second.let_go();
    third.let_go();
    result
}

/// Whether CPython looks at the arguments by hand, even when there are as many as there may be.
fn is_checked(builtin: &Builtin) -> bool {
    let params = &builtin.params;
    matches!(
        builtin.wording,
        Wording::Checked(_) | Wording::In(_, Wording::Checked(_))
    ) && (params.enough < params.slots || params.options)
}

/// The general way: by count, by name, by fallback.
fn bind_and_run(
    interp: &mut Interp,
    builtin: &'static Builtin,
    this: &Value,
    args: CallArgs<'_>,
) -> Result<Value> {
    let params = &builtin.params;
    arity::check_positional(builtin, args)?;
    let mut slots = Slots::new(params.slots);
    let direct = args.positional.len().min(params.positional);
    let (first, rest) = args.positional.split_at(direct);
    slots
        .as_mut()
        .iter_mut()
        .zip(first)
        .for_each(|(slot, value)| *slot = value.clone());
    let mut options: Vec<Named> = Vec::new();
    for (name, value) in args.named {
        let position = params
            .slotted()
            .position(|param| param.name == name.as_str() && can_be_named(param));
        match position {
            Some(position) if position < direct => {
                return Err(arity::given_twice(builtin, name.as_str(), position));
            }
            Some(position) => {
                if let Some(slot) = slots.as_mut().get_mut(position) {
                    *slot = value.clone();
                }
            }
            None if params.options => options.push((Rc::clone(name), value.clone())),
            None => return Err(arity::unexpected_keyword(builtin, name.as_str(), args)),
        }
    }
    for (position, (slot, param)) in slots.as_mut().iter_mut().zip(params.slotted()).enumerate() {
        if slot.is_missing() {
            match param.fallback {
                Some(fallback) => *slot = fallback.value(interp),
                None => return Err(arity::missing(builtin, param, position, args)),
            }
        }
    }
    (builtin.run)(
        interp,
        Args {
            this,
            slots: slots.as_mut(),
            rest,
            named: &options,
        },
    )
}

fn can_be_named(param: &Param) -> bool {
    matches!(param.kind, ParamKind::Either | ParamKind::KeywordOnly)
}

impl Fallback {
    /// The value that it stands for.
    #[must_use]
    #[inline]
    pub fn value(self, interp: &Interp) -> Value {
        match self {
            Fallback::None => Value::None,
            Fallback::Bool(value) => Value::Bool(value),
            Fallback::Int(value) => Value::Int(value),
            Fallback::Float(value) => Value::Float(value),
            Fallback::Str("") => interp.empty_str(),
            Fallback::Str(text) => Value::str(text),
            Fallback::Omitted => Value::Missing,
        }
    }
}

/// How many slots need no heap.
const FEW: usize = 3;

/// The slots of one call.
struct Slots {
    few: [Value; FEW],
    many: Vec<Value>,
    len: usize,
}

impl Slots {
    fn new(len: usize) -> Self {
        let many = if len > FEW {
            vec![Value::Missing; len]
        } else {
            Vec::new()
        };
        Slots {
            few: [const { Value::Missing }; FEW],
            many,
            len,
        }
    }

    fn as_mut(&mut self) -> &mut [Value] {
        if self.len > self.few.len() {
            &mut self.many
        } else {
            self.few.get_mut(..self.len).unwrap_or_default()
        }
    }
}

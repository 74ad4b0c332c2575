//! The constructor, the methods and the attributes of `range`.

use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::Zero;

use super::{Range, items};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{compare, convert, repr};
use crate::runtime::table::{Builtin, Fallback, Getter, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

const fn method(
    name: &'static str,
    params: &'static [Param],
    wording: Wording,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "range",
        params: Params::new(params),
        wording,
        doc,
        examples,
        run,
    }
}

fn this(value: &Value) -> Result<&Rc<Range>> {
    if let Value::Range(range) = value {
        Ok(range)
    } else {
        Err(wording::expected("range", value))
    }
}

pub(super) static NEW: Builtin = method(
    "range",
    &[
        Param::new("start"),
        Param::new("stop").or(Fallback::Omitted),
        Param::new("step").or(Fallback::Omitted),
    ],
    Wording::Positional,
    "The integers from start, 0 unless given, up to stop, which is left out, by step.",
    &[
        ("list(range(3))", "[0, 1, 2]"),
        ("range(1, 9, 2)", "range(1, 9, 2)"),
    ],
    |interp, args| {
        let (first, second, step): (&Value, Option<&Value>, Option<&Value>) =
            args.unpack(interp)?;
        let (start, stop) = match second {
            Some(stop) => (first, stop),
            None => (&Value::Int(0), first),
        };
        let step = step.unwrap_or(&Value::Int(1));
        if let (Value::Int(start), Value::Int(stop), Value::Int(step)) = (start, stop, step)
            && *step != 0
            && let Some(range) = Range::small(*start, *stop, *step)
        {
            return Ok(Value::Range(Rc::new(range)));
        }
        let start = convert::to_bigint(start)?;
        let stop = convert::to_bigint(stop)?;
        let step = convert::to_bigint(step)?;
        if step.is_zero() {
            return Err(wording::value_error("range() arg 3 must not be zero"));
        }
        Ok(Value::Range(Rc::new(Range::new(start, stop, step))))
    },
);

static COUNT: Builtin = method(
    "count",
    &[Param::new("value")],
    Wording::One,
    "How many items equal the value: 1 or 0.",
    &[("range(5).count(3)", "1")],
    |interp, args| {
        let (wanted,): (&Value,) = args.unpack(interp)?;
        let found = items::contains(interp, this(args.this)?, wanted)?;
        Ok(Value::Int(i64::from(found)))
    },
);

static INDEX: Builtin = method(
    "index",
    &[Param::new("value")],
    Wording::One,
    "The position of the item that equals the value.",
    &[("range(10, 20).index(13)", "3")],
    |interp, args| {
        let (wanted,): (&Value,) = args.unpack(interp)?;
        let range = this(args.this)?;
        if let Value::Int(_) | Value::Bool(_) | Value::Big(_) = wanted {
            let number = convert::to_bigint(wanted)?;
            return match range.position(&number) {
                Some(position) => Ok(Value::int(position)),
                None => {
                    let shown = repr::repr(interp, wanted)?;
                    Err(wording::value_error(format!("{shown} is not in range")))
                }
            };
        }
        if items::contains(interp, range, wanted)? {
            return position_of(interp, range, wanted);
        }
        Err(wording::value_error("sequence.index(x): x not in sequence"))
    },
);

/// The position of an item that equals a value of another type, found by comparing.
fn position_of(interp: &mut Interp, range: &Range, wanted: &Value) -> Result<Value> {
    let [start, _, step] = range.numbers();
    let mut position = BigInt::zero();
    let mut item = start;
    while !compare::same_key(interp, &Value::int(item.clone()), wanted)? {
        interp.tick()?;
        item += &step;
        position += 1;
    }
    Ok(Value::int(position))
}

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[&COUNT, &INDEX];

/// The attributes, sorted by name.
pub(super) static GETTERS: &[Getter] = &[
    Getter {
        name: "start",
        doc: "The first integer.",
        get: |_, value| Ok(this(value)?.parts().0),
    },
    Getter {
        name: "step",
        doc: "The difference between two neighbours.",
        get: |_, value| Ok(this(value)?.parts().2),
    },
    Getter {
        name: "stop",
        doc: "The bound, which is left out.",
        get: |_, value| Ok(this(value)?.parts().1),
    },
];

//! `tuple`: the immutable sequence; named tuples are tuples that know their fields.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::memory;
use crate::runtime::object::ObjectRef;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{compare, convert, repr};
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice::{self, ClampedIndex};

/// The payload. Small tuples need no second allocation.
pub struct Tuple {
    items: Items,
}

enum Items {
    /// `()`
    None,
    /// `(a,)`
    One([Value; 1]),
    /// `(a, b)`
    Two([Value; 2]),
    /// `(a, b, c)`
    Three([Value; 3]),
    /// Any longer one.
    Many(Box<[Value]>),
    /// `Point(x=1, y=2)`: the items and the class that names them.
    Named(Box<(ObjectRef, Vec<Value>)>),
}

impl Tuple {
    /// A tuple of two.
    #[must_use]
    pub fn pair(first: Value, second: Value) -> Self {
        Tuple::of(Items::Two([first, second]))
    }

    /// A tuple of three.
    #[must_use]
    pub fn triple(items: [Value; 3]) -> Self {
        Tuple::of(Items::Three(items))
    }

    /// A named tuple of that class.
    #[must_use]
    pub fn named(class: ObjectRef, items: Vec<Value>) -> Self {
        Tuple::of(Items::Named(Box::new((class, items))))
    }

    fn of(items: Items) -> Self {
        let tuple = Tuple { items };
        memory::take(tuple.bytes());
        tuple
    }

    /// What it holds, with what lies on the heap besides itself.
    fn bytes(&self) -> usize {
        let apart = match &self.items {
            Items::None | Items::One(_) | Items::Two(_) | Items::Three(_) => 0,
            Items::Many(items) => items.len(),
            Items::Named(named) => named.1.len(),
        };
        size_of::<Self>() + apart * size_of::<Value>()
    }

    /// The items.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[Value] {
        match &self.items {
            Items::None => &[],
            Items::One(items) => items,
            Items::Two(items) => items,
            Items::Three(items) => items,
            Items::Many(items) => items,
            Items::Named(named) => &named.1,
        }
    }

    /// The class of a named tuple.
    #[must_use]
    pub fn class(&self) -> Option<&ObjectRef> {
        if let Items::Named(named) = &self.items {
            Some(&named.0)
        } else {
            None
        }
    }

    /// The items of a pair that nobody else holds, to be changed in place.
    #[inline]
    pub fn pair_mut(shared: &mut Rc<Tuple>) -> Option<&mut [Value; 2]> {
        if let Items::Two(items) = &mut Rc::get_mut(shared)?.items {
            Some(items)
        } else {
            None
        }
    }

    /// The items of a tuple that nobody else holds, to be changed in place.
    #[inline]
    pub fn items_mut(shared: &mut Rc<Tuple>) -> Option<&mut [Value]> {
        match &mut Rc::get_mut(shared)?.items {
            Items::None => Some(&mut []),
            Items::One(slots) => Some(slots),
            Items::Two(slots) => Some(slots),
            Items::Three(slots) => Some(slots),
            Items::Many(slots) => Some(slots),
            Items::Named(_) => None,
        }
    }

    /// Swaps `items` for those of a tuple of the same length that nobody else holds; else answers `false`.
    pub fn refill_from(shared: &mut Rc<Tuple>, items: &mut [Value]) -> bool {
        let Some(slots) = Tuple::items_mut(shared) else {
            return false;
        };
        if slots.len() != items.len() {
            return false;
        }
        slots.swap_with_slice(items);
        true
    }
}

impl From<Vec<Value>> for Tuple {
    fn from(items: Vec<Value>) -> Self {
        // The lengths are tried from the most frequent on.
        let items = match <[Value; 2]>::try_from(items) {
            Ok(two) => Items::Two(two),
            Err(items) => match <[Value; 3]>::try_from(items) {
                Ok(three) => Items::Three(three),
                Err(items) => match <[Value; 1]>::try_from(items) {
                    Ok(one) => Items::One(one),
                    Err(items) if items.is_empty() => Items::None,
                    Err(items) => Items::Many(items.into()),
                },
            },
        };
        Tuple::of(items)
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        memory::give_back(self.bytes());
        if self.as_slice().iter().any(Value::holds_values) {
            let items = match std::mem::replace(&mut self.items, Items::None) {
                Items::None => Vec::new(),
                Items::One(items) => items.into(),
                Items::Two(items) => items.into(),
                Items::Three(items) => items.into(),
                Items::Many(items) => items.into_vec(),
                Items::Named(named) => named.1,
            };
            memory::dispose(items);
        }
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "tuple",
    module: "builtins",
    doc: "An immutable sequence.",
    base: None,
    new: Some(&NEW),
    methods: &[&COUNT, &INDEX],
    class_methods: &[],
    getters: &[],
};

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
        owner: "tuple",
        params: Params::new(params),
        wording,
        doc,
        examples,
        run,
    }
}

fn this<'a>(args: Args<'a>) -> Result<&'a Rc<Tuple>> {
    if let Value::Tuple(tuple) = args.this {
        Ok(tuple)
    } else {
        Err(wording::expected("tuple", args.this))
    }
}

static NEW: Builtin = method(
    "tuple",
    &[Param::new("iterable").or(Fallback::Omitted)],
    Wording::Positional,
    "A tuple of the items of an iterable.",
    &[("tuple('ab')", "('a', 'b')"), ("tuple()", "()")],
    |interp, args| {
        let (iterable,): (Option<&Value>,) = args.unpack(interp)?;
        match iterable {
            Some(Value::Tuple(tuple)) if tuple.class().is_none() => {
                Ok(Value::Tuple(Rc::clone(tuple)))
            }
            Some(iterable) => Ok(Value::tuple(iter::collect(interp, iterable)?)),
            None => Ok(Value::tuple(Vec::new())),
        }
    },
);

static COUNT: Builtin = method(
    "count",
    &[Param::new("value")],
    Wording::One,
    "How many items equal the value.",
    &[("(1, 2, 1.0).count(1)", "2")],
    |interp, args| {
        let (wanted,): (&Value,) = args.unpack(interp)?;
        let mut count = 0_i64;
        for item in this(args)?.as_slice() {
            interp.tick()?;
            count += i64::from(compare::same_key(interp, item, wanted)?);
        }
        Ok(Value::Int(count))
    },
);

static INDEX: Builtin = method(
    "index",
    &[
        Param::new("value"),
        Param::new("start").or(Fallback::Int(0)),
        Param::new("stop").or(Fallback::Int(i64::MAX)),
    ],
    Wording::Positional,
    "The first position of an item that equals the value.",
    &[("('a', 'b', 'a').index('a', 1)", "2")],
    |interp, args| {
        let (wanted, start, stop): (&Value, ClampedIndex, ClampedIndex) = args.unpack(interp)?;
        let items = this(args)?.as_slice();
        let (start, stop) = slice::clamped_range(start, stop, items.len());
        for (position, item) in items.iter().enumerate().take(stop).skip(start) {
            interp.tick()?;
            if compare::same_key(interp, item, wanted)? {
                return Ok(Value::from(position));
            }
        }
        Err(wording::value_error("tuple.index(x): x not in tuple"))
    },
);

/// `tuple[key]`
///
/// # Errors
/// `TypeError` for a key of another type, `IndexError`.
pub fn get_item(interp: &mut Interp, tuple: &Rc<Tuple>, key: &Value) -> Result<Value> {
    let items = tuple.as_slice();
    match key {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let index = convert::to_ssize(key).map_err(|_| wording::not_index_sized(key))?;
            slice::position(index, items.len())
                .and_then(|at| items.get(at).cloned())
                .ok_or_else(|| wording::index_error("tuple index out of range"))
        }
        Value::Slice(slice) => {
            let bounds = slice.bounds(items.len())?;
            if bounds.step == 1 && bounds.count == items.len() && tuple.class().is_none() {
                return Ok(Value::Tuple(Rc::clone(tuple)));
            }
            interp.reserve_items(bounds.count)?;
            Ok(Value::tuple(bounds.take(items)))
        }
        _ => Err(wording::type_error(format!(
            "tuple indices must be integers or slices, not {}",
            type_name(key)
        ))),
    }
}

/// `Point(x=1, y=2)`
///
/// # Errors
/// As `repr`.
pub fn write_named_repr(interp: &mut Interp, tuple: &Tuple, out: &mut String) -> Result<()> {
    let Some(class) = tuple.class() else {
        return Ok(());
    };
    out.push_str(class.class_name().unwrap_or(class.type_info().name));
    out.push('(');
    for (position, (name, item)) in class.field_names().iter().zip(tuple.as_slice()).enumerate() {
        interp.tick()?;
        if position > 0 {
            out.push_str(", ");
        }
        out.push_str(&format!("{name}="));
        repr::write_repr(interp, item, out)?;
    }
    out.push(')');
    Ok(())
}

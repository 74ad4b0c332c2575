//! Vectors, slices, arrays, and the sets of the standard library.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;

use super::{FromValue, IntoValue, Unfit};
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::memory::Charge;
use crate::runtime::value::Value;
use crate::types::set::Set;

/// A list of what an iterator yields; its memory is priced before it is taken.
pub(super) fn list<T: IntoValue>(
    interp: &mut Interp,
    items: impl ExactSizeIterator<Item = T>,
) -> Result<Value> {
    interp.reserve_items(items.len())?;
    let _room = Charge::of(items.len() * size_of::<Value>());
    let items = interp.nested("", |interp| {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.push(item.into_value(interp)?);
        }
        Ok(values)
    })?;
    Ok(Value::list(items))
}

/// Reads every item of an iterable that is no string, each with its position.
pub(super) fn each<T: FromValue>(
    interp: &mut Interp,
    value: &Value,
    what: &str,
    mut keep: impl FnMut(T),
) -> Result<(), Unfit> {
    if matches!(value, Value::Str(_) | Value::Bytes(_) | Value::Dict(_)) {
        return Err(Unfit::expected(what, value));
    }
    let Some(items) = iter::try_open(interp, value)? else {
        return Err(Unfit::expected(what, value));
    };
    let mut index = 0;
    while let Some(item) = items.next(interp)? {
        let mut unfit = None;
        interp.nested("", |interp| {
            match T::from_value(interp, &item) {
                Ok(item) => keep(item),
                Err(found) => unfit = Some(found),
            }
            Ok(())
        })?;
        if let Some(unfit) = unfit {
            return Err(unfit.at_index(index));
        }
        index += 1;
    }
    Ok(())
}

impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        list(interp, self.into_iter())
    }
}

impl<T: IntoValue> IntoValue for VecDeque<T> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        list(interp, self.into_iter())
    }
}

impl<T: IntoValue + Clone> IntoValue for &[T] {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        list(interp, self.iter().cloned())
    }
}

impl<T: IntoValue + Clone> IntoValue for &Vec<T> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        self.as_slice().into_value(interp)
    }
}

impl<T: IntoValue, const N: usize> IntoValue for [T; N] {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        list(interp, self.into_iter())
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let mut items = Vec::new();
        each(interp, value, "list", |item| items.push(item))?;
        Ok(items)
    }
}

impl<T: FromValue> FromValue for VecDeque<T> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        Vec::from_value(interp, value).map(VecDeque::from)
    }
}

impl<T: FromValue, const N: usize> FromValue for [T; N] {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let items = Vec::from_value(interp, value)?;
        let given = items.len();
        <[T; N]>::try_from(items).map_err(|_| {
            Unfit::new(
                ExcKind::ValueError,
                format!("must have {N} items, not {given}"),
            )
        })
    }
}

fn set<T: IntoValue>(interp: &mut Interp, items: impl Iterator<Item = T>) -> Result<Value> {
    let set = Set::new();
    for item in items {
        let item = item.into_value(interp)?;
        set.insert(interp, item)?;
    }
    Ok(Value::Set(Rc::new(set)))
}

impl<T: IntoValue> IntoValue for BTreeSet<T> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        set(interp, self.into_iter())
    }
}

impl<T: IntoValue, S> IntoValue for HashSet<T, S> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        set(interp, self.into_iter())
    }
}

impl<T: FromValue + Ord> FromValue for BTreeSet<T> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let mut items = BTreeSet::new();
        each(interp, value, "set", |item| {
            items.insert(item);
        })?;
        Ok(items)
    }
}

impl<T: FromValue + Eq + Hash, S: BuildHasher + Default> FromValue for HashSet<T, S> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let mut items = HashSet::default();
        each(interp, value, "set", |item| {
            items.insert(item);
        })?;
        Ok(items)
    }
}

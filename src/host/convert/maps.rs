//! The maps of the standard library, and anything that yields pairs.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;

use super::{FromValue, IntoValue, Unfit};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::repr;
use crate::runtime::value::Value;
use crate::types::dict::Dict;

/// For how many entries there is room from the start: an iterator may claim any number.
pub(in crate::host) const MOST_AT_ONCE: usize = 64;

/// A dict of the pairs that an iterator yields, for maps that this crate does not know.
///
/// ```
/// use lambkin::{Engine, Pairs};
/// let prices = Pairs([("pear", 3), ("apple", 2)]);
/// let outcome = Engine::new().compile("list(prices)")?.eval([("prices", prices)])?;
/// assert_eq!(outcome.repr()?, "['pear', 'apple']");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pairs<I>(pub I);

impl<I: IntoIterator<Item = (K, V)>, K: IntoValue, V: IntoValue> IntoValue for Pairs<I> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        let dict = Dict::new();
        let entries = self.0.into_iter();
        dict.table
            .reserve(interp, entries.size_hint().0.min(MOST_AT_ONCE))?;
        interp.nested("", |interp| {
            for (key, value) in entries {
                interp.tick()?;
                let key = key.into_key(interp)?;
                let value = value.into_value(interp)?;
                dict.insert(interp, key, value)?;
            }
            Ok(())
        })?;
        Ok(Value::Dict(Rc::new(dict)))
    }
}

impl<K: IntoValue, V: IntoValue, S> IntoValue for HashMap<K, V, S> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        Pairs(self).into_value(interp)
    }
}

impl<K: IntoValue, V: IntoValue> IntoValue for BTreeMap<K, V> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        Pairs(self).into_value(interp)
    }
}

/// Reads every entry of a dict.
fn each<K: FromValue, V: FromValue>(
    interp: &mut Interp,
    value: &Value,
    mut keep: impl FnMut(K, V),
) -> Result<(), Unfit> {
    let Value::Dict(dict) = value else {
        return Err(Unfit::expected("dict", value));
    };
    let mut cursor = 0;
    while let Some((key, value)) = dict.table.step(&mut cursor) {
        interp.tick()?;
        let mut read = Ok(());
        interp.nested("", |interp| {
            read = entry(interp, &key, &value).map(|(key, value)| keep(key, value));
            Ok(())
        })?;
        read?;
    }
    Ok(())
}

fn entry<K: FromValue, V: FromValue>(
    interp: &mut Interp,
    key: &Value,
    value: &Value,
) -> Result<(K, V), Unfit> {
    let place = |interp: &mut Interp, unfit: Unfit| match repr::repr(interp, key) {
        Ok(key) => unfit.under_key(key),
        Err(error) => Unfit::from(error),
    };
    let read = K::from_value(interp, key).map_err(|unfit| place(interp, unfit))?;
    let value = V::from_value(interp, value).map_err(|unfit| place(interp, unfit))?;
    Ok((read, value))
}

impl<K: FromValue + Ord, V: FromValue> FromValue for BTreeMap<K, V> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let mut map = BTreeMap::new();
        each(interp, value, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }
}

impl<K: FromValue + Eq + Hash, V: FromValue, S: BuildHasher + Default> FromValue
    for HashMap<K, V, S>
{
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let mut map = HashMap::default();
        each(interp, value, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }
}

/// The entries in their order.
impl<K: FromValue, V: FromValue> FromValue for Pairs<Vec<(K, V)>> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let mut pairs = Vec::new();
        each(interp, value, |key, value| pairs.push((key, value)))?;
        Ok(Pairs(pairs))
    }
}

//! The keys of records that the host makes again and again.
//!
//! Each call of a hook may bring a new record with the keys of the one before. Texts that served as a key lately serve
//! again: nothing is copied, and their hash is known.

use std::rc::Rc;

use super::error::Result;
use super::interp::Interp;
use super::ops::hash;
use super::value::Value;
use crate::types::str::Str;

/// How many keys are remembered; of those that fall on the same place, the last.
const PLACES: usize = 256;
/// The longest text that is remembered, in bytes.
const LONGEST: usize = 32;

/// Keys made lately.
#[derive(Default)]
pub(super) struct Keys(Vec<Option<Rc<Str>>>);

impl Keys {
    /// The text as a `str` that may have been a key before.
    fn recall(&mut self, text: &str) -> Rc<Str> {
        if self.0.is_empty() {
            self.0.resize(PLACES, None);
        }
        let hash = hash::of_text(text);
        let place = (hash.unsigned_abs() % PLACES as u64) as usize;
        let Some(remembered) = self.0.get_mut(place) else {
            return Rc::new(Str::new(text));
        };
        match remembered {
            Some(key) if key.as_str() == text => Rc::clone(key),
            _ => {
                let key = Rc::new(Str::new(text));
                key.hash.set(hash);
                Rc::clone(remembered.insert(key))
            }
        }
    }
}

impl Interp {
    /// The `str` of a text that a record has as a key.
    pub(crate) fn key(&mut self, text: &str) -> Result<Value> {
        if text.len() > LONGEST {
            self.reserve(text.len())?;
            return Ok(Value::str(text));
        }
        Ok(Value::Str(self.keys.recall(text)))
    }
}

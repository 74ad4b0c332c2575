//! Data that `serde` knows, in and out; the feature `serde`.
//!
//! A struct becomes a dict, an enum what it is in JSON; `serde_json::Value` comes along, like everything that is
//! `Serialize`.

mod read;
mod write;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::convert::{FromValue, IntoValue, Unfit};
use super::failure::Failure;
use super::inputs::IntoInputs;
use super::outcome::Outcome;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// Data that `serde` turns into a value, or out of one; as inputs, its fields are the names.
///
/// ```
/// use lambkin::{Engine, Serde};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize)]
/// struct Order { customer: &'static str, prices: Vec<f64> }
///
/// #[derive(Deserialize, Debug, PartialEq)]
/// struct Bill { to: String, total: f64 }
///
/// let program = Engine::new().compile("{'to': customer.title(), 'total': sum(prices)}")?;
/// let order = Order { customer: "ada", prices: vec![1.5, 2.0] };
/// let Serde(bill) = program.eval(Serde(&order))?.to::<Serde<Bill>>()?;
/// assert_eq!(bill, Bill { to: "Ada".to_owned(), total: 3.5 });
///
/// let program = Engine::new().compile("data['xs'][1]")?;
/// let data = serde_json::json!({"xs": [1, {"y": null}]});
/// let outcome = program.eval([("data", Serde(data))])?;
/// assert_eq!(outcome.deserialize::<serde_json::Value>()?, serde_json::json!({"y": null}));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Serde<T>(pub T);

impl<T: Serialize> IntoValue for Serde<T> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        write::write(interp, &self.0)
    }
}

impl<T: DeserializeOwned> FromValue for Serde<T> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        read::read(interp, value).map(Serde)
    }
}

impl<T: Serialize> IntoInputs for Serde<T> {
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()> {
        let Value::Dict(fields) = self.into_value(interp)? else {
            return Err(wording::type_error("inputs must be a struct or a map"));
        };
        let mut cursor = 0;
        while let Some((name, value)) = fields.table.step(&mut cursor) {
            let Some(name) = name.as_str() else {
                return Err(wording::type_error("inputs must have names"));
            };
            give(name, value);
        }
        Ok(())
    }
}

impl Outcome {
    /// The value as data that `serde` knows.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let outcome = Engine::new().compile("{'a': [1, None]}")?.eval(())?;
    /// let json: serde_json::Value = outcome.deserialize()?;
    /// assert_eq!(json.to_string(), r#"{"a":[1,null]}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Outcome::to`].
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        self.to::<Serde<T>>().map(|Serde(data)| data)
    }
}

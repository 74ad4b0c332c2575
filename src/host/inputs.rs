//! What a host passes to a program by name.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::convert::IntoValue;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// Names with data, which become values on the thread that evaluates.
///
/// `()`, arrays, vectors and maps of one type of data are inputs; [`Inputs`] takes data of different types.
///
/// ```
/// use lambkin::Engine;
/// let program = Engine::new().compile("a + b")?;
/// assert_eq!(program.eval([("a", 1), ("b", 2)])?.to::<i64>()?, 3);
/// assert_eq!(program.eval(vec![("a", "x"), ("b", "y")])?.to::<String>()?, "xy");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait IntoInputs {
    /// Hands each name and value to `give`.
    ///
    /// # Errors
    /// What making the values raises: a halt where they are too large.
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()>;
}

/// Names with data of different types.
///
/// ```
/// use lambkin::{Engine, Inputs};
/// let program = Engine::new().compile("f'{who}: {sum(scores)}'")?;
/// let inputs = Inputs::new().with("who", "Ada").with("scores", [3, 4]);
/// assert_eq!(program.eval(inputs)?.to::<String>()?, "Ada: 7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct Inputs<'a>(Vec<(Cow<'a, str>, Box<Make<'a>>)>);

type Make<'a> = dyn FnOnce(&mut Interp) -> Result<Value> + 'a;

impl<'a> Inputs<'a> {
    /// No names.
    ///
    /// ```
    /// use lambkin::{Engine, Inputs};
    /// assert!(Engine::new().compile("1")?.eval(Inputs::new()).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Inputs::default()
    }

    /// The same with one more name.
    ///
    /// ```
    /// use lambkin::{Engine, Inputs};
    /// let inputs = Inputs::new().with("xs", [1, 2]).with("n", 1);
    /// assert_eq!(Engine::new().compile("xs[n]")?.eval(inputs)?.to::<i64>()?, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, data: impl IntoValue + 'a) -> Self {
        let make = |interp: &mut Interp| data.into_value(interp);
        self.0.push((name.into(), Box::new(make)));
        self
    }
}

impl fmt::Debug for Inputs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

impl IntoInputs for Inputs<'_> {
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()> {
        for (name, make) in self.0 {
            give(&name, make(interp)?);
        }
        Ok(())
    }
}

impl IntoInputs for () {
    fn each(self, _: &mut Interp, _: &mut dyn FnMut(&str, Value)) -> Result<()> {
        Ok(())
    }
}

fn pairs<S: AsRef<str>, T: IntoValue>(
    interp: &mut Interp,
    pairs: impl IntoIterator<Item = (S, T)>,
    give: &mut dyn FnMut(&str, Value),
) -> Result<()> {
    for (name, data) in pairs {
        give(name.as_ref(), data.into_value(interp)?);
    }
    Ok(())
}

impl<S: AsRef<str>, T: IntoValue, const N: usize> IntoInputs for [(S, T); N] {
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()> {
        pairs(interp, self, give)
    }
}

impl<S: AsRef<str>, T: IntoValue> IntoInputs for Vec<(S, T)> {
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()> {
        pairs(interp, self, give)
    }
}

impl<S: AsRef<str>, T: IntoValue + Clone> IntoInputs for &[(S, T)] {
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()> {
        pairs(
            interp,
            self.iter().map(|(name, data)| (name, data.clone())),
            give,
        )
    }
}

impl<S: AsRef<str>, T: IntoValue, H> IntoInputs for HashMap<S, T, H> {
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()> {
        pairs(interp, self, give)
    }
}

impl<S: AsRef<str>, T: IntoValue> IntoInputs for BTreeMap<S, T> {
    fn each(self, interp: &mut Interp, give: &mut dyn FnMut(&str, Value)) -> Result<()> {
        pairs(interp, self, give)
    }
}

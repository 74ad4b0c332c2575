//! What an evaluation answers: the value, and what it cost.

use std::fmt;
use std::rc::Rc;

use super::cancel::Cancel;
use super::convert::{FromValue, Unfit};
use super::env::Env;
use super::failure::Failure;
use crate::runtime::error::Result as RunResult;
use crate::runtime::interp::Interp;
use crate::runtime::ops::repr;
use crate::runtime::value::Value;

/// A value and what it cost. It stays on its thread; [`Outcome::to`] makes Rust data of it.
///
/// ```
/// use lambkin::Engine;
/// let outcome = Engine::new().compile("[n * n for n in range(4)]")?.eval(())?;
/// assert_eq!(outcome.to::<Vec<u8>>()?, [0, 1, 4, 9]);
/// assert_eq!(outcome.repr()?, "[0, 1, 4, 9]");
/// assert!(outcome.usage.steps > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Outcome {
    /// The value.
    pub value: Value,
    /// What the evaluation spent.
    pub usage: Usage,
    pub(super) env: Rc<Env>,
}

/// What an evaluation spent.
///
/// ```
/// use lambkin::Engine;
/// let usage = Engine::new().compile("[0] * 1000")?.eval(())?.usage;
/// assert!(usage.peak_bytes >= 16_000 && usage.host_calls == 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Calls, pulled items and units of bulk work.
    pub steps: u64,
    /// Bytes alive now.
    pub bytes: usize,
    /// The most bytes that were alive at once: exact for what was asked for at once, else to within a few thousand
    /// steps.
    pub peak_bytes: usize,
    /// The most lambda calls that were under way at once.
    pub peak_depth: u32,
    /// Items pulled from iterators; a pipeline that runs as one loop counts those of its source.
    pub items: u64,
    /// Calls of the host's functions.
    pub host_calls: u64,
    /// Bytes printed.
    pub output: usize,
}

impl Usage {
    /// What an interpreter spent since its account was opened.
    pub(super) fn of(interp: &Interp) -> Self {
        let meter = &interp.meter;
        Usage {
            steps: meter.steps(),
            bytes: meter.live(),
            peak_bytes: meter.peak(),
            peak_depth: interp.peak_depth(),
            items: meter.items(),
            host_calls: meter.host_calls(),
            output: interp.printed(),
        }
    }
}

impl Outcome {
    /// The value as data of the host, under the engine's limits: a lazy iterator computes only when it is read.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let outcome = Engine::new().compile("{'a': (n for n in (1, 2))}")?.eval(())?;
    /// let map: std::collections::HashMap<String, Vec<u8>> = outcome.to()?;
    /// assert_eq!(map["a"], [1, 2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Failure::Unfit`] with the path of what does not fit, or what a lazy iterator raises.
    pub fn to<T: FromValue>(&self) -> Result<T, Failure> {
        let mut interp = self.env.interp(&Cancel::default());
        T::from_value(&mut interp, &self.value).map_err(|unfit| unfit.failure(&mut interp))
    }

    /// `repr(value)`
    ///
    /// ```
    /// use lambkin::Engine;
    /// assert_eq!(Engine::new().compile("'it\\'s'")?.eval(())?.repr()?, "\"it's\"");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is none: nested too deep, too many digits, a limit.
    pub fn repr(&self) -> Result<String, Failure> {
        self.read(|interp| repr::repr(interp, &self.value))
    }

    /// `str(value)`
    ///
    /// ```
    /// use lambkin::Engine;
    /// assert_eq!(Engine::new().compile("'text'")?.eval(())?.str()?, "text");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Outcome::repr`].
    pub fn str(&self) -> Result<String, Failure> {
        self.read(|interp| repr::str(interp, &self.value))
    }

    fn read<T>(&self, read: impl FnOnce(&mut Interp) -> RunResult<T>) -> Result<T, Failure> {
        let mut interp = self.env.interp(&Cancel::default());
        read(&mut interp).map_err(|error| Unfit::from(error).failure(&mut interp))
    }
}

impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("value", &self.value)
            .field("usage", &self.usage)
            .finish_non_exhaustive()
    }
}

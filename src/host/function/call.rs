//! One call of a method of a host's object.

use super::arguments::Arguments;
use super::record::check_count;
use crate::runtime::call::{CallArgs, Named};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// One call of a method, or of an object, of the host: what is called and the arguments.
///
/// ```
/// use lambkin::{Call, Engine, Error, HostObject, Interp, Value};
/// struct Door;
/// impl HostObject for Door {
///     fn type_name(&self) -> &'static str { "Door" }
///     fn methods(&self) -> &'static [&'static str] { &["open"] }
///     fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
///         let (width,): (f64,) = call.read(interp)?;
///         Ok(Value::Bool(width > 0.5))
///     }
/// }
/// let program = Engine::new().compile("door.open(0.8)")?;
/// assert!(program.eval([("door", Value::host(Door))])?.to::<bool>()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Call<'a> {
    name: &'a str,
    args: CallArgs<'a>,
}

impl<'a> Call<'a> {
    pub(in crate::host) fn new(name: &'a str, args: CallArgs<'a>) -> Self {
        Call { name, args }
    }

    /// What is called: the name of the method, or of the object's type.
    ///
    /// ```
    /// use lambkin::{Call, Engine, Error, HostObject, Interp, Value};
    /// struct Door;
    /// impl HostObject for Door {
    ///     fn type_name(&self) -> &'static str { "Door" }
    ///     fn methods(&self) -> &'static [&'static str] { &["open"] }
    ///     fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
    ///         Ok(Value::Bool(call.name() == "open"))
    ///     }
    /// }
    /// let program = Engine::new().compile("door.open()")?;
    /// assert!(program.eval([("door", Value::host(Door))])?.to::<bool>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The arguments, which are passed by position, as a tuple; those of type `Option` may be left out.
    ///
    /// ```
    /// use lambkin::{Call, Engine, Error, HostObject, Interp, Value};
    /// struct Door;
    /// impl HostObject for Door {
    ///     fn type_name(&self) -> &'static str { "Door" }
    ///     fn methods(&self) -> &'static [&'static str] { &["open"] }
    ///     fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
    ///         let (hand, width): (&str, Option<f64>) = call.read(interp)?;
    ///         Ok(Value::Bool(hand == "left" && width.is_none()))
    ///     }
    /// }
    /// let program = Engine::new().compile("door.open('left')")?;
    /// assert!(program.eval([("door", Value::host(Door))])?.to::<bool>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// `TypeError` as for a function of the host.
    pub fn read<Args: Arguments<'a, Output = Args>>(&self, interp: &mut Interp) -> Result<Args> {
        check_count(self.name, Args::OPTIONAL, self.args)?;
        let subject = |position: usize| format!("{}() argument {}", self.name, position + 1);
        Args::read(interp, self.args.positional, &subject)
    }

    /// The arguments passed by position.
    ///
    /// ```
    /// use lambkin::{Call, Engine, Error, HostObject, Interp, Value};
    /// struct Door;
    /// impl HostObject for Door {
    ///     fn type_name(&self) -> &'static str { "Door" }
    ///     fn methods(&self) -> &'static [&'static str] { &["open"] }
    ///     fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
    ///         Ok(Value::Bool(call.positional().len() == 2))
    ///     }
    /// }
    /// let program = Engine::new().compile("door.open(1, 2)")?;
    /// assert!(program.eval([("door", Value::host(Door))])?.to::<bool>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn positional(&self) -> &'a [Value] {
        self.args.positional
    }

    /// The arguments passed by name.
    ///
    /// ```
    /// use lambkin::{Call, Engine, Error, HostObject, Interp, Value};
    /// struct Door;
    /// impl HostObject for Door {
    ///     fn type_name(&self) -> &'static str { "Door" }
    ///     fn methods(&self) -> &'static [&'static str] { &["open"] }
    ///     fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
    ///         Ok(Value::Bool(call.named().len() == 1))
    ///     }
    /// }
    /// let program = Engine::new().compile("door.open(wide=1)")?;
    /// assert!(program.eval([("door", Value::host(Door))])?.to::<bool>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn named(&self) -> &'a [Named] {
        self.args.named
    }
}

impl std::fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

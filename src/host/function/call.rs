//! One call of a method of a host's object.

use super::arguments::Arguments;
use super::record::check_count;
use crate::runtime::call::{CallArgs, Named};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// One call of a method, or of an object, of the host: what is called and the arguments.
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
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The arguments, which are passed by position, as a tuple; those of type `Option` may be left out.
    ///
    /// # Errors
    /// `TypeError` as for a function of the host.
    pub fn read<Args: Arguments<'a, Output = Args>>(&self, interp: &mut Interp) -> Result<Args> {
        check_count(self.name, Args::OPTIONAL, self.args)?;
        let subject = |position: usize| format!("{}() argument {}", self.name, position + 1);
        Args::read(interp, self.args.positional, &subject)
    }

    /// The arguments passed by position.
    #[must_use]
    pub fn positional(&self) -> &'a [Value] {
        self.args.positional
    }

    /// The arguments passed by name.
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

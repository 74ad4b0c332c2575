//! The exception kinds, their parents, and the exception object.
//!
//! One row makes a kind, its type record and its place in the hierarchy.
//! Python's manual: <https://docs.python.org/3.13/library/exceptions.html#exception-hierarchy>.

use std::cell::RefCell;

use super::memory::{self, Charge};
use super::table::TypeInfo;
use super::trace::{Trace, Visit};
use super::value::Value;
use crate::types::exception;

macro_rules! exceptions {
    ($($name:ident : $parent:ident, $doc:literal;)*) => {
        /// Every exception type of the language, named as in Python.
        ///
        /// ```
        /// use lambkin::{Engine, Error, ExcKind, Function};
        ///
        /// let even = |n: i64| match n % 2 {
        ///     0 => Ok(n / 2),
        ///     _ => Err(Error::new(ExcKind::ValueError, "must be even")),
        /// };
        /// let engine = Engine::builder().register(Function::new("half(n)", even)).build()?;
        /// let failure = engine.compile("half(3)")?.eval(()).unwrap_err();
        /// assert_eq!(failure.to_string(), "ValueError: must be even");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ExcKind {
            $(#[doc = $doc] $name,)*
        }

        impl ExcKind {
            /// Every kind, parents before children.
            ///
            /// ```
            /// assert_eq!(lambkin::ExcKind::ALL[0].name(), "BaseException");
            /// ```
            pub const ALL: &'static [ExcKind] = &[$(ExcKind::$name,)*];

            /// Its name in Python.
            ///
            /// ```
            /// assert_eq!(lambkin::ExcKind::KeyError.name(), "KeyError");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(ExcKind::$name => stringify!($name),)* }
            }

            /// The kind it derives from; `BaseException` derives from itself.
            ///
            /// ```
            /// use lambkin::ExcKind;
            /// assert_eq!(ExcKind::KeyError.parent(), ExcKind::LookupError);
            /// ```
            #[must_use]
            pub const fn parent(self) -> ExcKind {
                match self { $(ExcKind::$name => ExcKind::$parent,)* }
            }

            /// Its type, as a value of the language.
            #[doc(hidden)]
            #[must_use]
            pub fn type_info(self) -> &'static TypeInfo {
                match self {
                    $(ExcKind::$name => {
                        static TYPE: TypeInfo =
                            exception::type_info(ExcKind::$name, $doc, || ExcKind::$parent.type_info());
                        &TYPE
                    })*
                }
            }
        }
    };
}

exceptions! {
    BaseException: BaseException, "Common base class of all exceptions.";
    BaseExceptionGroup: BaseException, "A combination of several unrelated exceptions.";
    GeneratorExit: BaseException, "Request that a generator exit.";
    KeyboardInterrupt: BaseException, "Program interrupted by user.";
    SystemExit: BaseException, "Request to exit from the interpreter.";
    Exception: BaseException, "Common base class of all ordinary exceptions.";
    ArithmeticError: Exception, "Base class of arithmetic errors.";
    FloatingPointError: ArithmeticError, "A floating-point operation failed.";
    OverflowError: ArithmeticError, "A result is too large to be represented.";
    ZeroDivisionError: ArithmeticError, "The second operand of a division or modulo was zero.";
    AssertionError: Exception, "An assertion failed.";
    AttributeError: Exception, "An attribute was not found.";
    BufferError: Exception, "A buffer operation failed.";
    EOFError: Exception, "Reading met the end of a file.";
    ImportError: Exception, "An import could not find a module or a name in it.";
    ModuleNotFoundError: ImportError, "A module was not found.";
    LookupError: Exception, "Base class of lookup errors.";
    IndexError: LookupError, "A sequence index is out of range.";
    KeyError: LookupError, "A mapping key was not found.";
    MemoryError: Exception, "Out of memory.";
    NameError: Exception, "A name was not found.";
    UnboundLocalError: NameError, "A local name has no value yet.";
    OSError: Exception, "Base class of input and output errors.";
    BlockingIOError: OSError, "Input or output would block.";
    ChildProcessError: OSError, "A child process failed.";
    ConnectionError: OSError, "A connection failed.";
    BrokenPipeError: ConnectionError, "A pipe is broken.";
    ConnectionAbortedError: ConnectionError, "A connection was aborted.";
    ConnectionRefusedError: ConnectionError, "A connection was refused.";
    ConnectionResetError: ConnectionError, "A connection was reset.";
    FileExistsError: OSError, "A file exists already.";
    FileNotFoundError: OSError, "A file was not found.";
    InterruptedError: OSError, "Interrupted by a signal.";
    IsADirectoryError: OSError, "The operation does not work on directories.";
    NotADirectoryError: OSError, "The operation works only on directories.";
    PermissionError: OSError, "Not enough permissions.";
    ProcessLookupError: OSError, "A process was not found.";
    TimeoutError: OSError, "Time ran out.";
    ReferenceError: Exception, "A weak reference is used after its object was collected.";
    RuntimeError: Exception, "An error of no other kind.";
    NotImplementedError: RuntimeError, "The operation is not implemented.";
    PythonFinalizationError: RuntimeError, "The operation is blocked during shutdown.";
    RecursionError: RuntimeError, "The recursion limit was exceeded.";
    StopAsyncIteration: Exception, "The end of an asynchronous iterator.";
    StopIteration: Exception, "The end of an iterator.";
    SyntaxError: Exception, "Invalid syntax.";
    IndentationError: SyntaxError, "Improper indentation.";
    TabError: IndentationError, "Improper mixture of spaces and tabs.";
    SystemError: Exception, "An internal error of the interpreter.";
    TypeError: Exception, "An argument is of the wrong type.";
    ValueError: Exception, "An argument is of the right type but of a wrong value.";
    UnicodeError: ValueError, "An error about Unicode.";
    UnicodeDecodeError: UnicodeError, "Decoding failed.";
    UnicodeEncodeError: UnicodeError, "Encoding failed.";
    UnicodeTranslateError: UnicodeError, "Translating failed.";
    ExceptionGroup: BaseExceptionGroup, "A combination of several unrelated exceptions.";
    JSONDecodeError: ValueError, "A text is not JSON.";
    PatternError: Exception, "A text is no regular expression.";
    StatisticsError: ValueError, "Data does not allow a statistic.";
    Warning: Exception, "Base class of warnings.";
    BytesWarning: Warning, "A warning about bytes and buffers.";
    DeprecationWarning: Warning, "A warning about deprecated features.";
    EncodingWarning: Warning, "A warning about encodings.";
    FutureWarning: Warning, "A warning about features that will change.";
    ImportWarning: Warning, "A warning about likely mistakes in imports.";
    PendingDeprecationWarning: Warning, "A warning about features deprecated later.";
    ResourceWarning: Warning, "A warning about resource usage.";
    RuntimeWarning: Warning, "A warning about dubious run-time behaviour.";
    SyntaxWarning: Warning, "A warning about dubious syntax.";
    UnicodeWarning: Warning, "A warning about Unicode.";
    UserWarning: Warning, "A warning of user code.";
}

impl ExcKind {
    /// The module that has it; the builtin ones need no import.
    ///
    /// ```
    /// assert_eq!(lambkin::ExcKind::StatisticsError.module(), "statistics");
    /// ```
    #[must_use]
    pub const fn module(self) -> &'static str {
        if matches!(self, ExcKind::JSONDecodeError) {
            "json.decoder"
        } else if matches!(self, ExcKind::PatternError) {
            "re"
        } else if matches!(self, ExcKind::StatisticsError) {
            "statistics"
        } else {
            "builtins"
        }
    }

    /// Its name as Python's last line says it: `json.decoder.JSONDecodeError`, `ValueError`.
    ///
    /// ```
    /// assert_eq!(lambkin::ExcKind::PatternError.qualified_name(), "re.PatternError");
    /// ```
    #[must_use]
    pub const fn qualified_name(self) -> &'static str {
        if matches!(self, ExcKind::JSONDecodeError) {
            "json.decoder.JSONDecodeError"
        } else if matches!(self, ExcKind::PatternError) {
            "re.PatternError"
        } else if matches!(self, ExcKind::StatisticsError) {
            "statistics.StatisticsError"
        } else {
            self.name()
        }
    }

    /// Whether this kind is `other` or derives from it.
    ///
    /// ```
    /// use lambkin::ExcKind;
    /// assert!(ExcKind::KeyError.is_a(ExcKind::LookupError));
    /// ```
    #[must_use]
    pub fn is_a(self, other: ExcKind) -> bool {
        // The one kind with two parents.
        if self == ExcKind::ExceptionGroup && other == ExcKind::Exception {
            return true;
        }
        let mut kind = self;
        loop {
            if kind == other {
                return true;
            }
            let parent = kind.parent();
            if parent == kind {
                return false;
            }
            kind = parent;
        }
    }
}

/// An exception as a value: `ValueError('x')`.
pub struct Exception {
    /// Its type.
    pub kind: ExcKind,
    args: RefCell<Vec<Value>>,
    /// What was given besides the arguments: the `name` of a `NameError`, the `filename` of an `OSError`.
    details: RefCell<Vec<(&'static str, Value)>>,
    _charge: Charge,
}

impl Trace for Exception {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.args.trace(visit);
        if let Ok(details) = self.details.try_borrow() {
            details.iter().for_each(|(_, value)| visit.value(value));
        }
    }
}

impl Exception {
    /// An exception of that kind with those arguments.
    #[must_use]
    pub fn new(kind: ExcKind, args: Vec<Value>) -> Self {
        Self::with_details(kind, args, Vec::new())
    }

    /// The same with values that are no arguments, each under its attribute's name.
    #[must_use]
    pub fn with_details(
        kind: ExcKind,
        args: Vec<Value>,
        details: Vec<(&'static str, Value)>,
    ) -> Self {
        let held = args.len() + details.len();
        Exception {
            kind,
            args: RefCell::new(args),
            details: RefCell::new(details),
            _charge: Charge::of(size_of::<Self>() + held * size_of::<Value>()),
        }
    }

    /// The value under that attribute's name.
    #[must_use]
    pub fn detail(&self, name: &str) -> Option<Value> {
        let details = self.details.borrow();
        let found = details.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| value.clone())
    }

    /// Its arguments: `args`.
    #[must_use]
    pub fn args(&self) -> Vec<Value> {
        self.args.borrow().clone()
    }
}

impl Drop for Exception {
    fn drop(&mut self) {
        let details = self.details.take().into_iter().map(|(_, value)| value);
        memory::dispose(self.args.take().into_iter().chain(details).collect());
    }
}

//! How a command ends when it ends early: what to say, and the exit status.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// The exit statuses of the `lambkin` command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// There is a value.
    Value,
    /// The expression raised an exception.
    Exception,
    /// The text is no expression, or the command line or the input is wrong.
    Refused,
    /// A limit was reached.
    Limit,
    /// Ctrl-C.
    Interrupted,
    /// Nobody reads the output any more.
    BrokenPipe,
}

impl Status {
    /// The number that the shell sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Status::Value => 0,
            Status::Exception => 1,
            Status::Refused => 2,
            Status::Limit => 3,
            // As shells count a process that a signal ended: 128 and the signal's number.
            Status::Interrupted => 130,
            Status::BrokenPipe => 141,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status.code())
    }
}

/// An early end.
#[derive(Debug)]
pub(crate) struct Stop {
    /// The exit status.
    pub(crate) status: Status,
    /// What goes to standard error, with its last line break.
    pub(crate) report: String,
}

impl Stop {
    /// One line about input that cannot be used.
    pub(crate) fn refused(what: impl fmt::Display) -> Self {
        Stop {
            status: Status::Refused,
            report: lambkin::report::visible(&format!("lambkin: {what}")).replace('\n', "␊") + "\n",
        }
    }
}

impl From<io::Error> for Stop {
    /// The output could not be written.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Stop {
                status: Status::BrokenPipe,
                report: String::new(),
            };
        }
        Stop::refused(format!("cannot write the output: {}", cause(&error)))
    }
}

/// The system's words, without its number for them.
pub(crate) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}

//! What is known of the terminal, found out once.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process;

use lambkin::report::visible;

use crate::arguments::When;
use crate::stop::Stop;

/// How to write to the two output streams.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Whether reports are coloured.
    pub(crate) colour: bool,
    /// Whether a person reads standard output as it appears.
    reader: bool,
}

impl Terminal {
    /// As the user wants it, and where that is left open, as the surroundings suggest.
    pub(crate) fn new(color: When) -> Self {
        let unset = |name| env::var_os(name).is_none_or(|value| value.is_empty());
        let colour = match color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                io::stderr().is_terminal()
                    && unset("NO_COLOR")
                    && env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        Terminal {
            colour,
            reader: io::stdout().is_terminal(),
        }
    }

    /// The same, coloured only where that is wanted.
    pub(crate) fn coloured(self, wanted: bool) -> Self {
        Terminal {
            colour: self.colour && wanted,
            ..self
        }
    }

    /// The columns of the terminal; 80 where that is not known.
    pub(crate) fn width() -> usize {
        let told = env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        told.or_else(asked).filter(|width| *width > 0).unwrap_or(80)
    }

    /// Writes text that an expression made; a terminal is shown pictures of control characters, a pipe gets the bytes.
    pub(crate) fn put(self, text: &str) -> io::Result<()> {
        self.write(text)?;
        io::stdout().flush()
    }

    /// Whether a person reads what [`Terminal::put`] writes.
    pub(crate) fn has_reader(self) -> bool {
        self.reader
    }

    /// The same with what stands between U+0002 and U+0003 underlined, where a person reads it.
    pub(crate) fn put_underlined(self, text: &str) -> io::Result<()> {
        if !self.reader {
            return self.put(text);
        }
        let shown = visible(text)
            .replace('␂', "\u{1b}[4m")
            .replace('␃', "\u{1b}[24m");
        let mut stdout = io::stdout().lock();
        stdout.write_all(shown.as_bytes())?;
        stdout.flush()
    }

    fn write(self, text: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        if self.reader {
            stdout.write_all(visible(text).as_bytes())?;
            stdout.flush()
        } else {
            stdout.write_all(text.as_bytes())
        }
    }

    /// What `print` writes with: as [`Terminal::put`], but when nobody reads any more, the process ends.
    pub(crate) fn printer(self) -> impl FnMut(&str) {
        move |text| {
            if let Err(error) = self.write(text) {
                let stop = Stop::from(error);
                self.complain(&stop.report);
                process::exit(i32::from(stop.status.code()));
            }
        }
    }

    /// Writes a report to standard error. There is nobody to tell when that fails.
    pub(crate) fn complain(self, report: &str) {
        let _ = io::stderr().lock().write_all(report.as_bytes());
    }
}

//! Settings of the prompt, from a TOML file.
//!
//! ```toml
//! keys = "vi"          # or "emacs"
//! history = 5000       # entries that are kept; 0 keeps none
//! width = 100          # columns for values; else what the terminal has
//! color = false        # as NO_COLOR
//! quiet = true         # no greeting
//! [limits]
//! steps = 10_000_000
//! memory = "512MiB"
//! time = "5s"
//! depth = 1000
//! ```

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::arguments::{Limits, Prompt};
use crate::quantity;
use crate::stop::{Stop, cause};

/// What may be set.
#[derive(Debug)]
pub(super) struct Config {
    /// Whether the keys are those of vi, and not those of emacs.
    pub(super) vi: bool,
    /// Entries that the history keeps.
    pub(super) history: usize,
    /// Columns to fit values into.
    pub(super) width: Option<usize>,
    /// Whether anything may be coloured.
    pub(super) color: bool,
    /// Whether there is no greeting.
    pub(super) quiet: bool,
    /// What an evaluation may spend.
    pub(super) limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            vi: false,
            history: 10_000,
            width: None,
            color: true,
            quiet: false,
            limits: Limits::default(),
        }
    }
}

impl Config {
    /// The settings in the file that was named, or in the usual one where there is one.
    pub(super) fn find(arguments: &Prompt) -> Result<Self, Stop> {
        let mut config = match (&arguments.config, usual()) {
            (Some(file), _) => Config::read(file)?,
            (None, Some(file)) if file.is_file() => Config::read(&file)?,
            (None, _) => Config::default(),
        };
        config.quiet |= arguments.quiet;
        if arguments.no_history {
            config.history = 0;
        }
        Ok(config)
    }

    fn read(file: &Path) -> Result<Self, Stop> {
        let refused = |why: &str| Stop::refused(format!("{}: {why}", file.display()));
        let text = fs::read_to_string(file).map_err(|error| refused(&cause(&error)))?;
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| {
                text.get(..span.start)
                    .unwrap_or_default()
                    .matches('\n')
                    .count()
                    + 1
            });
            refused(&format!("line {line}: {}", error.message()))
        })?;
        Config::of(&table).map_err(|why| refused(&why))
    }

    fn of(table: &Table) -> Result<Self, String> {
        let mut config = Config::default();
        for (name, value) in table {
            match (name.as_str(), value) {
                ("keys", Value::String(keys)) if keys == "vi" => config.vi = true,
                ("keys", Value::String(keys)) if keys == "emacs" => config.vi = false,
                ("keys", _) => return Err("keys: expected \"vi\" or \"emacs\"".to_owned()),
                ("history", value) => config.history = count(name, value)?,
                ("width", value) => config.width = Some(count(name, value)?.max(10)),
                ("color", Value::Boolean(value)) => config.color = *value,
                ("quiet", Value::Boolean(value)) => config.quiet = *value,
                ("color" | "quiet", _) => return Err(format!("{name}: expected true or false")),
                ("limits", Value::Table(limits)) => config.limits = read_limits(limits)?,
                _ => return Err(format!("there is no setting '{name}'")),
            }
        }
        Ok(config)
    }
}

fn read_limits(table: &Table) -> Result<Limits, String> {
    let mut limits = Limits::default();
    for (name, value) in table {
        let text = || match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match name.as_str() {
            "steps" => limits.max_steps = Some(count(name, value)? as u64),
            "memory" => limits.max_memory = Some(quantity::bytes(&text())?),
            "time" => limits.timeout = Some(quantity::duration(&text())?),
            "depth" => {
                let depth = u32::try_from(count(name, value)?);
                limits.max_depth = Some(depth.map_err(|_| "depth: too large".to_owned())?);
            }
            _ => return Err(format!("there is no limit '{name}'")),
        }
    }
    Ok(limits)
}

fn count(name: &str, value: &Value) -> Result<usize, String> {
    let number = value
        .as_integer()
        .and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| format!("{name}: expected a number"))
}

/// `lambkin/config.toml` in the folder for configuration.
fn usual() -> Option<PathBuf> {
    let folder = folder("XDG_CONFIG_HOME", ".config")?;
    Some(folder.join("lambkin/config.toml"))
}

/// Where the history lies: `lambkin/history` in the folder for data.
pub(super) fn history_file() -> Option<PathBuf> {
    Some(folder("XDG_DATA_HOME", ".local/share")?.join("lambkin/history"))
}

fn folder(variable: &str, otherwise: &str) -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    match set(variable) {
        Some(folder) => Some(folder.into()),
        None => Some(PathBuf::from(set("HOME")?).join(otherwise)),
    }
}

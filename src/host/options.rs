//! What an evaluation may spend.

use std::time::Duration;

use crate::runtime::meter::Budget;

/// The limits of one evaluation; `None` is no limit.
///
/// ```
/// use std::time::Duration;
/// use lambkin::Limits;
/// let limits = Limits { time: Some(Duration::from_millis(10)), ..Limits::untrusted() };
/// assert_eq!(limits.depth, 1_000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Calls, pulled items and units of bulk work.
    pub steps: Option<u64>,
    /// Live bytes.
    pub memory: Option<usize>,
    /// Lambda calls within each other: Python's recursion limit.
    pub depth: u32,
    /// Wall-clock time, in which what was made is let go of too: with much alive, an evaluation ends that much earlier.
    pub time: Option<Duration>,
    /// Bytes printed.
    pub output: Option<usize>,
    /// Items pulled from iterators; a pipeline that runs as one loop counts those of its source.
    pub items: Option<u64>,
    /// Calls of the host's functions.
    pub host_calls: Option<u64>,
}

impl Limits {
    /// For expressions from anywhere: 10 million steps, 64 MiB, 1,000 calls deep, one second, 1 MiB of output,
    /// 5 million items, 100,000 calls of the host.
    ///
    /// ```
    /// use lambkin::Limits;
    /// assert_eq!(Limits::untrusted().steps, Some(10_000_000));
    /// ```
    #[must_use]
    pub fn untrusted() -> Self {
        Limits {
            steps: Some(10_000_000),
            memory: Some(64 << 20),
            depth: 1_000,
            time: Some(Duration::from_secs(1)),
            output: Some(1 << 20),
            items: Some(5_000_000),
            host_calls: Some(100_000),
        }
    }

    /// For a person who can interrupt: memory and depth alone.
    ///
    /// ```
    /// use lambkin::Limits;
    /// assert_eq!(Limits::interactive().steps, None);
    /// ```
    #[must_use]
    pub fn interactive() -> Self {
        Limits {
            steps: None,
            memory: Some(1 << 30),
            depth: 1_000,
            time: None,
            output: None,
            items: None,
            host_calls: None,
        }
    }

    /// None but the depth that the language itself prescribes.
    ///
    /// ```
    /// use lambkin::Limits;
    /// assert_eq!(Limits::unlimited().memory, None);
    /// ```
    #[must_use]
    pub fn unlimited() -> Self {
        Limits {
            steps: None,
            memory: None,
            depth: 1_000,
            time: None,
            output: None,
            items: None,
            host_calls: None,
        }
    }

    pub(super) fn budget(&self) -> Budget {
        Budget {
            steps: self.steps,
            memory: self.memory,
            time: self.time,
            output: self.output,
            items: self.items,
            host_calls: self.host_calls,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits::untrusted()
    }
}

//! What a peer is asked to do, and its words for it.

use crate::data::Data;
use crate::timing::Pace;
use crate::workloads::Workload;

/// One workload with its arguments and the answer that is expected.
pub(crate) struct Task<'a> {
    /// What it is called and how many items it has.
    pub(crate) workload: &'a Workload,
    /// The arguments as plain data.
    pub(crate) arguments: &'a [Data],
    /// Lambkin's answer.
    pub(crate) expected: &'a Data,
    /// How long to measure.
    pub(crate) pace: Pace,
}

/// A time per item, or what went wrong; `None` where a language cannot say the workload.
pub(crate) type Measured = Option<Result<f64, String>>;

impl Task<'_> {
    /// Times a body whose answer agrees with Lambkin's.
    pub(crate) fn time(&self, mut body: impl FnMut() -> Data) -> Measured {
        let answer = body();
        Some(if answer.agrees(self.expected) {
            Ok(self.pace.per_item(self.workload.items, body))
        } else {
            Err(format!("{answer:?}, not {:?}", self.expected))
        })
    }

    /// The workload in another language's words: an entry of its list begins with the name on a line of its own,
    /// perhaps with the names of parameters, and goes on with indented lines.
    pub(crate) fn text(&self, list: &str) -> Option<Text> {
        let mut lines = list.lines();
        let parameters = lines.find_map(|line| {
            let rest = line.strip_prefix(self.workload.name.as_str())?;
            match rest.strip_prefix(": ") {
                Some(names) => Some(names.split(", ").map(str::to_owned).collect()),
                None => rest.is_empty().then(Vec::new),
            }
        })?;
        let code: Vec<_> = lines.map_while(|line| line.strip_prefix("    ")).collect();
        let code = code.join("\n");
        Some(Text { parameters, code })
    }
}

/// A workload in another language's words.
pub(crate) struct Text {
    /// The names of its arguments, where the language has no functions.
    pub(crate) parameters: Vec<String>,
    /// The text.
    pub(crate) code: String,
}

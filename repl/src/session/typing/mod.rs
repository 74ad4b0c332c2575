//! What is shown while an entry is typed: colours, hints, completions.
//!
//! All of it reads one [`Analysis`] of the text, made once for each change. Nothing here evaluates anything.

mod analysis;
mod call;
mod complete;
mod files;
mod highlight;
mod hint;
mod known;

pub(crate) use analysis::Analysis;

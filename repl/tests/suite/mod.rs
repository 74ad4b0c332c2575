//! The tests, one file per subject.

mod batch;
mod command;
mod readme;
mod sessions;
mod terminal;
mod tour;
mod transcripts;

//! The tests, one file per subject.

mod transcripts;

//! The tests, one file per subject.

mod house;
mod reports;
mod spec;

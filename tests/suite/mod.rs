//! The tests, one file per subject.

mod differential;
mod house;
mod reports;
mod spec;
mod tables;

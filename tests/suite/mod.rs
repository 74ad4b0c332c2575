//! The tests, one file per subject.

mod deep;
mod differential;
mod house;
mod reports;
mod spec;
mod tables;

//! The tests, one file per subject.

mod deep;
mod differential;
mod grammar;
mod house;
mod reports;
mod sentences;
mod spec;
mod tables;

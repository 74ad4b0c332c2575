//! The tests, one file per subject.

mod cycles;
mod deep;
mod differential;
mod embedding;
mod fuzz;
mod grammar;
mod hostile;
mod house;
mod limits;
mod modules;
mod pages;
mod parse;
mod programs;
mod reference;
mod reports;
mod rewrites;
mod roundtrip;
mod sentences;
mod spec;
mod steps;
mod tables;
mod teach;
mod text;
mod views;
mod watch;

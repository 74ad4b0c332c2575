//! The `lambkin` command.
#![forbid(unsafe_code)]

fn main() {}

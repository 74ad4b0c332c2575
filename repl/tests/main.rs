//! The tests of the `lambkin` command, all of which run the binary itself.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod suite;
mod support;

//! The one test binary: `suite` holds the tests by subject, `support` what they share.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod suite;
mod support;

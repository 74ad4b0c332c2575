//! `cargo fuzz run parse`
#![no_main]

#[path = "../targets.rs"]
#[allow(dead_code, reason = "each target uses one of the three")]
mod targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::parse(text));

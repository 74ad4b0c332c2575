//! How much of a random test is asked for, and which part of it: numbers in the environment.

/// The number of that name, where one is given.
pub(crate) fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

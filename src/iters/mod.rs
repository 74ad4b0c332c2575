//! Lazy iterators, one kind in each file.

pub mod sequence;
mod text;

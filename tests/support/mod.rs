//! What several tests share; it holds no test of its own subject.

pub(crate) mod doctest;
pub(crate) mod files;
pub(crate) mod golden;
pub(crate) mod oracle;
pub(crate) mod python;
pub(crate) mod reply;
pub(crate) mod wish;

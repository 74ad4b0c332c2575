//! What learners are told.

mod library;
mod table;

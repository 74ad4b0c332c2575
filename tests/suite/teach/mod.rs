//! What learners are told.

mod errors;
mod lessons;
mod library;
mod rough;
mod table;

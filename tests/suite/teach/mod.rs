//! What learners are told.

mod library;

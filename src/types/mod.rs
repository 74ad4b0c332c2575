//! One file or folder for each Python type: its payload, its `TYPE` record and its methods.

pub mod alias;
pub mod bool;
pub mod bytes;
pub mod complex;
pub mod dict;
pub mod exception;
pub mod float;
pub mod function;
pub mod int;
pub mod list;
pub mod method;
pub mod module;
pub mod none;
pub mod object;
pub mod range;
pub mod set;
pub mod slice;
pub mod str;
pub mod tuple;
pub mod type_;

//! A host's object that many threads hold: an `Arc` of it is such an object too.

use std::sync::Arc;

use super::function::Call;
use super::items::Items;
use super::object::{HostObject, Lookup};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::syntax::ast::BinaryOp;

impl<T: HostObject> HostObject for Arc<T> {
    fn type_name(&self) -> &'static str {
        T::type_name(self)
    }

    fn doc(&self) -> &'static str {
        T::doc(self)
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        T::attribute(self, interp, name)
    }

    fn attribute_names(&self) -> Vec<String> {
        T::attribute_names(self)
    }

    fn item(&self, interp: &mut Interp, key: &Value) -> Result<Lookup> {
        T::item(self, interp, key)
    }

    fn methods(&self) -> &'static [&'static str] {
        T::methods(self)
    }

    fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value> {
        T::method(self, interp, call)
    }

    fn is_callable(&self) -> bool {
        T::is_callable(self)
    }

    fn call(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value> {
        T::call(self, interp, call)
    }

    fn length(&self) -> Option<usize> {
        T::length(self)
    }

    fn iter(&self, interp: &mut Interp) -> Result<Option<Items>> {
        T::iter(self, interp)
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Result<Option<bool>> {
        T::contains(self, interp, item)
    }

    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        T::binary(self, interp, op, other, reflected)
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        T::repr(self, interp)
    }
}

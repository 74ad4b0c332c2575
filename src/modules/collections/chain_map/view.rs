//! `ChainMap.keys()`, `values()` and `items()`: windows on a chain.

use std::rc::Rc;

use super::of;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter};
use crate::runtime::object::Object;
use crate::runtime::ops::{compare, contains, repr};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::types::dict::{DictView, ViewKind};

static KEYS: TypeInfo = view("KeysView", "The keys of a mapping.");
static VALUES: TypeInfo = view("ValuesView", "The values of a mapping.");
static ITEMS: TypeInfo = view("ItemsView", "The entries of a mapping.");

const fn view(name: &'static str, doc: &'static str) -> TypeInfo {
    crate::iters::type_info("collections.abc", name, doc, None)
}

/// The payload.
pub(super) struct ChainView {
    /// The chain.
    pub(super) chain: Value,
    /// What is seen of it.
    pub(super) kind: ViewKind,
}

impl ChainView {
    /// The same view of the chain as one dict.
    fn flat(&self, interp: &mut Interp) -> Result<Value> {
        let flat = of(&self.chain)?.flat(interp)?;
        Ok(Value::DictView(Rc::new(DictView {
            dict: Rc::new(flat),
            kind: self.kind,
        })))
    }
}

impl Object for ChainView {
    fn type_info(&self) -> &'static TypeInfo {
        match self.kind {
            ViewKind::Keys => &KEYS,
            ViewKind::Values => &VALUES,
            ViewKind::Items => &ITEMS,
        }
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.chain.trace(visit);
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let chain = repr::repr(interp, &self.chain)?;
        Ok(format!("{}({chain})", self.type_info().name))
    }

    fn len(&self, interp: &mut Interp) -> Option<Result<usize>> {
        let keys = of(&self.chain).and_then(|chain| chain.keys(interp));
        Some(keys.map(|keys| keys.len()))
    }

    fn iter(&self, interp: &mut Interp, _: &Value) -> Option<Result<Rc<Iter>>> {
        let flat = self.flat(interp);
        Some(flat.and_then(|flat| iter::open(interp, &flat)))
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        if self.kind == ViewKind::Keys {
            return Some(contains::contains(interp, &self.chain, item));
        }
        let flat = self.flat(interp);
        Some(flat.and_then(|flat| contains::contains(interp, &flat, item)))
    }

    fn compare(
        &self,
        interp: &mut Interp,
        op: crate::syntax::ast::CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        if self.kind == ViewKind::Values {
            return Ok(None);
        }
        let flat = self.flat(interp)?;
        compare::compare(interp, op, &flat, other).map(Some)
    }
}

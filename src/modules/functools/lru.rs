//! The memory of `cache` and `lru_cache`: results by arguments, in the order in which they were used.

use std::cell::{Cell, RefCell};

use crate::modules::collections::namedtuple;
use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::object::Object;
use crate::runtime::ops::{attr, hash};
use crate::runtime::table::{Builtin, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::types::dict::{Dict, Table};
use crate::types::type_;

pub(super) static TYPE: TypeInfo = TypeInfo {
    name: "_lru_cache_wrapper",
    module: "functools",
    doc: "A function with a memory.",
    base: None,
    new: None,
    methods: &[&CACHE_CLEAR, &CACHE_INFO, &CACHE_PARAMETERS],
    class_methods: &[],
    getters: &[],
};

const fn method(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "_lru_cache_wrapper",
        params: Params::new(&[]),
        wording: Wording::NoArguments,
        doc,
        examples,
        run,
    }
}

static CACHE_CLEAR: Builtin = method(
    "cache_clear",
    "Forgets everything.",
    &[("functools.cache(len).cache_clear()", "None")],
    |_, args| {
        if let Some(cache) = args.this.downcast::<Cache>() {
            cache.clear();
        }
        Ok(Value::None)
    },
);

static CACHE_INFO: Builtin = method(
    "cache_info",
    "How often the memory helped, and how much is in it.",
    &[(
        "functools.cache(len).cache_info()",
        "CacheInfo(hits=0, misses=0, maxsize=None, currsize=0)",
    )],
    |_, args| {
        Ok(match args.this.downcast::<Cache>() {
            Some(cache) => cache.info(),
            None => Value::None,
        })
    },
);

static CACHE_PARAMETERS: Builtin = method(
    "cache_parameters",
    "What the cache was made with.",
    &[(
        "functools.cache(len).cache_parameters()",
        "{'maxsize': None, 'typed': False}",
    )],
    |interp, args| match args.this.downcast::<Cache>() {
        Some(cache) => cache.parameters(interp),
        None => Ok(Value::None),
    },
);

/// A function with a memory.
pub(super) struct Cache {
    function: Value,
    /// How many results are kept; `None` is all of them.
    most: Option<usize>,
    /// Whether `1` and `1.0` are told apart.
    typed: bool,
    hits: Cell<usize>,
    misses: Cell<usize>,
    /// Where the result for some arguments lies among the entries.
    places: Table<usize>,
    entries: RefCell<Entries>,
}

/// The results, chained from the one used least recently to the one used last.
#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    oldest: usize,
    newest: usize,
}

struct Entry {
    key: Value,
    result: Value,
    older: usize,
    newer: usize,
}

impl Entries {
    /// Makes an entry the one used last.
    fn touch(&mut self, at: usize) {
        if at == self.newest {
            return;
        }
        let Some((older, newer)) = self.list.get(at).map(|entry| (entry.older, entry.newer)) else {
            return;
        };
        if at == self.oldest {
            self.oldest = newer;
        } else if let Some(entry) = self.list.get_mut(older) {
            entry.newer = newer;
        }
        if let Some(entry) = self.list.get_mut(newer) {
            entry.older = older;
        }
        self.link_newest(at);
    }

    fn link_newest(&mut self, at: usize) {
        let before = std::mem::replace(&mut self.newest, at);
        if let Some(entry) = self.list.get_mut(before) {
            entry.newer = at;
        }
        if let Some(entry) = self.list.get_mut(at) {
            entry.older = before;
        }
    }

    fn push(&mut self, key: Value, result: Value) -> usize {
        let at = self.list.len();
        self.list.push(Entry {
            key,
            result,
            older: at,
            newer: at,
        });
        if at == 0 {
            (self.oldest, self.newest) = (0, 0);
        } else {
            self.link_newest(at);
        }
        at
    }
}

impl Cache {
    /// A function with an empty memory for `most` results.
    pub(super) fn new(function: Value, most: Option<usize>, typed: bool) -> Self {
        Cache {
            function,
            most,
            typed,
            hits: Cell::new(0),
            misses: Cell::new(0),
            places: Table::new(),
            entries: RefCell::default(),
        }
    }

    fn clear(&self) {
        self.hits.set(0);
        self.misses.set(0);
        self.places.clear();
        let entries = self.entries.take();
        let values = entries
            .list
            .into_iter()
            .flat_map(|entry| [entry.key, entry.result]);
        memory::dispose(values.collect());
    }

    fn info(&self) -> Value {
        let fields = [
            ("hits", Value::from(self.hits.get())),
            ("misses", Value::from(self.misses.get())),
            ("maxsize", self.most.map_or(Value::None, Value::from)),
            ("currsize", Value::from(self.places.len())),
        ];
        namedtuple::instance("functools", "CacheInfo", fields)
    }

    fn parameters(&self, interp: &mut Interp) -> Result<Value> {
        let dict = Dict::new();
        let most = self.most.map_or(Value::None, Value::from);
        dict.insert(interp, Value::str("maxsize"), most)?;
        dict.insert(interp, Value::str("typed"), Value::Bool(self.typed))?;
        Ok(Value::Dict(dict.into()))
    }

    /// What the results are kept under: the argument itself when it is a lone `int` or `str`, else all in a tuple.
    fn key(&self, interp: &mut Interp, args: CallArgs<'_>) -> Result<Value> {
        if let ([only @ (Value::Int(_) | Value::Big(_) | Value::Str(_))], []) =
            (args.positional, args.named)
            && !self.typed
        {
            return Ok(only.clone());
        }
        interp.reserve_items(2 * args.len())?;
        let mut parts = args.positional.to_vec();
        if !args.named.is_empty() {
            // A mark that no argument can be.
            parts.push(Value::Missing);
        }
        for (name, value) in args.named {
            parts.push(Value::Str(name.clone()));
            parts.push(value.clone());
        }
        if self.typed {
            parts.extend(args.positional.iter().map(type_::type_value));
            let named = args.named.iter();
            parts.extend(named.map(|(_, value)| type_::type_value(value)));
        }
        Ok(Value::tuple(parts))
    }

    /// Keeps a result, in the place of the one used least recently when there is no more room.
    fn keep(&self, interp: &mut Interp, hash: i64, key: Value, result: &Value) -> Result<()> {
        if self.places.find_hashed(interp, hash, &key)?.is_some() {
            // The function called itself with the same arguments: what that kept stays.
            return Ok(());
        }
        let full = self.most.is_some_and(|most| self.places.len() >= most);
        if !full {
            interp.reserve(size_of::<Entry>())?;
            let at = self.entries.borrow_mut().push(key.clone(), result.clone());
            return self.places.push(interp, hash, key, at);
        }
        let (at, oldest) = {
            let entries = self.entries.borrow();
            let at = entries.oldest;
            (at, entries.list.get(at).map(|entry| entry.key.clone()))
        };
        if let Some(oldest) = oldest {
            self.places.remove(interp, &oldest)?;
        }
        let old = {
            let mut entries = self.entries.borrow_mut();
            entries.touch(at);
            entries.list.get_mut(at).map(|entry| {
                let key = std::mem::replace(&mut entry.key, key.clone());
                [key, std::mem::replace(&mut entry.result, result.clone())]
            })
        };
        memory::dispose(old.into_iter().flatten().collect());
        self.places.push(interp, hash, key, at)
    }
}

impl Object for Cache {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.function.trace(visit);
        self.places.visit(|key, _| visit.value(key));
        if let Ok(entries) = self.entries.try_borrow() {
            for entry in &entries.list {
                entry.key.trace(visit);
                entry.result.trace(visit);
            }
        }
    }

    fn let_go(&self) {
        self.clear();
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Option<Result<Value>> {
        match name {
            "__name__" | "__qualname__" | "__doc__" => {
                attr::find_attr(interp, &self.function, name).transpose()
            }
            _ => None,
        }
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, this: &Value, args: CallArgs<'_>) -> Result<Value> {
        if self.most == Some(0) {
            self.misses.set(self.misses.get() + 1);
            return interp.call_with(&self.function, args);
        }
        let key = self.key(interp, args)?;
        let hash = hash::hash(interp, &key)?;
        if let Some(at) = self.places.get_hashed(interp, hash, &key)? {
            let mut entries = self.entries.borrow_mut();
            entries.touch(at);
            if let Some(entry) = entries.list.get(at) {
                self.hits.set(self.hits.get() + 1);
                return Ok(entry.result.clone());
            }
        }
        self.misses.set(self.misses.get() + 1);
        let result = interp.call_with(&self.function, args)?;
        heap::note(interp, this, &key)?;
        heap::note(interp, this, &result)?;
        self.keep(interp, hash, key, &result)?;
        Ok(result)
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        self.clear();
        memory::dispose(vec![std::mem::replace(&mut self.function, Value::None)]);
    }
}

//! `groupby(iterable, key=None)`: runs of consecutive items with equal keys.
//!
//! The groups share the source with `groupby` itself: going on to the next group ends the one before.
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.groupby>.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::reuse::Reused;
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::ops::compare;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::{Args, OrNone};
use crate::runtime::value::Value;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "groupby",
    "Runs of consecutive items with equal keys.",
    Some(&NEW),
);

static GROUPER: TypeInfo = type_info("itertools", "_grouper", "One run of groupby().", None);

static NEW: Builtin = Builtin {
    name: "groupby",
    owner: "",
    params: Params::new(&[
        Param::new("iterable").or_named(),
        Param::new("key").or_named().or(Fallback::None),
    ]),
    wording: Wording::Clinic,
    doc: "Pairs of a key and an iterator over the consecutive items with that key.",
    examples: &[(
        "[(k, len(list(g))) for k, g in groupby('AAB')]",
        "[('A', 2), ('B', 1)]",
    )],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source, OrNone(key)): (Rc<Iter>, OrNone<&Value>) = args.unpack(interp)?;
    Ok(Value::iter(GroupBy {
        shared: Rc::new(Shared {
            source,
            key: key.cloned(),
            current: RefCell::new(None),
            target: RefCell::new(None),
            group: Cell::new(0),
        }),
        last: Reused::default(),
    }))
}

struct GroupBy {
    shared: Rc<Shared>,
    last: Reused,
}

/// What `groupby` and its groups share.
struct Shared {
    source: Rc<Iter>,
    key: Option<Value>,
    /// The item that was pulled last and its key, until somebody takes it.
    current: RefCell<Option<(Value, Value)>>,
    /// The key of the group that was handed out last.
    target: RefCell<Option<Value>>,
    /// The number of that group.
    group: Cell<u64>,
}

impl Trace for Shared {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
        self.key.trace(visit);
        self.current.trace(visit);
        self.target.trace(visit);
    }

    fn let_go(&self) {
        drop(self.current.take());
        drop(self.target.take());
    }
}

impl Shared {
    /// The key of an item.
    #[inline]
    fn key_of(&self, interp: &mut Interp, item: &Value) -> Result<Value> {
        match &self.key {
            Some(function) => interp.call(function, std::slice::from_ref(item)),
            None => Ok(item.clone()),
        }
    }

    /// Pulls the next item and asks for its key; `false` at the end.
    fn step(&self, interp: &mut Interp) -> Result<bool> {
        let Some(item) = self.source.next(interp)? else {
            return Ok(false);
        };
        let key = self.key_of(interp, &item)?;
        self.current.replace(Some((item, key)));
        Ok(true)
    }

    /// Pulls items up to one whose key may differ from that of the group handed out last; `false` at the end.
    fn skip(&self, interp: &mut Interp) -> Result<bool> {
        let mut found = false;
        iter::drive(interp, &self.source, |interp, item| {
            let key = self.key_of(interp, &item)?;
            let same = (self.target.borrow().as_ref())
                .is_some_and(|target| compare::settled(target, &key) == Some(true));
            self.current.replace(Some((item, key)));
            if same {
                return Ok(ControlFlow::Continue(()));
            }
            found = true;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    fn current_key(&self) -> Option<Value> {
        self.current.borrow().as_ref().map(|(_, key)| key.clone())
    }
}

impl PyIter for GroupBy {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        visit.shared(&self.shared);
        self.last.trace(visit);
    }

    fn let_go(&self) {
        self.last.let_go();
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let shared = &self.shared;
        // From here on the group before gives nothing more.
        shared.group.set(shared.group.get() + 1);
        let key = loop {
            if let Some(key) = shared.current_key() {
                let target = shared.target.borrow().clone();
                let Some(target) = target else { break key };
                if !compare::same_key(interp, &target, &key)? {
                    break key;
                }
            }
            if !shared.skip(interp)? {
                return Ok(None);
            }
        };
        shared.target.replace(Some(key.clone()));
        let group = Value::iter(Group {
            shared: Rc::clone(shared),
            key: key.clone(),
            number: shared.group.get(),
        });
        Ok(Some(self.last.pair(key, group)))
    }
}

/// One run of equal keys.
struct Group {
    shared: Rc<Shared>,
    key: Value,
    number: u64,
}

impl PyIter for Group {
    fn type_info(&self) -> &'static TypeInfo {
        &GROUPER
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        visit.shared(&self.shared);
        self.key.trace(visit);
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let shared = &self.shared;
        if shared.group.get() != self.number {
            return Ok(None);
        }
        if shared.current.borrow().is_none() && !shared.step(interp)? {
            return Ok(None);
        }
        let Some(key) = shared.current_key() else {
            return Ok(None);
        };
        if !compare::same_key(interp, &self.key, &key)? {
            return Ok(None);
        }
        Ok(shared.current.take().map(|(item, _)| item))
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while self.run(interp, sink)?.is_continue() {
            // An item may have been pulled already, and a key may be one that is to be asked.
            let Some(item) = self.next(interp)? else {
                break;
            };
            interp.pull()?;
            if sink(interp, item).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl Group {
    /// Feeds the items of this group as long as their keys alone tell that they are; breaks when there is no more to
    /// feed.
    fn run(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<ControlFlow<()>> {
        let shared = &self.shared;
        let is_open = || shared.group.get() == self.number && shared.current.borrow().is_none();
        if !is_open() {
            return Ok(ControlFlow::Continue(()));
        }
        let mut flow = ControlFlow::Break(());
        iter::drive(interp, &shared.source, |interp, item| {
            let key = match &shared.key {
                Some(_) => Some(shared.key_of(interp, &item)?),
                None => None,
            };
            if compare::settled(&self.key, key.as_ref().unwrap_or(&item)) == Some(true) {
                // What the key function pulled meanwhile is lost, as in CPython.
                if shared.current.borrow().is_some() {
                    drop(shared.current.take());
                }
                if sink(interp, item).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                if is_open() {
                    return Ok(ControlFlow::Continue(()));
                }
            } else {
                let key = key.unwrap_or_else(|| item.clone());
                shared.current.replace(Some((item, key)));
            }
            flow = ControlFlow::Continue(());
            Ok(ControlFlow::Break(()))
        })?;
        Ok(flow)
    }
}

//! The names that the user bound, and the way back.
//!
//! Knows nothing of evaluation: it says which names to set and which to forget.

use std::collections::BTreeMap;

use lambkin::Value;

/// How many changes can be taken back.
const MOST_CHANGES: usize = 1000;

/// Names to bind, and without a value to forget.
pub(crate) type Settings = Vec<(String, Option<Value>)>;

/// Names, their values, and how they came to be.
#[derive(Default)]
pub(crate) struct Bindings {
    values: BTreeMap<String, Value>,
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// One change of some names; without a value a name is not bound.
#[derive(Clone)]
pub(crate) struct Change {
    /// What made it: `:let x = 1`.
    pub(crate) what: String,
    before: Settings,
    after: Settings,
}

impl Bindings {
    /// The names and their values, sorted by name.
    pub(crate) fn values(&self) -> &BTreeMap<String, Value> {
        &self.values
    }

    /// Makes a change that can be taken back.
    pub(crate) fn change(&mut self, what: String, after: Settings) {
        let before = (after.iter())
            .map(|(name, _)| (name.clone(), self.values.get(name).cloned()))
            .collect();
        self.set(&after);
        self.undone.clear();
        self.done.push(Change {
            what,
            before,
            after,
        });
        if self.done.len() > MOST_CHANGES {
            self.done.remove(0);
        }
    }

    /// Takes the last change back: what it was, and the names as they are now.
    pub(crate) fn undo(&mut self) -> Option<(String, Settings)> {
        let change = self.done.pop()?;
        self.set(&change.before);
        let answer = (change.what.clone(), change.before.clone());
        self.undone.push(change);
        Some(answer)
    }

    /// Makes the change again that was taken back last.
    pub(crate) fn redo(&mut self) -> Option<(String, Settings)> {
        let change = self.undone.pop()?;
        self.set(&change.after);
        let answer = (change.what.clone(), change.after.clone());
        self.done.push(change);
        Some(answer)
    }

    fn set(&mut self, names: &[(String, Option<Value>)]) {
        for (name, value) in names {
            match value {
                Some(value) => self.values.insert(name.clone(), value.clone()),
                None => self.values.remove(name),
            };
        }
    }
}

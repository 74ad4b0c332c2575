//! The values that entries had: `_`, `__`, `_1`, `_2` and so on.

use std::collections::VecDeque;

use lambkin::Value;

use super::bindings::Settings;

/// How many are kept; older ones are let go.
const MOST: usize = 100;

/// The last results, the newest at the back.
#[derive(Default)]
pub(crate) struct Results {
    values: VecDeque<Value>,
    /// How many there were in all.
    count: usize,
}

impl Results {
    /// Takes one more; the names to set, and the one to forget.
    pub(crate) fn push(&mut self, value: &Value) -> Settings {
        self.values.push_back(value.clone());
        self.count += 1;
        let mut names = vec![(format!("_{}", self.count), Some(value.clone()))];
        names.extend(self.recent().map(|(name, value)| (name, Some(value))));
        if self.values.len() > MOST {
            self.values.pop_front();
            names.push((format!("_{}", self.count - MOST), None));
        }
        names
    }

    /// The last one.
    pub(crate) fn last(&self) -> Option<&Value> {
        self.values.back()
    }

    /// `_` and `__`.
    fn recent(&self) -> impl Iterator<Item = (String, Value)> {
        let names = ["_", "__"].into_iter().map(str::to_owned);
        names.zip(self.values.iter().rev().cloned())
    }

    /// `_1` and the others, the oldest first.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (String, Value)> {
        let first = self.count - self.values.len() + 1;
        let values = self.values.iter().cloned().enumerate();
        values.map(move |(at, value)| (format!("_{}", first + at), value))
    }

    /// The result of that name.
    pub(crate) fn get(&self, name: &str) -> Option<Value> {
        name.starts_with('_')
            .then(|| self.names().find(|(other, _)| other == name))
            .flatten()
            .map(|(_, value)| value)
    }

    /// Every name that stands for a result.
    pub(crate) fn names(&self) -> impl Iterator<Item = (String, Value)> {
        self.numbered().chain(self.recent())
    }
}

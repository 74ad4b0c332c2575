//! A file of shapes, read: templates by kind, and the words that `~name` stands for.

use std::collections::BTreeMap;

/// The shapes of random expressions.
#[derive(Default)]
pub(crate) struct Grammar {
    shapes: BTreeMap<char, Vec<Vec<Part>>>,
    leaves: BTreeMap<char, Vec<Vec<Part>>>,
    simplest: BTreeMap<char, Vec<String>>,
    whole: Vec<char>,
    strays: Vec<char>,
    bound: Vec<char>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// `sorted(`
    Text(String),
    /// `{a}`, or `{a!}` where the template's own variables are in scope.
    Hole { kind: char, inner: bool },
    /// `$1a`
    Variable { digit: char, kind: char },
    /// `~count`, with its words.
    Word(Vec<String>),
}

impl Grammar {
    /// Leaves out the sections of modules that are not bound.
    pub(crate) fn read(text: &str, bound: impl Fn(&str) -> bool) -> Self {
        let mut skipped = false;
        let mut words = BTreeMap::new();
        let mut grammar = Self::default();
        for line in text.lines() {
            if line.is_empty() || line.starts_with("# ") || line == "#" {
                continue;
            }
            if let Some(module) = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'))
            {
                skipped = !bound(module);
                continue;
            }
            if skipped {
                continue;
            }
            let (name, rest) = line.split_once(": ").expect("`name: text`");
            if let Some(name) = name.strip_prefix('~') {
                let list = rest.split(' ').map(plain_word).collect();
                words.insert(name.to_owned(), list);
            } else if let Some(setting) = name.strip_prefix("! ") {
                grammar.set(setting, rest);
            } else {
                grammar.add(name, rest.trim_end(), &words);
            }
        }
        grammar
    }

    fn set(&mut self, setting: &str, kinds: &str) {
        let kinds = kinds.chars().filter(|kind| *kind != ' ').collect();
        match setting {
            "whole" => self.whole = kinds,
            "strays" => self.strays = kinds,
            "bound" => self.bound = kinds,
            other => panic!("`! {other}:` is no setting"),
        }
    }

    fn add(&mut self, name: &str, text: &str, words: &BTreeMap<String, Vec<String>>) {
        let kind = name.chars().next().expect("a kind");
        match &name[kind.len_utf8()..] {
            "" => self
                .shapes
                .entry(kind)
                .or_default()
                .push(template(text, words)),
            " leaf" => self
                .leaves
                .entry(kind)
                .or_default()
                .push(template(text, words)),
            " simplest" => {
                let texts = text.split(" | ").map(str::to_owned).collect();
                self.simplest.insert(kind, texts);
            }
            other => panic!("`{kind}{other}:` is no line of a grammar"),
        }
    }

    /// The kinds of whole expressions.
    pub(crate) fn whole(&self) -> &[char] {
        &self.whole
    }

    /// The kinds that an ill-typed hole may hold instead of its own; without any, holes and variables keep to theirs.
    pub(crate) fn strays(&self) -> &[char] {
        &self.strays
    }

    /// Whether an expression of that kind may stand alone.
    pub(crate) fn stands_alone(&self, kind: char) -> bool {
        !self.bound.contains(&kind)
    }

    /// The smallest expressions of a kind.
    pub(crate) fn simplest(&self, kind: char) -> &[String] {
        self.simplest.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The templates of a kind.
    pub(crate) fn shapes(&self, kind: char) -> &[Vec<Part>] {
        self.shapes.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The templates of a kind that nest no deeper.
    pub(crate) fn leaves(&self, kind: char) -> &[Vec<Part>] {
        self.leaves.get(&kind).map_or(&[], Vec::as_slice)
    }
}

/// In a list of words a space is written `\_`, and the empty word `\e`.
fn plain_word(word: &str) -> String {
    if word == "\\e" {
        return String::new();
    }
    word.replace("\\_", " ")
}

fn template(text: &str, words: &BTreeMap<String, Vec<String>>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (part, length) = special(rest, words)
            .unwrap_or_else(|| (Part::Text(first.to_string()), first.len_utf8()));
        match (parts.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(more)) => before.push_str(&more),
            (_, part) => parts.push(part),
        }
        rest = &rest[length..];
    }
    parts
}

/// A hole, a variable or a word at the start of the text, and how long it is.
fn special(text: &str, words: &BTreeMap<String, Vec<String>>) -> Option<(Part, usize)> {
    let chars: Vec<char> = text.chars().take(4).collect();
    match chars.as_slice() {
        ['{', kind @ 'a'..='z', '}', ..] => Some((hole(*kind, false), 3)),
        ['{', kind @ 'a'..='z', '!', '}'] => Some((hole(*kind, true), 4)),
        ['$', digit @ '1'..='9', kind @ 'a'..='z', ..] => Some((variable(*digit, *kind), 3)),
        ['$', kind @ 'a'..='z', ..] => Some((variable('0', *kind), 2)),
        ['~', 'a'..='z', ..] => {
            let end = text[1..].find(|c: char| !c.is_ascii_lowercase());
            let name = &text[1..end.map_or(text.len(), |end| end + 1)];
            let (name, list) = longest_name(name, words)?;
            Some((Part::Word(list.clone()), name.len() + 1))
        }
        _ => None,
    }
}

fn hole(kind: char, inner: bool) -> Part {
    Part::Hole { kind, inner }
}

fn variable(digit: char, kind: char) -> Part {
    Part::Variable { digit, kind }
}

fn longest_name<'a>(
    text: &'a str,
    words: &'a BTreeMap<String, Vec<String>>,
) -> Option<(&'a str, &'a Vec<String>)> {
    (1..=text.len())
        .rev()
        .find_map(|end| Some((&text[..end], words.get(&text[..end])?)))
}

//! Random expressions, as trees of template pieces, so that they can be made smaller when they show a difference.

use super::grammar::{Grammar, Part};
use super::random::Random;

/// An expression: text with smaller expressions in it.
#[derive(Clone, Debug)]
pub(crate) struct Tree(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Child(char, Tree),
}

/// Makes expressions from a seed.
pub(crate) struct Generator<'g> {
    grammar: &'g Grammar,
    random: Random,
}

/// A variable in scope and the kind of its values.
type Variable = (String, char);

const NAMES: &[&str] = &["a", "b", "c", "i", "j", "k", "v", "x", "y", "z"];

/// Where every variable is to have a name of its own: CPython 3.13 confuses variables of the same name in nested
/// comprehensions, which pipelines are not there to show.
const MORE_NAMES: &[&str] = &[
    "c", "d", "e", "f", "h", "i", "j", "k", "m", "n", "o", "q", "r", "s", "t", "u", "v", "w", "x",
    "y", "z",
];

impl<'g> Generator<'g> {
    pub(crate) fn new(grammar: &'g Grammar, seed: u64) -> Self {
        Self {
            grammar,
            random: Random::new(seed),
        }
    }

    /// The next expression.
    pub(crate) fn expression(&mut self) -> Tree {
        let kind = *self.random.pick(self.grammar.whole());
        let depth = 1 + self.random.below(4);
        self.tree(kind, depth, &mut Vec::new())
    }

    fn tree(&mut self, kind: char, depth: usize, scope: &mut Vec<Variable>) -> Tree {
        if let Some(name) = self.variable(kind, scope) {
            return Tree(vec![Piece::Text(name)]);
        }
        let shapes = self.grammar.shapes(kind);
        let leaves = self.grammar.leaves(kind);
        let choices = if shapes.is_empty() || depth == 0 || self.random.percent(15) {
            leaves
        } else {
            shapes
        };
        let parts = self.random.pick(choices);
        self.fill(parts, depth, scope)
    }

    fn variable(&mut self, kind: char, scope: &[Variable]) -> Option<String> {
        let strict = self.grammar.strays().is_empty();
        let fitting: Vec<_> = scope
            .iter()
            .enumerate()
            .filter(|(at, (name, own))| {
                let shadowed = scope.iter().skip(at + 1).any(|(inner, _)| inner == name);
                !shadowed && (!strict || *own == kind)
            })
            .map(|(_, variable)| variable)
            .collect();
        if fitting.is_empty() || kind == 'k' || !self.random.percent(if strict { 60 } else { 40 }) {
            return None;
        }
        let (name, own) = *self.random.pick(&fitting);
        let shows_a_set = !self.grammar.stands_alone(*own) && kind != *own;
        (!shows_a_set).then(|| name.clone())
    }

    fn fill(&mut self, parts: &[Part], depth: usize, scope: &mut Vec<Variable>) -> Tree {
        let bound = self.bind(parts, scope);
        let outside = scope.len();
        let mut pieces = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            match part {
                Part::Text(text) => pieces.push(Piece::Text(text.clone())),
                Part::Word(words) => pieces.push(Piece::Text(self.random.pick(words).clone())),
                Part::Variable { digit, kind } => {
                    let found = bound.iter().find(|(key, _)| *key == (*digit, *kind));
                    let (_, name) = found.expect("a bound variable");
                    pieces.push(Piece::Text(name.clone()));
                }
                Part::Hole { kind, inner } => {
                    if *inner {
                        scope.extend(bound.iter().map(|((_, kind), name)| (name.clone(), *kind)));
                    }
                    let kind = self.maybe_astray(*kind);
                    let child = self.tree(kind, depth.saturating_sub(1), scope);
                    scope.truncate(outside);
                    let dotted = matches!(parts.get(at + 1), Some(Part::Text(text)) if text.starts_with('.'));
                    let child = if dotted { child.before_a_dot() } else { child };
                    pieces.push(Piece::Child(kind, child));
                }
            }
        }
        Tree(pieces)
    }

    /// Now and then a hole holds something of the wrong type.
    fn maybe_astray(&mut self, kind: char) -> char {
        let strays = self.grammar.strays();
        if kind != 'k' && !strays.is_empty() && self.random.percent(5) {
            *self.random.pick(strays)
        } else {
            kind
        }
    }

    /// A name for each variable of a template, all different.
    fn bind(&mut self, parts: &[Part], scope: &[Variable]) -> Vec<((char, char), String)> {
        let mut bound: Vec<((char, char), String)> = Vec::new();
        for part in parts {
            let Part::Variable { digit, kind } = part else {
                continue;
            };
            if bound.iter().any(|(key, _)| *key == (*digit, *kind)) {
                continue;
            }
            let free = |name: &&str| !bound.iter().any(|(_, taken)| taken == name);
            let unused = |name: &&str| !scope.iter().any(|(taken, _)| taken == name);
            let mut names: Vec<_> = if self.grammar.strays().is_empty() {
                MORE_NAMES.iter().copied().filter(unused).collect()
            } else {
                Vec::new()
            };
            if names.len() < 4 {
                names = NAMES.to_vec();
            }
            names.retain(free);
            let name = (*self.random.pick(&names)).to_owned();
            bound.push(((*digit, *kind), name));
        }
        bound
    }
}

impl Tree {
    /// The expression's text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Text(own) => text.push_str(own),
                Piece::Child(_, child) => child.write(text),
            }
        }
    }

    /// Simpler expressions that may show the same difference: parts of this one, and this one with simpler parts.
    pub(crate) fn simpler(&self, grammar: &Grammar) -> Vec<Tree> {
        let mut found = Vec::new();
        for (index, piece) in self.0.iter().enumerate() {
            let Piece::Child(kind, child) = piece else {
                continue;
            };
            if grammar.stands_alone(*kind) {
                found.push(child.clone());
            }
            let mut smaller = child.simpler(grammar);
            smaller.extend(grammar.simplest(*kind).iter().map(|text| Tree::leaf(text)));
            let dotted =
                matches!(self.0.get(index + 1), Some(Piece::Text(text)) if text.starts_with('.'));
            for smaller in smaller {
                let smaller = if dotted {
                    smaller.before_a_dot()
                } else {
                    smaller
                };
                if smaller.text().len() < child.text().len() {
                    let mut pieces = self.0.clone();
                    pieces[index] = Piece::Child(*kind, smaller);
                    found.push(Tree(pieces));
                }
            }
        }
        found
    }

    /// `1.real` would be a malformed number, and `-1.5.real` the negative of an attribute.
    fn before_a_dot(self) -> Tree {
        let text = self.text();
        let is_number =
            text.starts_with(|first: char| first.is_ascii_digit() || "-~+".contains(first));
        if !is_number {
            return self;
        }
        let (open, close) = (Piece::Text("(".to_owned()), Piece::Text(")".to_owned()));
        Tree([vec![open], self.0, vec![close]].concat())
    }

    fn leaf(text: &str) -> Tree {
        Tree(vec![Piece::Text(text.to_owned())])
    }
}

//! Sentences made from `grammar/lambkin.ebnf`, right ones and spoiled ones.

use std::collections::BTreeMap;

/// The right side of a production.
#[derive(Clone, Debug)]
enum Form {
    Text(String),
    Token(String),
    Rule(String),
    Sequence(Vec<Form>),
    Either(Vec<Form>),
    Maybe(Box<Form>),
    Many(Box<Form>),
}

/// The productions of an EBNF text.
pub(crate) struct Grammar {
    rules: BTreeMap<String, Form>,
    /// How deep the shallowest sentence of each rule is.
    depths: BTreeMap<String, usize>,
}

impl Grammar {
    pub(crate) fn read(text: &str) -> Self {
        let mut words = words(text).into_iter().peekable();
        let mut rules = BTreeMap::new();
        while let Some(name) = words.next() {
            assert_eq!(words.next().as_deref(), Some("="), "after {name}");
            let form = either(&mut words);
            assert_eq!(words.next().as_deref(), Some(";"), "at the end of {name}");
            rules.insert(name, form);
        }
        let mut grammar = Grammar {
            rules,
            depths: BTreeMap::new(),
        };
        grammar.measure();
        grammar
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.rules.keys()
    }

    /// Deepens the known depths until nothing changes.
    fn measure(&mut self) {
        loop {
            let mut changed = false;
            for (name, form) in &self.rules {
                let depth = self.depth(form).saturating_add(1);
                if depth < self.depths.get(name).copied().unwrap_or(usize::MAX) {
                    self.depths.insert(name.clone(), depth);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn depth(&self, form: &Form) -> usize {
        match form {
            Form::Text(_) | Form::Token(_) | Form::Maybe(_) | Form::Many(_) => 0,
            Form::Rule(name) => self.depths.get(name).copied().unwrap_or(usize::MAX),
            Form::Sequence(forms) => forms.iter().map(|form| self.depth(form)).max().unwrap_or(0),
            Form::Either(forms) => forms.iter().map(|form| self.depth(form)).min().unwrap_or(0),
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("(*") {
            rest = rest.split_once("*)").unwrap().1.trim_start();
            continue;
        } else if first == '"' {
            rest[1..].find('"').unwrap() + 2
        } else if first.is_alphabetic() {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap()
        } else {
            1
        };
        found.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    found
}

type Words = std::iter::Peekable<std::vec::IntoIter<String>>;

fn either(words: &mut Words) -> Form {
    let mut forms = vec![sequence(words)];
    while words.next_if_eq("|").is_some() {
        forms.push(sequence(words));
    }
    if forms.len() == 1 {
        return forms.remove(0);
    }
    Form::Either(forms)
}

fn sequence(words: &mut Words) -> Form {
    let mut forms = vec![single(words)];
    while words.next_if_eq(",").is_some() {
        forms.push(single(words));
    }
    Form::Sequence(forms)
}

fn single(words: &mut Words) -> Form {
    let word = words.next().unwrap();
    let (form, close) = match word.as_str() {
        "[" => (Form::Maybe(Box::new(either(words))), "]"),
        "{" => (Form::Many(Box::new(either(words))), "}"),
        "(" => (either(words), ")"),
        _ if word.starts_with('"') => return Form::Text(word.trim_matches('"').to_owned()),
        _ if word.starts_with(char::is_uppercase) => return Form::Token(word),
        _ => return Form::Rule(word),
    };
    assert_eq!(words.next().as_deref(), Some(close));
    form
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % u64::try_from(limit).unwrap()).unwrap()
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// Tokens without any order.
    pub(crate) fn soup(&mut self, length: usize) -> Vec<&'static str> {
        (0..length)
            .map(|_| STRAYS[self.below(STRAYS.len())])
            .collect()
    }

    /// The sentence with one to three tokens dropped, doubled, exchanged or replaced.
    pub(crate) fn spoil(&mut self, mut tokens: Vec<String>) -> Vec<String> {
        for _ in 0..=self.below(3) {
            if tokens.is_empty() {
                break;
            }
            let at = self.below(tokens.len());
            match self.below(4) {
                0 => drop(tokens.remove(at)),
                1 => tokens.insert(at, tokens[at].clone()),
                2 => {
                    let other = self.below(tokens.len());
                    tokens.swap(at, other);
                }
                _ => tokens[at] = self.pick(STRAYS).to_owned(),
            }
        }
        tokens
    }
}

/// Tokens to put in the place of others.
const STRAYS: &[&str] = &[
    "(", ")", "[", "]", "{", "}", ",", ":", "=", ":=", "*", "**", "/", "-", "not", "in", "is",
    "for", "if", "else", "lambda", "and", ".", "x", "1", "'s'", "f'", "'", "!", "$", "async",
    "await", "yield", "import", "print", "==", "->", "\n", "None", "0777", "b'x'", "'\\x'",
];

/// Makes sentences.
pub(crate) struct Sentences<'g> {
    grammar: &'g Grammar,
    random: Random,
    names: usize,
}

impl<'g> Sentences<'g> {
    pub(crate) fn new(grammar: &'g Grammar, seed: u64) -> Self {
        Sentences {
            grammar,
            random: Random::new(seed),
            names: 0,
        }
    }

    /// The tokens of a sentence of that rule.
    pub(crate) fn next(&mut self, rule: &str) -> Vec<String> {
        let mut out = Vec::new();
        let depth = 12 + self.random.below(22);
        self.form(&Form::Rule(rule.to_owned()), depth, &mut out);
        out
    }

    fn form(&mut self, form: &Form, depth: usize, out: &mut Vec<String>) {
        match form {
            Form::Text(text) => out.push(text.clone()),
            Form::Token(name) => {
                let token = self.token(name);
                out.push(token);
            }
            Form::Rule(name) => {
                let form = &self.grammar.rules[name];
                self.form(form, depth.saturating_sub(1), out);
            }
            Form::Sequence(forms) => {
                for form in forms {
                    self.form(form, depth, out);
                }
            }
            Form::Either(forms) => {
                let fits: Vec<&Form> = forms
                    .iter()
                    .filter(|form| self.grammar.depth(form) < depth)
                    .collect();
                let form = if fits.is_empty() {
                    forms
                        .iter()
                        .min_by_key(|form| self.grammar.depth(form))
                        .unwrap()
                } else {
                    fits[self.random.below(fits.len())]
                };
                self.form(form, depth, out);
            }
            Form::Maybe(form) => {
                if self.grammar.depth(form) < depth && self.random.below(3) == 0 {
                    self.form(form, depth, out);
                }
            }
            Form::Many(form) => {
                while self.grammar.depth(form) < depth && self.random.below(5) == 0 {
                    self.form(form, depth, out);
                }
            }
        }
    }

    fn token(&mut self, name: &str) -> String {
        match name {
            // No name comes twice, so that no parameter and no keyword does.
            "NAME" => {
                self.names += 1;
                format!(
                    "{}{}",
                    self.random.pick(&["a", "total", "_", "é", "x"]),
                    self.names
                )
            }
            "NUMBER" => self
                .random
                .pick(&[
                    "0", "12", "1_000", "0xfF", "0o17", "0b1_0", "1.5", ".5", "5.", "1e10",
                    "1_0.5e-3", "2j", "1.5J", "00",
                ])
                .to_owned(),
            "STRING" => self
                .random
                .pick(&[
                    "'a'",
                    "\"it's\"",
                    "'''a\nb'''",
                    "r'\\d'",
                    "u'x'",
                    "'\\x41\\N{BULLET}\\101'",
                    "''",
                    "R\"\"\"\"a\"\"\"",
                ])
                .to_owned(),
            "BYTES" => self
                .random
                .pick(&["b'a'", "rb'\\d'", "B\"\\xff\"", "b''"])
                .to_owned(),
            "FSTRING_TEXT" => self
                .random
                .pick(&["text", " ", "\\n", "é", ">10", "%Y"])
                .to_owned(),
            "NEWLINE" => "\n".to_owned(),
            other => panic!("no token {other}"),
        }
    }
}

//! The fuzz targets on a stable toolchain: over the seeds, and over texts that a seeded generator makes of them.

use std::panic;
use std::thread;

use super::sentences::Random;
use crate::support::files;

#[path = "../../fuzz/targets.rs"]
mod targets;

/// How many texts each target gets besides the seeds.
const TEXTS: usize = 4_000;

fn seeds() -> Vec<String> {
    let seeds: Vec<String> = files::below("fuzz/seeds", "lam")
        .iter()
        .map(|name| files::read(name))
        .collect();
    assert!(seeds.len() > 10);
    seeds
}

/// Runs a target on a stack with little room, and says which text it failed on.
fn smoke(target: fn(&str), seed: u64) {
    let seeds = seeds();
    let mut mutator = Mutator::new(&seeds, seed);
    let made: Vec<String> = (0..TEXTS).map(|_| mutator.next()).collect();
    let run = thread::Builder::new().stack_size(2 << 20).spawn(move || {
        for text in seeds.iter().chain(&made) {
            let ended = panic::catch_unwind(|| target(text));
            assert!(ended.is_ok(), "failed on {text:?}");
        }
    });
    run.unwrap().join().unwrap();
}

/// Makes new texts of old ones: pieces cut out, doubled, moved from one to another, characters changed.
struct Mutator<'a> {
    seeds: &'a [String],
    tokens: Vec<String>,
    random: Random,
}

impl<'a> Mutator<'a> {
    fn new(seeds: &'a [String], seed: u64) -> Self {
        let tokens = files::read("fuzz/tokens.dict");
        let tokens = (tokens.lines())
            .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'))
            .map(|token| token.replace("\\\"", "\""))
            .collect();
        Mutator {
            seeds,
            tokens,
            random: Random::new(seed),
        }
    }

    fn next(&mut self) -> String {
        let mut text: Vec<char> = self.seed();
        for _ in 0..=self.random.below(4) {
            let (start, end) = self.range(text.len());
            let other = self.seed();
            let (from, to) = self.range(other.len());
            let piece: Vec<char> = match self.random.below(6) {
                0 => Vec::new(),
                1 => text[start..end].repeat(1 + self.random.below(3)),
                2 => other[from..to].to_vec(),
                3 => self.token(),
                4 => vec![char::from(b' ' + self.random.below(95) as u8)],
                _ => vec!['\u{e9}', '\0', '\n', '\\', '\u{1f600}'][self.random.below(5)..][..1]
                    .to_vec(),
            };
            text.splice(start..end, piece);
        }
        text.into_iter().collect()
    }

    fn seed(&mut self) -> Vec<char> {
        self.seeds[self.random.below(self.seeds.len())]
            .chars()
            .collect()
    }

    fn token(&mut self) -> Vec<char> {
        self.tokens[self.random.below(self.tokens.len())]
            .chars()
            .collect()
    }

    /// A short range of a text of that length.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let start = self.random.below(length + 1);
        let end = start + self.random.below(12);
        (start, end.min(length))
    }
}

#[test]
fn any_text_can_be_parsed() {
    smoke(targets::parse, 1);
}

#[test]
fn any_text_can_be_checked() {
    smoke(targets::check, 2);
}

#[test]
fn any_text_can_be_evaluated() {
    smoke(targets::eval, 3);
}

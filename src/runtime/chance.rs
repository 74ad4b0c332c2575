//! The numbers that follow from the host's seed: CPython's Mersenne Twister, so that they are CPython's own.
//!
//! It hands out bits, floats and numbers below a bound; distributions are the business of `modules::random`.

use num_bigint::BigUint;

/// Words of state.
const WORDS: usize = 624;
/// How far apart the words lie that are mixed.
const SHIFT: usize = 397;

/// A source of numbers that begins anew with each evaluation.
#[derive(Default)]
pub struct Chance {
    seed: u64,
    twister: Option<Box<Twister>>,
    /// The second of the two numbers that `gauss` makes at a time.
    pub spare: Option<f64>,
}

impl Chance {
    /// The numbers that `random.seed(seed)` begins.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Chance {
            seed,
            ..Chance::default()
        }
    }

    /// Begins anew.
    pub fn restart(&mut self) {
        self.twister = None;
        self.spare = None;
    }

    /// The next 32 bits.
    pub fn word(&mut self) -> u32 {
        let seed = self.seed;
        let twister = self.twister.get_or_insert_with(|| Twister::new(seed));
        twister.word()
    }

    /// The next float of `[0, 1)`, with all 53 bits of it.
    pub fn float(&mut self) -> f64 {
        let high = f64::from(self.word() >> 5);
        let low = f64::from(self.word() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// The next `count` bits, lowest word first; the last word gives its highest bits.
    pub fn bits(&mut self, count: u64) -> BigUint {
        let mut left = count;
        let mut words = Vec::new();
        while left > 0 {
            let word = self.word();
            words.push(match left {
                1..32 => word >> (32 - left),
                _ => word,
            });
            left = left.saturating_sub(32);
        }
        BigUint::new(words)
    }

    /// A number below `bound`, which is not zero: bits are drawn until they are below it.
    pub fn below(&mut self, bound: u64) -> u64 {
        let bits = u64::BITS - bound.leading_zeros();
        loop {
            let drawn = match bits {
                0..=32 => u64::from(self.word() >> (32 - bits)),
                _ => {
                    let low = u64::from(self.word());
                    let high = u64::from(self.word() >> (64 - bits));
                    high << 32 | low
                }
            };
            if drawn < bound {
                return drawn;
            }
        }
    }

    /// As [`Chance::below`], for bounds of any size.
    pub fn below_big(&mut self, bound: &BigUint) -> BigUint {
        loop {
            let drawn = self.bits(bound.bits());
            if drawn < *bound {
                return drawn;
            }
        }
    }
}

/// MT19937, as published by Matsumoto and Nishimura, seeded by an array of words.
struct Twister {
    state: [u32; WORDS],
    /// The next word of the state to hand out.
    next: usize,
}

impl Twister {
    fn new(seed: u64) -> Box<Self> {
        let low = (seed & 0xffff_ffff) as u32; // masked
        let high = (seed >> 32) as u32; // shifted
        let key: &[u32] = if high == 0 { &[low] } else { &[low, high] };
        let mut state = [0; WORDS];
        fill(&mut state, |at, before| {
            if at == 0 {
                19_650_218
            } else {
                mixed(before, 1_812_433_253).wrapping_add(number(at))
            }
        });
        let mut at = 1;
        for round in 0..WORDS.max(key.len()) {
            let position = round % key.len();
            let word = key.get(position).copied().unwrap_or(0);
            let added = word.wrapping_add(number(position));
            at = step(&mut state, at, 1_664_525, |mixed| mixed.wrapping_add(added));
        }
        for _ in 1..WORDS {
            let subtracted = number(at);
            at = step(&mut state, at, 1_566_083_941, |mixed| {
                mixed.wrapping_sub(subtracted)
            });
        }
        state[0] = 0x8000_0000;
        Box::new(Twister { state, next: WORDS })
    }

    fn word(&mut self) -> u32 {
        if self.next >= WORDS {
            self.twist();
            self.next = 0;
        }
        let mut word = self.state.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    fn twist(&mut self) {
        for at in 0..WORDS {
            let upper = self.get(at) & 0x8000_0000;
            let lower = self.get(at + 1) & 0x7fff_ffff;
            let joined = upper | lower;
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            let word = self.get(at + SHIFT) ^ (joined >> 1) ^ odd;
            if let Some(slot) = self.state.get_mut(at) {
                *slot = word;
            }
        }
    }

    fn get(&self, at: usize) -> u32 {
        self.state.get(at % WORDS).copied().unwrap_or(0)
    }
}

/// Gives every word its value, which may depend on the one before.
fn fill(state: &mut [u32; WORDS], value: impl Fn(usize, u32) -> u32) {
    let mut before = 0;
    for (at, word) in state.iter_mut().enumerate() {
        before = value(at, before);
        *word = before;
    }
}

/// Mixes the word before into that at `at`, and goes on; the first word follows the last and is passed over.
fn step(state: &mut [u32; WORDS], at: usize, factor: u32, last: impl FnOnce(u32) -> u32) -> usize {
    let before = state.get(at - 1).copied().unwrap_or(0);
    if let Some(word) = state.get_mut(at) {
        *word = last(*word ^ mixed(before, factor));
    }
    if at + 1 < WORDS {
        return at + 1;
    }
    state[0] = state[WORDS - 1];
    1
}

fn mixed(word: u32, factor: u32) -> u32 {
    (word ^ (word >> 30)).wrapping_mul(factor)
}

/// A position among the words, which are far fewer than 2**32.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

//! Where the steps of an evaluation went: a sample of who was spending whenever the meter looked.
//!
//! The looks come after a number of steps and not after a time, so the answer is the same on every machine. A spender
//! is known by the address of a node of the program, which costs a store for each call and no more; what text that is
//! will be asked only when an evaluation was stopped, on the way out.

/// How many spenders are told apart: what `eval` makes anew each time could be any number.
const MOST_SPENDERS: usize = 256;

/// A sub-expression that spends, by the address of its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spender(usize);

/// The steps that each was seen to spend.
#[derive(Default)]
pub struct Spending {
    accounts: Vec<(Spender, u64)>,
    /// The steps accounted for.
    noted: u64,
}

impl Spender {
    /// What is spent outside of every sub-expression that is told apart.
    pub const NOBODY: Spender = Spender(0);

    /// The sub-expression of that node.
    #[inline]
    #[must_use]
    pub fn of<T: ?Sized>(node: &T) -> Self {
        Spender(std::ptr::from_ref(node).cast::<()>().addr())
    }
}

impl Spending {
    /// Forgets everything.
    #[inline]
    pub fn clear(&mut self) {
        self.noted = 0;
        self.accounts.clear();
    }

    /// Puts the steps since the last note down to one spender; `steps` is how many there were since the beginning.
    pub fn note(&mut self, spender: Spender, steps: u64) {
        let since = steps.saturating_sub(self.noted);
        self.noted += since;
        let known = (self.accounts.iter_mut()).find(|(known, _)| *known == spender);
        if let Some((_, account)) = known {
            *account += since;
        } else if self.accounts.len() < MOST_SPENDERS {
            self.accounts.push((spender, since));
        }
    }

    /// Who spent most; of two that spent the same, the one that was seen first.
    #[must_use]
    pub fn most(&self) -> Spender {
        let most = (self.accounts.iter().rev()).max_by_key(|(_, steps)| *steps);
        most.map_or(Spender::NOBODY, |(spender, _)| *spender)
    }
}

//! `:steps`: the reduction sequence of an expression, walked through at the user's pace.
//!
//! While it is walked, a few words move: `next`, `back`, `into`, `out`, `to`, `all`, `quit`. Any other entry ends the
//! walk and is what it would be without it.

use lambkin::teach::steps::{self, Extent, Steps};
use lambkin::teach::{Rule, Step};
use unicode_width::UnicodeWidthStr;

use super::{Answer, Session};
use crate::stop::Status;

const WORDS: &str = "next (or Enter), into, out, back, to NUMBER or TEXT, all, quit";

/// A walk through a sequence.
pub(super) struct Walk {
    sequence: Steps,
    /// The step that is shown; behind the last there is the value.
    at: usize,
}

/// A part of the expression that is worked on over several steps: what stands before and behind it stays the same.
#[derive(Clone, Copy)]
struct Region {
    before: usize,
    behind: usize,
}

impl Region {
    /// The part that a step reduces.
    fn of(step: &Step) -> Self {
        let range = step.redex.range();
        Region {
            before: range.start,
            behind: step.text.len() - range.end,
        }
    }

    /// Whether a step works inside of it.
    fn holds(self, step: &Step) -> bool {
        let range = step.redex.range();
        range.start >= self.before && range.end + self.behind <= step.text.len()
    }
}

impl Walk {
    fn steps(&self) -> &[Step] {
        &self.sequence.steps
    }

    /// The first step from `from` on that does not work inside the region.
    fn beyond(&self, region: Region, from: usize) -> usize {
        let rest = self.steps().iter().skip(from);
        from + rest.take_while(|step| region.holds(step)).count()
    }

    /// Over what the step leads to: a call is left at once.
    fn next(&self) -> usize {
        match self.steps().get(self.at) {
            Some(step) if step.rule == Rule::Apply => self.beyond(Region::of(step), self.at + 1),
            Some(_) => self.at + 1,
            None => self.at,
        }
    }

    /// To the end of the innermost call that the step is inside of.
    fn out(&self) -> usize {
        let Some(current) = self.steps().get(self.at) else {
            return self.at;
        };
        let earlier = self.steps().iter().enumerate().take(self.at).rev();
        let mut calls = earlier.filter(|(_, step)| step.rule == Rule::Apply);
        let call = calls.find(|(begun, step)| {
            let region = Region::of(step);
            region.holds(current) && self.beyond(region, begun + 1) > self.at
        });
        match call {
            Some((_, step)) => self.beyond(Region::of(step), self.at),
            None => self.steps().len(),
        }
    }

    /// The step of that number, or the next one that reduces such a text.
    fn find(&self, wanted: &str) -> Option<usize> {
        if let Ok(number) = wanted.parse::<usize>() {
            return number.checked_sub(1).filter(|at| *at < self.steps().len());
        }
        let reduces = |step: &Step| {
            let redex = step.text.get(step.redex.range());
            redex.is_some_and(|redex| redex.contains(wanted))
        };
        let later = self.steps().iter().enumerate().skip(self.at + 1);
        let mut found = later.filter(|(_, step)| reduces(step)).map(|(at, _)| at);
        found.next()
    }

    /// What is shown of the step, in that many columns.
    fn shown(&self, width: usize) -> String {
        let count = self.steps().len();
        let Some(step) = self.steps().get(self.at) else {
            return match &self.sequence.value {
                Ok(value) => format!("the value:\n  {value}\n"),
                Err(failure) => format!("the end:\n  {failure}\n"),
            };
        };
        let range = step.redex.range();
        let (head, rest) = step.text.split_at(range.start.min(step.text.len()));
        let redex = rest.get(..range.len()).unwrap_or(rest);
        let tail = rest.get(range.len()..).unwrap_or_default();
        let room = width.saturating_sub(4).max(10);
        let (head, tail) = window(head, redex, tail, room);
        let mut text = format!("step {} of {count}: {}\n", self.at + 1, step.rule.name());
        text.push_str(&format!("  {head}{redex}{tail}\n"));
        let underline = "^".repeat(redex.width().min(room).max(1));
        let indent = " ".repeat(head.width() + 2);
        let outcome = match (&self.sequence.value, step.rule) {
            (Err(failure), Rule::Raise) => format!("raises {failure}"),
            _ => format!("becomes {}", step.becomes),
        };
        text.push_str(&format!("{indent}{underline} {outcome}\n"));
        for (name, value) in &step.bindings {
            text.push_str(&format!("  where {name} is {value}\n"));
        }
        for part in &step.skipped {
            let skipped = step.text.get(part.range()).unwrap_or_default();
            text.push_str(&format!("  {skipped} is never evaluated\n"));
        }
        text
    }
}

/// What fits of the texts before and behind the part that is reduced.
fn window(head: &str, redex: &str, tail: &str, room: usize) -> (String, String) {
    if head.width() + redex.width() + tail.width() <= room {
        return (head.to_owned(), tail.to_owned());
    }
    let left = room.saturating_sub(redex.width());
    let most_head = left.saturating_sub(tail.width().min(left / 2));
    let mut kept_head: String = head.to_owned();
    if head.width() > most_head {
        let mut letters: Vec<char> = head.chars().collect();
        while letters.iter().collect::<String>().width() + 1 > most_head && !letters.is_empty() {
            letters.remove(0);
        }
        kept_head = format!("…{}", letters.iter().collect::<String>());
    }
    let most_tail = left.saturating_sub(kept_head.width());
    let mut kept_tail = tail.to_owned();
    if tail.width() > most_tail {
        while kept_tail.width() + 1 > most_tail && kept_tail.pop().is_some() {}
        kept_tail.push('…');
    }
    (kept_head, kept_tail)
}

impl Session {
    /// `:steps EXPR`
    pub(super) fn step(&mut self, text: &str) -> Answer {
        let names = self.names();
        let limits = self.evaluator.limits_for_steps();
        let sequence = steps::steps(text.trim(), Extent::default(), &mut || {
            crate::evaluator::apart(&limits, &names)
        });
        if let (true, Err(failure)) = (sequence.steps.is_empty(), &sequence.value) {
            self.evaluator.note(self.style.origin, 1, text.trim());
            return self.failed(failure);
        }
        let walk = Walk { sequence, at: 0 };
        let shown = walk.shown(self.style.width.unwrap_or(80));
        if walk.steps().len() > 1 {
            self.walk = Some(walk);
            return Answer::shown(format!("{shown}{WORDS}\n"));
        }
        Answer::shown(shown)
    }

    /// Whether a walk is under way, so that the prompt can say so.
    pub(crate) fn is_walking(&self) -> bool {
        self.walk.is_some()
    }

    /// Moves in the walk, where the entry is one of its words.
    pub(super) fn walk(&mut self, entry: &str) -> Option<Answer> {
        let width = self.style.width.unwrap_or(80);
        let walk = self.walk.as_mut()?;
        let entry = entry.trim();
        let (word, wanted) = entry.split_once(char::is_whitespace).unwrap_or((entry, ""));
        let last = walk.steps().len();
        let at = match word {
            "" | "n" | "next" => walk.next(),
            "i" | "into" => (walk.at + 1).min(last),
            "b" | "back" => walk.at.saturating_sub(1),
            "o" | "out" => walk.out(),
            "to" => match walk.find(wanted.trim()) {
                Some(at) => at,
                None => {
                    return Some(Answer {
                        status: Status::Value,
                        ..Answer::refused(format!("no step from here on reduces '{wanted}'"))
                    });
                }
            },
            "a" | "all" => {
                let shown = walk.sequence.text(None);
                self.walk = None;
                return Some(Answer::shown(shown));
            }
            "q" | "quit" => {
                self.walk = None;
                return Some(Answer::default());
            }
            _ => {
                self.walk = None;
                return None;
            }
        };
        walk.at = at;
        let shown = walk.shown(width);
        if at >= last {
            self.walk = None;
        }
        Some(Answer::shown(shown))
    }
}

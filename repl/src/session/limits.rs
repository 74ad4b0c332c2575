//! `:limits`: what an evaluation may spend, shown and changed.

use lambkin::Limits;

use super::measure::{grouped, time};
use super::{Answer, Session};
use crate::quantity;

const USAGE: &str = "use it as :limits NAME AMOUNT, as in :limits memory 2GiB, :limits steps off; \
                     the names are steps, items, memory, time, depth, output";

impl Session {
    /// `:limits`, `:limits NAME AMOUNT`
    pub(super) fn limits(&mut self, argument: &str) -> Answer {
        let mut words = argument.split_whitespace();
        let (name, amount) = (words.next(), words.collect::<String>());
        let Some(name) = name else {
            return Answer::shown(table(self.evaluator.limits()));
        };
        let mut limits = self.evaluator.limits().clone();
        if let Err(why) = change(&mut limits, name, &amount) {
            return Answer::refused(why);
        }
        self.evaluator.set_limits(limits);
        Answer::default()
    }
}

fn change(limits: &mut Limits, name: &str, amount: &str) -> Result<(), String> {
    if amount.is_empty() {
        return Err(USAGE.to_owned());
    }
    let off = matches!(amount, "off" | "none");
    match name {
        "steps" => limits.steps = unless(off, || count(amount))?,
        "items" => limits.items = unless(off, || count(amount))?,
        "memory" => limits.memory = unless(off, || quantity::bytes(amount))?,
        "time" => limits.time = unless(off, || quantity::duration(amount))?,
        "output" => limits.output = unless(off, || quantity::bytes(amount))?,
        "depth" if off => return Err("depth cannot be unlimited: a call needs stack".to_owned()),
        "depth" => {
            let depth = count(amount)?;
            limits.depth = u32::try_from(depth).map_err(|_| "too large".to_owned())?;
        }
        _ => return Err(USAGE.to_owned()),
    }
    Ok(())
}

fn unless<T>(off: bool, amount: impl FnOnce() -> Result<T, String>) -> Result<Option<T>, String> {
    if off { Ok(None) } else { amount().map(Some) }
}

/// A number, whose digits may stand in groups: `1_000_000`, `1,000,000`.
fn count(amount: &str) -> Result<u64, String> {
    let digits = amount.replace(['_', ','], "");
    digits
        .parse()
        .map_err(|_| format!("'{amount}' is no number"))
}

fn table(limits: &Limits) -> String {
    let unlimited = || "off".to_owned();
    let number = |number: Option<u64>| number.map_or_else(unlimited, grouped);
    let bytes = |bytes: Option<usize>| bytes.map_or_else(unlimited, quantity::size);
    let duration = limits.time.map_or_else(unlimited, time);
    let rows = [
        (
            "steps",
            number(limits.steps),
            "calls, items pulled, units of bulk work",
        ),
        ("items", number(limits.items), "pulled from iterators"),
        ("memory", bytes(limits.memory), "bytes alive"),
        ("time", duration, "on the clock"),
        (
            "depth",
            grouped(u64::from(limits.depth)),
            "calls within calls",
        ),
        ("output", bytes(limits.output), "printed"),
    ];
    let mut text = String::new();
    for (name, amount, what) in rows {
        text.push_str(&format!("{name:8}{amount:>12}  {what}\n"));
    }
    text.push_str(":limits memory 2GiB changes one, :limits time off lifts it\n");
    text
}

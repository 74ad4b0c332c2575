//! What happens in an evaluation, one moment a line: `--timeline`, and of those the pulls alone: `--pulls`.
//!
//! `docs/teaching.md` describes the JSON form.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

use super::json::Object;
use super::recorder::{Kind, Moment, Record, Recorder};
use super::tree::{short, span};
use crate::host::{Failure, Session};
use crate::syntax;

/// What happened in one evaluation.
///
/// ```
/// use lambkin::{Engine, teach::timeline::timeline};
///
/// let found = timeline("sum([1, 2])", 100, &mut Engine::new().session());
/// assert_eq!(found.value.unwrap(), "3");
/// assert!(found.cost > 0);
/// ```
pub struct Timeline {
    record: Record,
    /// The value as `repr` shows it, or why there is none.
    pub value: Result<String, Failure>,
    /// What the evaluation cost, in the evaluator's own steps.
    pub cost: u64,
}

/// Evaluates `text` and records the first `most` moments of it.
///
/// ```
/// use lambkin::Engine;
/// use lambkin::teach::timeline::timeline;
///
/// let found = timeline("sum(map(abs, [1, -2]))", 100, &mut Engine::new().session());
/// assert_eq!(found.value.as_ref().unwrap(), "3");
/// assert!(found.pulls().contains("it#1 map asks it#2 list_iterator"));
/// ```
pub fn timeline(text: &str, most: usize, session: &mut Session) -> Timeline {
    let tree = match syntax::parse(text) {
        Ok(tree) => tree,
        Err(findings) => {
            return Timeline {
                record: Record::default(),
                value: Err(Failure::Refused(findings.into())),
                cost: 0,
            };
        }
    };
    let depth = tree.depth();
    syntax::with_room(depth.saturating_mul(2), || {
        let (recorder, record) = Recorder::new(Rc::new(tree), text, most);
        let result = session.watch(text, Box::new(recorder));
        let cost = session.usage().steps;
        let value = result.and_then(|value| session.repr(&value));
        Timeline {
            record: record.take(),
            value,
            cost,
        }
    })
}

impl Timeline {
    /// Every moment, one a line, those within others indented.
    ///
    /// ```
    /// use lambkin::{Engine, teach::timeline::timeline};
    ///
    /// let found = timeline("1 + 2", 100, &mut Engine::new().session());
    /// assert!(found.text().ends_with("3\n"));
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (number, moment) in (1..).zip(&self.record.moments) {
            let indent = "  ".repeat(moment.depth.min(20));
            line(&mut out, number, &format!("{indent}{}", in_words(moment)));
        }
        self.end(&mut out);
        out
    }

    /// The moments that are about lazy iterators: who asks whom, and what comes back.
    ///
    /// ```
    /// use lambkin::{Engine, teach::timeline::timeline};
    ///
    /// let found = timeline("next(map(abs, [-1]))", 100, &mut Engine::new().session());
    /// assert!(found.pulls().contains("asks"));
    /// ```
    #[must_use]
    pub fn pulls(&self) -> String {
        let mut out = String::new();
        if let Some(order) = self.order() {
            let _ = writeln!(out, "{order}");
        }
        let mut depth: usize = 0;
        for (number, moment) in (1..).zip(&self.record.moments) {
            let is_later = depth > 0;
            match moment.kind {
                Kind::Make if moment.what.starts_with('λ') => continue,
                Kind::Pull | Kind::Make => {}
                Kind::Give | Kind::Done => depth = depth.saturating_sub(1),
                Kind::Call if is_later => {}
                Kind::Call
                | Kind::Enter
                | Kind::Value
                | Kind::Raise
                | Kind::Skip
                | Kind::Return
                | Kind::Item => continue,
            }
            let indent = "  ".repeat(depth.min(20));
            line(&mut out, number, &format!("{indent}{}", in_words(moment)));
            depth += usize::from(moment.kind == Kind::Pull);
        }
        self.end(&mut out);
        out
    }

    /// The first way down from a consumer to a source, in words.
    fn order(&self) -> Option<String> {
        let first = (self.record.moments.iter()).position(|moment| moment.kind == Kind::Pull)?;
        let rest = self.record.moments.get(first..)?;
        let chain: Vec<&Moment> = (rest.iter())
            .take_while(|moment| !matches!(moment.kind, Kind::Give | Kind::Done))
            .filter(|moment| moment.kind == Kind::Pull)
            .collect();
        let by = chain.first()?.by.clone().unwrap_or_default();
        let mut words = format!("{} asks", short(&by));
        for (position, pull) in chain.iter().enumerate() {
            let _ = match position {
                0 => write!(words, " {}", pull.what),
                _ => write!(words, ", which asks {}", pull.what),
            };
        }
        Some(words + "; items come back the other way.\n")
    }

    /// Closures that share a cell, for whom a variable means what it means in the end.
    fn late_binding(&self) -> Option<String> {
        let mut sharers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for moment in self
            .record
            .moments
            .iter()
            .filter(|moment| moment.kind == Kind::Make)
        {
            for (_, value) in &moment.bindings {
                if let Some((cell, _)) = value.split_once(" (")
                    && cell.starts_with("cell ")
                {
                    sharers.entry(cell).or_default().push(&moment.what);
                }
            }
        }
        let (cell, closures) = sharers
            .into_iter()
            .find(|(_, closures)| closures.len() > 1)?;
        let name = self
            .record
            .moments
            .iter()
            .flat_map(|moment| &moment.bindings);
        let (name, _) = { name }.find(|(_, value)| value.starts_with(&format!("{cell} (")))?;
        Some(format!(
            "{} share {cell}: a call sees what `{name}` is by then; `lambda {name}={name}: …` keeps what it is now.\n",
            closures.join(", ")
        ))
    }

    fn end(&self, out: &mut String) {
        if let Some(note) = self.late_binding() {
            out.push_str(&note);
        }
        match self.record.left_out {
            0 => {}
            1 => out.push_str("… 1 more moment is not shown\n"),
            more => {
                let _ = writeln!(out, "… {more} more moments are not shown");
            }
        }
        if let Ok(value) = &self.value {
            let _ = writeln!(out, "{value}");
        }
    }

    /// Every moment as JSON, one object a line; with `pulls`, only those about iterators.
    ///
    /// ```
    /// use lambkin::{Engine, teach::timeline::timeline};
    ///
    /// let found = timeline("1 + 2", 100, &mut Engine::new().session());
    /// assert!(found.json(false).lines().all(|line| line.starts_with(r#"{"schema":1,"#)));
    /// ```
    #[must_use]
    pub fn json(&self, pulls: bool) -> String {
        let mut out = String::new();
        for (number, moment) in (1..).zip(&self.record.moments) {
            let wanted = matches!(
                moment.kind,
                Kind::Make | Kind::Pull | Kind::Give | Kind::Done
            );
            if wanted || !pulls {
                out.push_str(&as_json(number, moment));
                out.push('\n');
            }
        }
        let last = Object::new()
            .raw("schema", 1)
            .raw("moment", self.record.moments.len() + 1);
        if self.record.left_out > 0 {
            let left_out = Object::new()
                .raw("schema", 1)
                .raw("moment", self.record.moments.len() + 1)
                .text("event", "omitted")
                .raw("moments", self.record.left_out);
            out.push_str(&left_out.end());
            out.push('\n');
        }
        let last = match &self.value {
            Ok(value) => last.text("event", "end").text("value", value),
            Err(failure) => last
                .text("event", "error")
                .text("error", failure.kind())
                .text("message", failure.message()),
        };
        out.push_str(&last.raw("cost", self.cost).end());
        out.push('\n');
        out
    }
}

fn line(out: &mut String, number: usize, text: &str) {
    let _ = writeln!(out, "{number:>4}  {text}");
}

fn in_words(moment: &Moment) -> String {
    let what = match moment.kind {
        Kind::Enter | Kind::Value | Kind::Raise | Kind::Skip | Kind::Item => short(&moment.what),
        Kind::Make | Kind::Call | Kind::Return | Kind::Pull | Kind::Give | Kind::Done => {
            moment.what.clone()
        }
    };
    let value = moment.value.as_deref().map(short).unwrap_or_default();
    let bound: Vec<String> = (moment.bindings.iter())
        .map(|(name, value)| format!("{name} = {}", short(value)))
        .collect();
    let bound = if bound.is_empty() {
        String::new()
    } else {
        format!(" {{{}}}", bound.join(", "))
    };
    match moment.kind {
        Kind::Enter => format!("enter   {what}"),
        Kind::Value => format!("value   {what} = {value}"),
        Kind::Raise => format!("raise   {what}"),
        Kind::Skip => format!("skip    {what}"),
        Kind::Make => format!("make    {what}{bound} from {value}; nothing in it has run"),
        Kind::Call => format!("call    {what}{bound}"),
        Kind::Return => "return".to_owned(),
        Kind::Item => format!("item   {bound} of {what}"),
        Kind::Pull => {
            let by = moment.by.as_deref().map(short).unwrap_or_default();
            format!("pull    {by} asks {what}")
        }
        Kind::Give => format!("give    {what} gives {value}"),
        Kind::Done => format!("done    {what} is empty"),
    }
}

fn as_json(number: usize, moment: &Moment) -> String {
    let object = Object::new()
        .raw("schema", 1)
        .raw("moment", number)
        .text("event", moment.kind.name())
        .raw("depth", moment.depth)
        .text("what", &moment.what);
    let object = match moment.span {
        Some(place) => object.raw("span", span(place)),
        None => object,
    };
    let object = match &moment.value {
        Some(value) => object.text("value", value),
        None => object,
    };
    let object = match &moment.by {
        Some(by) => object.text("by", by),
        None => object,
    };
    if moment.bindings.is_empty() {
        return object.end();
    }
    let bindings =
        (moment.bindings.iter()).fold(Object::new(), |all, (name, value)| all.text(name, value));
    object.raw("bindings", bindings.end()).end()
}

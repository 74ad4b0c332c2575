//! A reduction sequence as text: every line is an expression, and what happens to it stands in a comment.

use super::Steps;
use crate::teach::stepper::{Rule, Step};

/// The widest expression that comments are aligned to.
const WIDEST: usize = 48;
/// The longest fragment that a comment shows.
const LONGEST: usize = 60;

/// A beginning and an end that surround the part that is reduced, on terminals that can underline.
///
/// ```
/// let underlined: lambkin::teach::steps::Marks = Some(("\x1b[4m", "\x1b[24m"));
/// # let _ = underlined;
/// ```
pub type Marks = Option<(&'static str, &'static str)>;

impl Steps {
    /// The sequence, one expression a line; the last line is the value as `repr` shows it.
    ///
    /// Every line is Python, because what is said about it is a comment.
    ///
    /// ```
    /// use lambkin::{Engine, teach::steps::steps};
    ///
    /// let found = steps("1 + 2", Default::default(), &mut || Engine::new().session());
    /// assert_eq!(found.text(None), "1 + 2  # 1 + 2 → 3\n3\n");
    /// ```
    #[must_use]
    pub fn text(&self, marks: Marks) -> String {
        let width = (self.steps.iter())
            .map(|step| step.text.chars().count())
            .filter(|width| *width <= WIDEST)
            .max()
            .unwrap_or(0);
        let mut out = String::new();
        for step in &self.steps {
            let padding = width.saturating_sub(step.text.chars().count());
            out.push_str(&marked(step, marks));
            out.push_str(&" ".repeat(padding));
            out.push_str("  # ");
            out.push_str(&self.remark(step));
            out.push('\n');
        }
        if let Some(last) = &self.last {
            out.push_str(last);
            out.push('\n');
        }
        if self.is_cut {
            let more = count(self.left_out, "more evaluation is", "more evaluations are");
            out.push_str(&format!("# … {more} not shown\n"));
        }
        if let Ok(value) = &self.value
            && self.last.as_ref() != Some(value)
        {
            out.push_str(value);
            out.push('\n');
        }
        out
    }

    /// What happens in a step, in one line.
    ///
    /// ```
    /// use lambkin::{Engine, teach::steps::steps};
    ///
    /// let found = steps("(lambda x: -x)(2)", Default::default(), &mut || Engine::new().session());
    /// println!("{}", found.remark(&found.steps[0]));
    /// ```
    #[must_use]
    pub fn remark(&self, step: &Step) -> String {
        let redex = short(fragment(step));
        let redex = match ordinal(step) {
            1 => redex,
            at => format!("{redex} (no. {at})"),
        };
        if step.rule == Rule::Raise {
            let failure = self.value.as_ref().err().map(ToString::to_string);
            return match failure {
                Some(failure) => format!("{redex} raises {}", short(&failure)),
                None => format!("{redex} raises"),
            };
        }
        let bound: Vec<String> = (step.bindings.iter())
            .map(|(name, value)| format!("{name} = {}", short(value)))
            .collect();
        let bound = bound.join(", ");
        let mut remark = match step.rule {
            Rule::Apply if bound.is_empty() => "a call without arguments".to_owned(),
            Rule::Apply => format!("a call with {bound}"),
            Rule::Unroll if bound.is_empty() => "the next item".to_owned(),
            Rule::Unroll => format!("the next item: {bound}"),
            Rule::Value | Rule::Choose | Rule::Raise => {
                format!("{redex} → {}", short(&step.becomes))
            }
        };
        for skipped in &step.skipped {
            let skipped = step.text.get(skipped.range()).unwrap_or_default();
            remark.push_str(&format!("; {} is skipped", short(skipped)));
        }
        if step.hidden > 0 {
            let inside = count(step.hidden, "evaluation", "evaluations");
            remark.push_str(&format!("; {inside} inside"));
        }
        remark
    }
}

/// The part that is reduced.
fn fragment(step: &Step) -> &str {
    step.text.get(step.redex.range()).unwrap_or_default()
}

/// Which of several fragments of the same text it is.
fn ordinal(step: &Step) -> usize {
    let before = step
        .text
        .get(..step.redex.start as usize)
        .unwrap_or_default();
    before.matches(fragment(step)).count() + 1
}

fn marked(step: &Step, marks: Marks) -> String {
    let range = step.redex.range();
    match (
        marks,
        step.text.get(..range.start),
        step.text.get(range.end..),
    ) {
        (Some((on, off)), Some(before), Some(after)) => {
            format!("{before}{on}{}{off}{after}", fragment(step))
        }
        _ => step.text.clone(),
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.replace('\n', " ");
    }
    let start: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", start.replace('\n', " "))
}

/// `1 step`, `2 steps`
fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

//! `lambkin steps --predict`: asks for each next value before it is shown.

use std::io::{self, BufRead};

use lambkin::Session;
use lambkin::teach::predict::{Quiz, Verdict};
use lambkin::teach::steps::Steps;

use crate::terminal::Terminal;

/// How many answers were right, of how many.
#[derive(Default)]
struct Score {
    right: usize,
    asked: usize,
}

/// Shows the steps one by one and asks. At the end of the input, the rest is shown without asking.
pub(crate) fn run(
    source: &str,
    found: &Steps,
    session: &mut dyn FnMut() -> Session,
    terminal: Terminal,
) -> io::Result<()> {
    let mut quiz = Quiz::new(source, found, session);
    let mut score = Score::default();
    let mut answers = io::stdin().lock().lines();
    let mut more = true;
    for step in &found.steps {
        terminal.put(&format!("{}\n", step.text))?;
        if !quiz.asks(step) {
            terminal.put(&format!("  {}\n", found.remark(step)))?;
            continue;
        }
        if more {
            terminal.put("  What is the next value? ")?;
            match answers.next().transpose()? {
                Some(answer) => {
                    let verdict = quiz.judge(step, answer.trim());
                    score.note(&verdict, terminal)?;
                }
                None => {
                    more = false;
                    terminal.put("\n")?;
                }
            }
        }
        terminal.put(&format!("  {}\n", found.remark(step)))?;
    }
    if let Some(last) = &found.last {
        terminal.put(&format!("{last}\n"))?;
    }
    if more && quiz.asks_for_the_end() {
        terminal.put("  What is the value? ")?;
        match answers.next().transpose()? {
            Some(answer) => {
                let verdict = quiz.judge_end(answer.trim());
                score.note(&verdict, terminal)?;
            }
            None => terminal.put("\n")?,
        }
    }
    if let Ok(value) = &found.value {
        terminal.put(&format!("{value}\n"))?;
    }
    if score.asked > 0 {
        terminal.put(&format!("{} of {} right\n", score.right, score.asked))?;
    }
    Ok(())
}

impl Score {
    /// Says what an answer is worth.
    fn note(&mut self, verdict: &Verdict, terminal: Terminal) -> io::Result<()> {
        self.asked += 1;
        match verdict {
            Verdict::Right => {
                self.right += 1;
                terminal.put("Right.\n")
            }
            Verdict::Wrong(slip) => {
                terminal.put(&format!("Not yet ({}): {}.\n", slip.name(), slip.advice()))
            }
        }
    }
}

//! Watching: what an observer is told, and that it changes nothing.

use std::cell::RefCell;
use std::rc::Rc;

use lambkin::runtime::observe::{Event, Observer};
use lambkin::{Engine, Limits, Session};

use super::differential::sample;

/// Writes every event down.
struct Diary {
    source: &'static str,
    lines: Rc<RefCell<Vec<String>>>,
}

impl Observer for Diary {
    fn see(&mut self, event: Event<'_>) {
        let line = match event {
            Event::Enter(span) => format!("enter {}", &self.source[span.range()]),
            Event::Leave(span, Ok(value)) => {
                format!("leave {} = {value:?}", &self.source[span.range()])
            }
            Event::Leave(span, Err(_)) => format!("fail {}", &self.source[span.range()]),
            Event::Call(call) => format!("call {:?} {:?}", call.frame, call.captures),
            Event::Return => "return".to_owned(),
            Event::Item(item) => format!("item {}: {:?}", item.clause, item.frame),
            Event::Pull(iter) => format!("pull {}", iter.type_info().name),
            Event::Give(iter, value) => format!("give {} {value:?}", iter.type_info().name),
            Event::Done(iter) => format!("done {}", iter.type_info().name),
        };
        self.lines.borrow_mut().push(line);
    }
}

fn diary(source: &'static str) -> Vec<String> {
    let lines = Rc::default();
    let diary = Diary {
        source,
        lines: Rc::clone(&lines),
    };
    let _ = Engine::new().session().watch(source, Box::new(diary));
    lines.take()
}

#[test]
fn an_observer_is_told_of_expressions_calls_and_items() {
    assert_eq!(
        diary("(lambda x: -x)(2)"),
        [
            "enter (lambda x: -x)(2)",
            "enter lambda x: -x",
            "leave lambda x: -x = <function>",
            "enter 2",
            "leave 2 = 2",
            "call [2] []",
            "enter -x",
            "enter x",
            "leave x = 2",
            "leave -x = -2",
            "return",
            "leave (lambda x: -x)(2) = -2",
        ]
    );
    assert_eq!(
        diary("[x for x in (7,) if x]"),
        [
            "enter [x for x in (7,) if x]",
            "enter (7,)",
            "leave (7,) = <tuple>",
            "pull tuple_iterator",
            "give tuple_iterator 7",
            "item 0: [7]",
            "enter x",
            "leave x = 7",
            "enter x",
            "leave x = 7",
            "pull tuple_iterator",
            "done tuple_iterator",
            "leave [x for x in (7,) if x] = <list>",
        ]
    );
}

#[test]
fn pulls_climb_from_the_consumer_to_the_source() {
    let told = diary("sum(filter(None, map(abs, [0, 2])))");
    let ladder: Vec<&str> = told
        .iter()
        .map(String::as_str)
        .filter(|line| ["pull", "give", "done"].contains(&&line[..4]))
        .collect();
    assert_eq!(
        ladder,
        [
            "pull filter",
            "pull map",
            "pull list_iterator",
            "give list_iterator 0",
            "give map 0",
            "pull map",
            "pull list_iterator",
            "give list_iterator 2",
            "give map 2",
            "give filter 2",
            "pull filter",
            "pull map",
            "pull list_iterator",
            "done list_iterator",
            "done map",
            "done filter",
        ]
    );
}

struct Blind;

impl Observer for Blind {
    fn see(&mut self, _: Event<'_>) {}
}

/// What became of a text, and what it cost.
fn outcome(
    text: &str,
    evaluate: impl FnOnce(&mut Session) -> Result<lambkin::Value, lambkin::Failure>,
) -> (String, String, u64) {
    let limits = Limits {
        time: None,
        ..Limits::untrusted()
    };
    let mut session = Engine::new().with_limits(limits).session();
    let result = evaluate(&mut session);
    let steps = session.usage().steps;
    let output = session.take_output();
    let shown = match result {
        Ok(value) => session
            .repr(&value)
            .unwrap_or_else(|failure| failure.to_string()),
        Err(failure) => format!("{failure:?}"),
    };
    // Where a function lies in memory is its own affair.
    let shown = shown.split(" at 0x").next().unwrap_or_default().to_owned();
    assert!(!text.is_empty());
    (shown, output, steps)
}

#[test]
fn watching_changes_neither_the_answer_nor_the_cost() {
    for text in sample(2_000, 5) {
        let plain = outcome(&text, |session| session.eval(&text));
        let watched = outcome(&text, |session| session.watch(&text, Box::new(Blind)));
        assert_eq!(plain, watched, "{text}");
    }
}

#[test]
fn a_deep_program_is_watched_on_enough_stack() {
    for text in [
        format!("{}1{}", "(1 + ".repeat(2_000), ")".repeat(2_000)),
        "(lambda f: f(f, 900))(lambda f, n: n if n == 0 else f(f, n - 1))".to_owned(),
        format!("{}1", "-".repeat(5_000)),
    ] {
        let plain = outcome(&text, |session| session.eval(&text));
        let watched = outcome(&text, |session| session.watch(&text, Box::new(Blind)));
        assert_eq!(plain, watched);
    }
}

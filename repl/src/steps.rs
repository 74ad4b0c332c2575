//! `lambkin steps`: how an expression is evaluated, for people and for tools.

use lambkin::Session;
use lambkin::teach::html;
use lambkin::teach::steps::{self, Extent};
use lambkin::teach::timeline::timeline;
use lambkin::teach::tree::tree;

use crate::arguments::{self, Form};
use crate::evaluator::{self, Engine, Evaluator, Failure};
use crate::input::Input;
use crate::predict;
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Around what is reduced, for a terminal that underlines it.
const MARKS: (&str, &str) = ("\u{2}", "\u{3}");

/// Evaluates the expression and shows its steps.
pub(crate) fn run(arguments: &arguments::Steps, terminal: Terminal) -> Result<Status, Stop> {
    let engine = Engine::for_batch(&arguments.limits);
    let input = Input::new(&arguments.text)?;
    let mut evaluator = Evaluator::new(&engine);
    if let Err(failure) = bind(&mut evaluator, &arguments.lets)? {
        return Ok(fail(&evaluator, terminal, &failure));
    }
    evaluator.note(&input.name, 1, &input.text);
    if let Some(finding) = input.finding {
        let failure = Failure::Refused(vec![finding].into());
        return Ok(fail(&evaluator, terminal, &failure));
    }
    if (arguments.timeline || arguments.pulls) && arguments.format != Form::Html {
        return moments(arguments, terminal, &mut evaluator, &input.text);
    }
    let extent = Extent {
        steps: arguments.window,
        ..Extent::default()
    };
    let found = steps::steps(&input.text, extent, &mut || {
        session(&engine, &arguments.lets)
    });
    match arguments.format {
        Form::Text if arguments.predict => {
            let mut session = || session(&engine, &arguments.lets);
            predict::run(&input.text, &found, &mut session, terminal)?;
        }
        Form::Text => {
            let marks = terminal.has_reader().then_some(MARKS);
            terminal.put_underlined(&found.text(marks))?;
        }
        Form::Json => terminal.put(&found.json())?,
        Form::Html => {
            let mut again = session(&engine, &arguments.lets);
            let timeline = timeline(&input.text, arguments.window, &mut again).text();
            let tree =
                tree(&input.text, &mut again).map_or_else(|_| String::new(), |tree| tree.text);
            terminal.put(&html::page(&input.text, &found, &timeline, &tree))?;
        }
    }
    Ok(match &found.value {
        Ok(_) => Status::Value,
        Err(failure) => fail(&evaluator, terminal, failure),
    })
}

/// Shows what happens moment by moment.
fn moments(
    arguments: &arguments::Steps,
    terminal: Terminal,
    evaluator: &mut Evaluator,
    text: &str,
) -> Result<Status, Stop> {
    let found = timeline(text, arguments.window, evaluator.session());
    terminal.put(&match arguments.format {
        Form::Json => found.json(arguments.pulls),
        Form::Text if arguments.pulls => found.pulls(),
        Form::Text | Form::Html => found.text(),
    })?;
    Ok(match &found.value {
        Ok(_) => Status::Value,
        Err(failure) => fail(evaluator, terminal, failure),
    })
}

/// A session with the names bound; that they can be was seen before.
fn session(engine: &Engine, lets: &[(String, String)]) -> Session {
    let mut evaluator = Evaluator::new(engine);
    let _ = bind(&mut evaluator, lets);
    evaluator.into_session()
}

/// Binds the names of the command line.
pub(crate) fn bind(
    evaluator: &mut Evaluator,
    lets: &[(String, String)],
) -> Result<Result<(), Failure>, Stop> {
    for (name, text) in lets {
        let name = evaluator::name(name, "--let")?;
        match evaluator.evaluate(&format!("--let {name}"), text) {
            Ok(value) => evaluator.bind(&name, value),
            Err(failure) => return Ok(Err(failure)),
        }
    }
    Ok(Ok(()))
}

/// Reports a failure.
pub(crate) fn fail(evaluator: &Evaluator, terminal: Terminal, failure: &Failure) -> Status {
    terminal.complain(&evaluator.report(failure, terminal.colour));
    evaluator::status(failure)
}

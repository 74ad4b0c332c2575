//! `lambkin tree`: the parts of an expression, and when each is evaluated.

use lambkin::teach::tree::tree;

use crate::arguments::{self, Format};
use crate::evaluator::{Engine, Evaluator, Failure};
use crate::input::Input;
use crate::steps::{bind, fail};
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Evaluates the expression and draws its tree.
pub(crate) fn run(arguments: &arguments::Tree, terminal: Terminal) -> Result<Status, Stop> {
    let input = Input::new(&arguments.text)?;
    let engine = Engine::for_batch(&arguments.limits);
    let mut evaluator = Evaluator::new(&engine);
    if let Err(failure) = bind(&mut evaluator, &arguments.lets)? {
        return Ok(fail(&evaluator, terminal, &failure));
    }
    evaluator.note(&input.name, 1, &input.text);
    let drawn = match input.finding {
        Some(finding) => Err(Failure::Refused(vec![finding].into())),
        None => tree(&input.text, evaluator.session()),
    };
    let tree = match drawn {
        Ok(tree) => tree,
        Err(failure) => return Ok(fail(&evaluator, terminal, &failure)),
    };
    terminal.put(match arguments.format {
        Format::Text => &tree.text,
        Format::Json => &tree.json,
    })?;
    Ok(match &tree.failure {
        None => Status::Value,
        Some(failure) => fail(&evaluator, terminal, failure),
    })
}

//! The library as this program uses it: texts with names, failures with reports.
//!
//! Everything that the commands need of the library's interface goes through here, so that a change of it touches
//! one file.

use lambkin::Session;
use lambkin::report::{Origin, Report};
use lambkin::runtime::error::{self, Limit};
use lambkin::runtime::interp::Interp;
use lambkin::syntax::ast::ExprKind;
use lambkin::syntax::{self, Diagnostic};
use lambkin::teach::explain::explain;
use lambkin::teach::{diagnose, explain_error};
pub(crate) use lambkin::{Cancel, Failure, Value};

use crate::arguments::{self, Output};
use crate::json::{self, Json};
use crate::stop::{Status, Stop};

/// What evaluators are made from.
#[derive(Debug)]
pub(crate) struct Engine {
    engine: lambkin::Engine,
    limits: lambkin::Limits,
}

impl Engine {
    /// For somebody who waits and can interrupt: memory and depth are limited unless told otherwise.
    pub(crate) fn for_person(limits: &arguments::Limits) -> Self {
        Engine::new(limits, lambkin::Limits::interactive())
    }

    /// For a stream of requests: everything is limited unless told otherwise.
    pub(crate) fn for_batch(limits: &arguments::Limits) -> Self {
        Engine::new(limits, lambkin::Limits::untrusted())
    }

    fn new(asked: &arguments::Limits, usual: lambkin::Limits) -> Self {
        let limits = lambkin::Limits {
            steps: asked.max_steps.or(usual.steps),
            memory: asked.max_memory.or(usual.memory),
            depth: asked.max_depth.unwrap_or(usual.depth),
            time: asked.timeout.or(usual.time),
            output: usual.output,
            items: asked.max_steps.or(usual.items),
            host_calls: usual.host_calls,
        };
        let mut engine = lambkin::Engine::new().with_limits(limits.clone());
        if let Some(seed) = asked.seed {
            engine = engine.with_seed(seed);
        }
        Engine { engine, limits }
    }
}

/// Evaluates texts one after the other, with names bound to values.
pub(crate) struct Evaluator {
    session: Session,
    /// What was printed and not yet taken.
    output: String,
    /// Every text so far, for a failure may lead back to an earlier one.
    texts: Vec<Text>,
    /// The names that were bound.
    names: Vec<String>,
    limits: lambkin::Limits,
    /// Whether limits are changed by a command of the prompt, and not by an option of the command line.
    has_commands: bool,
}

/// How many texts are kept, for failures that lead back to them.
const MOST_TEXTS: usize = 1000;

#[derive(Debug)]
struct Text {
    name: String,
    first_line: usize,
    text: String,
}

impl Evaluator {
    /// One with nothing bound.
    pub(crate) fn new(engine: &Engine) -> Self {
        Evaluator {
            session: engine.engine.session(),
            output: String::new(),
            texts: Vec::new(),
            names: Vec::new(),
            limits: engine.limits.clone(),
            has_commands: false,
        }
    }

    /// The same, for a prompt whose commands change limits.
    pub(crate) fn with_commands(mut self) -> Self {
        self.has_commands = true;
        self
    }

    /// The session, to be watched.
    pub(crate) fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Lets go of the session with everything that is bound in it.
    pub(crate) fn into_session(self) -> Session {
        self.session
    }

    /// The handle that stops what is being evaluated.
    pub(crate) fn cancel(&self) -> Cancel {
        self.session.cancel()
    }

    /// Shows what is printed as it is printed, instead of keeping it.
    pub(crate) fn print_to(&mut self, sink: impl FnMut(&str) + 'static) {
        self.session.print_to(sink);
    }

    /// Binds a name for the texts to come.
    pub(crate) fn bind(&mut self, name: &str, value: Value) {
        self.names.push(name.to_owned());
        self.session.bind(name, value);
    }

    /// Binds a name as a prompt does: lambdas find its value when they run.
    pub(crate) fn bind_late(&mut self, name: &str, value: Value) {
        self.unbind(name);
        self.names.push(name.to_owned());
        self.session.bind_late(name, value);
    }

    /// Forgets a name.
    pub(crate) fn unbind(&mut self, name: &str) {
        self.names.retain(|other| other != name);
        self.session.unbind(name);
    }

    /// What an evaluation may spend.
    pub(crate) fn limits(&self) -> &lambkin::Limits {
        &self.limits
    }

    /// Changes what the evaluations to come may spend.
    pub(crate) fn set_limits(&mut self, limits: lambkin::Limits) {
        self.session.set_limits(&limits);
        self.limits = limits;
    }

    /// What one of many evaluations may spend that only show something.
    pub(crate) fn limits_for_steps(&self) -> lambkin::Limits {
        let most = lambkin::Limits::untrusted();
        lambkin::Limits {
            steps: self.limits.steps.or(most.steps),
            time: self.limits.time.or(most.time),
            ..self.limits.clone()
        }
    }

    /// What the last evaluation spent.
    pub(crate) fn usage(&self) -> lambkin::Usage {
        self.session.usage()
    }

    /// Runs a function that builds or takes apart values.
    pub(crate) fn with<T>(
        &mut self,
        body: impl FnOnce(&mut Interp) -> error::Result<T>,
    ) -> Result<T, Failure> {
        self.session.with(body)
    }

    /// A text made ready to be run again and again.
    pub(crate) fn compile(
        &mut self,
        name: &str,
        first_line: usize,
        text: &str,
    ) -> Result<lambkin::Program, Failure> {
        self.note(name, first_line, text);
        lambkin::Engine::new()
            .compile(text)
            .map_err(Failure::Refused)
    }

    /// Evaluates what was made ready.
    pub(crate) fn run(&mut self, program: &lambkin::Program) -> Result<Value, Failure> {
        self.output.push_str(&self.session.take_output());
        self.session.run(program)
    }

    /// Binds a name to JSON data.
    pub(crate) fn bind_json(&mut self, name: &str, data: Json) -> Result<(), Failure> {
        let value = self.session.with(|interp| json::load(interp, data))?;
        self.bind(name, value);
        Ok(())
    }

    /// Evaluates a text, which reports will call `name`.
    pub(crate) fn evaluate(&mut self, name: &str, text: &str) -> Result<Value, Failure> {
        self.evaluate_from(name, 1, text)
    }

    /// Evaluates a text and says why its value is what it is.
    pub(crate) fn explain(
        &mut self,
        name: &str,
        text: &str,
        output: Output,
    ) -> Result<String, Failure> {
        self.note(name, 1, text);
        let (result, explanation) = explain(text, &mut self.session)?;
        let value = result?;
        Ok(match output {
            Output::Json => explanation.json(),
            Output::Repr | Output::Text => {
                let shown = self.show(&value, output)?;
                format!("{shown}\n{}", explanation.text().trim_end())
            }
        })
    }

    /// Evaluates a text that begins at that line of what is called `name`.
    pub(crate) fn evaluate_from(
        &mut self,
        name: &str,
        first_line: usize,
        text: &str,
    ) -> Result<Value, Failure> {
        self.note(name, first_line, text);
        // An evaluation begins with an empty output of its own.
        self.output.push_str(&self.session.take_output());
        self.session.eval(text)
    }

    /// Notes a text that will not be evaluated, so that it can be reported.
    pub(crate) fn note(&mut self, name: &str, first_line: usize, text: &str) {
        if self.texts.len() >= MOST_TEXTS {
            self.texts.remove(0);
        }
        self.texts.push(Text {
            name: name.to_owned(),
            first_line,
            text: text.to_owned(),
        });
    }

    /// The value as text.
    pub(crate) fn show(&mut self, value: &Value, output: Output) -> Result<String, Failure> {
        match output {
            Output::Repr => self.session.repr(value),
            Output::Text => self.session.str(value),
            Output::Json => self.session.with(|interp| json::dump(interp, value)),
        }
    }

    /// Takes what was printed.
    pub(crate) fn take_output(&mut self) -> String {
        self.output.push_str(&self.session.take_output());
        std::mem::take(&mut self.output)
    }

    /// The failure of the last text, drawn.
    pub(crate) fn report(&self, failure: &Failure, colour: bool) -> String {
        let origins: Vec<Origin<'_>> = (self.texts.iter())
            .map(|text| Origin::new(&text.name, &text.text).from_line(text.first_line))
            .collect();
        if let (Failure::Refused(findings), Some(own)) = (failure, origins.last())
            && let Some(first) = findings.first()
        {
            let finding = diagnose::explain(own.text(), first.clone());
            return Report::diagnostic(&finding.diagnostic).draw(&[*own], colour);
        }
        let help = self.help(failure);
        failure.draw_with_help(&origins, help.as_deref(), colour)
    }

    /// What is wrong with the last text, drawn.
    pub(crate) fn report_refused(&self, finding: &Diagnostic, colour: bool) -> String {
        let own = self
            .texts
            .last()
            .map(|text| Origin::new(&text.name, &text.text).from_line(text.first_line));
        let own: Vec<Origin<'_>> = own.into_iter().collect();
        Report::diagnostic(finding).draw(&own, colour)
    }

    /// What to do about it, where that is known.
    fn help(&self, failure: &Failure) -> Option<String> {
        if let Failure::Raised(exception) = failure {
            let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
            return explain_error::help(exception, &names);
        }
        let (option, command) = match limit(failure)? {
            Limit::Steps => ("--max-steps", ":limits steps off"),
            Limit::Memory => ("--max-memory", ":limits memory 4GiB"),
            Limit::Time => ("--timeout", ":limits time off"),
            Limit::Items if self.has_commands => ("", ":limits items off"),
            Limit::Items | Limit::HostCalls | Limit::Output | Limit::Cancelled => return None,
        };
        Some(if self.has_commands {
            format!("`{command}` allows more")
        } else {
            format!("{option} allows more")
        })
    }
}

/// A session apart, with names bound to values that nobody else holds, where such can be made: evaluating in it again
/// and again must not change what the user has. Iterators cannot be copied, and are not there.
pub(crate) fn apart(limits: &lambkin::Limits, names: &[(String, Value)]) -> Session {
    let mut session = lambkin::Engine::new().with_limits(limits.clone()).session();
    for (name, value) in names {
        match value {
            Value::Iter(_) => {}
            Value::List(_)
            | Value::Dict(_)
            | Value::Set(_)
            | Value::Tuple(_)
            | Value::Object(_) => {
                let text = session.repr(value);
                let copy = text.and_then(|text| session.eval(&text));
                session.bind_late(name.as_str(), copy.unwrap_or_else(|_| value.clone()));
            }
            Value::Missing
            | Value::None
            | Value::Ellipsis
            | Value::NotImplemented
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Big(_)
            | Value::Float(_)
            | Value::Complex(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::DictView(_)
            | Value::FrozenSet(_)
            | Value::Range(_)
            | Value::Slice(_)
            | Value::Function(_)
            | Value::Builtin(_)
            | Value::Method(_)
            | Value::Type(_)
            | Value::Union(_)
            | Value::Module(_)
            | Value::Exception(_)
            | Value::Cell(_) => session.bind_late(name.as_str(), value.clone()),
        }
    }
    session
}

/// The exit status of a failure.
pub(crate) fn status(failure: &Failure) -> Status {
    match (failure, limit(failure)) {
        (Failure::Refused(_), _) => Status::Refused,
        (Failure::Raised(_) | Failure::Unfit(_), _) => Status::Exception,
        (Failure::Halted(_), Some(Limit::Cancelled)) => Status::Interrupted,
        (Failure::Halted(_), _) => Status::Limit,
    }
}

/// The limit that was reached.
pub(crate) fn limit(failure: &Failure) -> Option<Limit> {
    match failure {
        Failure::Refused(_) | Failure::Raised(_) | Failure::Unfit(_) => None,
        Failure::Halted(halt) => Some(halt.limit),
    }
}

/// Everything there is to say about a text when these names are bound.
pub(crate) fn check(text: &str, names: &[String]) -> Vec<Diagnostic> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    lambkin::Engine::new().check(text, &names)
}

/// The name as programs will look it up, or why there can be no such name.
pub(crate) fn name(text: &str, option: &str) -> Result<String, Stop> {
    let tree = syntax::parse(text).ok();
    let name = tree.as_ref().and_then(|tree| {
        let root = tree.root();
        if let ExprKind::Name(name) = &root.kind
            && root.span.range() == (0..text.len())
        {
            Some(name.to_string())
        } else {
            None
        }
    });
    name.ok_or_else(|| Stop::refused(format!("{option}: '{text}' is not a name")))
}

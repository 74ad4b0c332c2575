//! `lambkin batch`: JSON Lines in, JSON Lines out.
//!
//! One line is held at a time, so memory stays flat however long the stream is. Every line is answered, in order,
//! whatever is wrong with it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, StdoutLock, Write};

use crate::arguments;
use crate::evaluator::{self, Engine, Evaluator};
use crate::input;
use crate::json::{self, Json};
use crate::stop::{Status, Stop};

/// A longer line is answered as no request.
const LONGEST: u64 = 64 << 20;
/// What is read ahead of the line being answered.
const AHEAD: usize = 64 << 10;

/// Answers every line.
pub(crate) fn run(arguments: &arguments::Batch) -> Result<Status, Stop> {
    let engine = Engine::for_batch(&arguments.limits);
    match arguments
        .file
        .as_deref()
        .filter(|file| !input::is_stdin(file))
    {
        None => answer_all(&engine, io::stdin().lock()),
        Some(file) => {
            let open = File::open(file).map_err(|error| input::unreadable(file, &error))?;
            answer_all(&engine, open)
        }
    }
}

fn answer_all(engine: &Engine, requests: impl Read) -> Result<Status, Stop> {
    let mut requests = BufReader::with_capacity(AHEAD, requests);
    let mut answers: BufWriter<StdoutLock<'_>> = BufWriter::new(io::stdout().lock());
    let mut status = Status::Value;
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        if requests.buffer().is_empty() {
            // Nothing is at hand: whoever asks may be waiting for the answers so far.
            answers.flush()?;
        }
        line.clear();
        let length = (&mut requests)
            .take(LONGEST)
            .read_until(b'\n', &mut line)
            .map_err(|error| Stop::refused(format!("cannot read the requests: {error}")))?;
        if length == 0 {
            answers.flush()?;
            return Ok(status);
        }
        number += 1;
        let cut = !line.ends_with(b"\n") && length as u64 == LONGEST;
        if cut {
            requests
                .skip_until(b'\n')
                .map_err(|error| Stop::refused(format!("cannot read the requests: {error}")))?;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let Request { id, expr } = Request::new(&line, number, cut);
        let answer = match expr {
            Ok(expr) => answer(engine, &id, &expr),
            Err(message) => {
                status = Status::Refused;
                let mut answer = Answer::new(&id, false);
                answer.field("error", "BadRequest");
                answer.field("message", &message);
                answer.text
            }
        };
        answers.write_all(answer.as_bytes())?;
        answers.write_all(b"}\n")?;
        // A line of unusual size does not keep its memory for the rest of the stream.
        if line.capacity() > AHEAD {
            line = Vec::new();
        }
    }
}

/// A line that was understood as far as this: its `id`, and the expression or why there is none.
struct Request {
    id: Json,
    expr: Result<String, String>,
}

impl Request {
    fn new(line: &[u8], number: u64, cut: bool) -> Self {
        let mut request = Request {
            id: Json::Null,
            expr: Err(format!("line {number}: \"expr\" is missing")),
        };
        match entries(line, cut) {
            Err(problem) => request.expr = Err(format!("line {number} {problem}")),
            Ok(entries) => {
                for (key, value) in entries {
                    match (key.as_str(), value) {
                        ("id", value) => request.id = value,
                        ("expr", Json::Str(text)) => request.expr = Ok(text),
                        ("expr", _) => {
                            request.expr = Err(format!("line {number}: \"expr\" must be a string"));
                        }
                        _ => {}
                    }
                }
            }
        }
        request
    }
}

/// The entries of the object that the line holds, or what is wrong, beginning with the column.
fn entries(line: &[u8], cut: bool) -> Result<Vec<(String, Json)>, String> {
    if cut {
        return Err(format!("column 1: longer than {} MiB", LONGEST >> 20));
    }
    let text = std::str::from_utf8(line).map_err(|error| {
        let before = line.split_at(error.valid_up_to()).0;
        let column = 1 + String::from_utf8_lossy(before).chars().count();
        format!("column {column}: not UTF-8")
    })?;
    match json::read(text) {
        Ok(Json::Object(entries)) => Ok(entries),
        Ok(_) => Err("column 1: expected an object with \"id\" and \"expr\"".to_owned()),
        Err(error) => Err(format!("column {}: {}", error.column, error.message)),
    }
}

/// Evaluates one expression in surroundings of its own.
fn answer(engine: &Engine, id: &Json, expr: &str) -> String {
    let mut evaluator = Evaluator::new(engine);
    let result = evaluator
        .evaluate("<expr>", expr)
        .and_then(|value| evaluator.show(&value, arguments::Output::Repr));
    let output = evaluator.take_output();
    let mut answer = Answer::new(id, result.is_ok());
    match result {
        Ok(repr) => answer.field("repr", &repr),
        Err(failure) => {
            answer.field("error", failure.kind());
            answer.field("message", failure.message());
            if let Some(limit) = evaluator::limit(&failure) {
                answer.field("limit", limit.name());
            }
        }
    }
    if !output.is_empty() {
        answer.field("output", &output);
    }
    answer.text
}

/// One line of output but for its closing brace.
struct Answer {
    text: String,
}

impl Answer {
    fn new(id: &Json, ok: bool) -> Self {
        let mut text = String::from("{\"id\":");
        json::write(&mut text, id);
        text.push_str(if ok { ",\"ok\":true" } else { ",\"ok\":false" });
        Answer { text }
    }

    fn field(&mut self, name: &str, value: &str) {
        self.text.push_str(",\"");
        self.text.push_str(name);
        self.text.push_str("\":");
        json::quote(&mut self.text, value);
    }
}

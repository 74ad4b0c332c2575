//! CPython as a child process that answers expressions: text in, repr or exception out.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::files;
use super::python;
use super::reply::{Answer, Reply};

/// How long one answer may take before CPython is started anew.
const PATIENCE: Duration = Duration::from_secs(15);

/// A running CPython.
pub(crate) struct Oracle {
    child: Child,
    requests: Sender<String>,
    answers: Receiver<String>,
}

impl Oracle {
    /// `None` where the pinned CPython is not on this machine.
    pub(crate) fn start() -> Option<Self> {
        let mut python = python::pinned()?;
        python.arg(files::root().join("tests/oracle.py"));
        Some(Self::spawn(python.arg("--answer")))
    }

    fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("CPython starts");
        let output = child.stdout.take().expect("a pipe from CPython");
        let (sender, answers) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let mut input = child.stdin.take().expect("a pipe to CPython");
        let (requests, texts) = channel::<String>();
        thread::spawn(move || {
            // A closed pipe shows as missing answers.
            while let Ok(text) = texts.recv() {
                let _ = input.write_all(text.as_bytes());
            }
        });
        Self {
            child,
            requests,
            answers,
        }
    }

    /// CPython's answer to each expression; `None` where it ran out of time or memory.
    pub(crate) fn answers(&mut self, texts: &[String]) -> Vec<Option<Answer>> {
        let mut found = Vec::with_capacity(texts.len());
        self.send(texts);
        while found.len() < texts.len() {
            match self.answers.recv_timeout(PATIENCE) {
                Ok(line) => found.push(read(&line)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    // The expression hung, or took the process with it.
                    found.push(None);
                    *self = Self::start().expect("CPython starts again");
                    self.send(&texts[found.len()..]);
                }
            }
        }
        found
    }

    /// Writes on a thread of its own, so that neither side waits for the other's full pipe.
    fn send(&mut self, texts: &[String]) {
        let lines: String = texts.iter().map(|text| escaped(text) + "\n").collect();
        self.requests.send(lines).expect("a thread that writes");
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(line: &str) -> Option<Answer> {
    let fields: Vec<String> = line.split('\t').map(unescaped).collect();
    let (reply, output) = match fields.as_slice() {
        [kind, repr, output] if kind == "value" => (Reply::Value(repr.clone()), output),
        [kind, name, message, output] if kind == "raised" => {
            (Reply::Raised(name.clone(), message.clone()), output)
        }
        _ => return None,
    };
    Some(Answer {
        output: output.clone(),
        reply,
    })
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

/// The text of a line.
pub(crate) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => plain.push(match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            }),
            other => plain.push(other),
        }
    }
    plain
}

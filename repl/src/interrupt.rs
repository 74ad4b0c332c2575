//! Ctrl-C.
//!
//! The evaluation is asked to stop, which it does within a few thousand steps. Where it cannot be asked, deep in one
//! operation on a huge number or while a file is read, the process ends by itself shortly after.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::evaluator::Cancel;

use crate::stop::Status;

/// How long an evaluation may take to notice that it was cancelled.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long a person waits before Ctrl-C means the whole program.
const HUMAN_PATIENCE: Duration = Duration::from_secs(2);

/// On Ctrl-C, cancels the evaluation and ends the process.
pub(crate) fn stop_on_ctrl_c(cancel: Cancel) {
    // Without a handler Ctrl-C still ends the process, only less politely.
    let _ = ctrlc::set_handler(move || {
        cancel.cancel();
        thread::sleep(PATIENCE);
        process::exit(i32::from(Status::Interrupted.code()));
    });
}

/// Ctrl-C at a prompt: it cancels the evaluation and keeps the process, unless the evaluation does not notice.
#[derive(Clone)]
pub(crate) struct Watch(Arc<Mutex<State>>);

#[derive(Clone, Copy)]
enum State {
    /// The prompt itself reads Ctrl-C as a key.
    Idle,
    /// An evaluation runs.
    Busy,
    /// It was asked to stop.
    Asked(Instant),
}

impl Watch {
    /// Begins to listen.
    pub(crate) fn new(cancel: Cancel) -> Self {
        let watch = Watch(Arc::new(Mutex::new(State::Idle)));
        let shared = watch.clone();
        let _ = ctrlc::set_handler(move || {
            match shared.set(|state| match state {
                State::Busy => State::Asked(Instant::now()),
                other => other,
            }) {
                State::Idle => {}
                State::Busy => cancel.cancel(),
                State::Asked(at) if at.elapsed() > HUMAN_PATIENCE => {
                    process::exit(i32::from(Status::Interrupted.code()));
                }
                State::Asked(_) => {}
            }
        });
        watch
    }

    /// An evaluation begins.
    pub(crate) fn begin(&self) {
        self.set(|_| State::Busy);
    }

    /// It has ended.
    pub(crate) fn end(&self) {
        self.set(|_| State::Idle);
    }

    /// Changes the state; what it was.
    fn set(&self, next: impl FnOnce(State) -> State) -> State {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *state;
        *state = next(before);
        before
    }
}

//! Ctrl-C.
//!
//! The evaluation is asked to stop, which it does within a few thousand steps. Where it cannot be asked, deep in one
//! operation on a huge number or while a file is read, the process ends by itself shortly after.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::evaluator::Cancel;

use crate::stop::Status;

/// How long an evaluation may take to notice that it was cancelled.
const PATIENCE: Duration = Duration::from_millis(200);

/// On Ctrl-C, cancels the evaluation and ends the process.
pub(crate) fn stop_on_ctrl_c(cancel: Cancel) {
    // Without a handler Ctrl-C still ends the process, only less politely.
    let _ = ctrlc::set_handler(move || {
        cancel.cancel();
        thread::sleep(PATIENCE);
        process::exit(i32::from(Status::Interrupted.code()));
    });
}

/// On Ctrl-C, cancels the evaluation and keeps the process, unless the evaluation does not notice.
///
/// `busy` tells whether there is one: the prompt itself reads Ctrl-C as a key.
pub(crate) fn cancel_on_ctrl_c(cancel: Cancel, busy: Arc<AtomicBool>) {
    let waiting = AtomicBool::new(false);
    let _ = ctrlc::set_handler(move || {
        if !busy.load(Ordering::Relaxed) {
            return;
        }
        // The handler runs again only after it returned: a second Ctrl-C during the same evaluation means it.
        if waiting.swap(true, Ordering::Relaxed) {
            process::exit(i32::from(Status::Interrupted.code()));
        }
        cancel.cancel();
        thread::sleep(PATIENCE);
        if !busy.load(Ordering::Relaxed) {
            waiting.store(false, Ordering::Relaxed);
        }
    });
}

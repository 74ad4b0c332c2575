//! The handle that stops an evaluation from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stops an evaluation from another thread or a signal handler.
///
/// ```
/// use lambkin::Engine;
/// let mut session = Engine::new().session();
/// session.cancel().cancel();
/// let failure = session.eval("sum(range(10**6))").unwrap_err();
/// assert_eq!(failure.kind(), "KeyboardInterrupt");
/// session.cancel().reset();
/// assert!(session.eval("1 + 1").is_ok());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops the evaluation under way, and every later one until [`Cancel::reset`].
    ///
    /// ```
    /// use lambkin::Cancel;
    /// let cancel = Cancel::default();
    /// cancel.cancel();
    /// cancel.reset();
    /// ```
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Lets evaluations run again.
    ///
    /// ```
    /// use lambkin::Cancel;
    /// let cancel = Cancel::default();
    /// cancel.cancel();
    /// cancel.reset();
    /// ```
    pub fn reset(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// The flag itself, for the meter.
    pub(super) fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

//! Ends waits: for Ctrl-C, and for calls that nobody waits for any more.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use okta_event_hooks::{Failure, Interrupt};
use pyo3::prelude::*;

/// How long a wait may go on before it looks whether it is to end.
const SLICE: Duration = Duration::from_millis(100);

thread_local! {
    /// What the signal handler raised, until the call that waits on this thread has ended.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
    /// Whether nobody waits any more for the call on this thread.
    static CANCELLED: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
}

/// Cancels what waits on another thread.
#[pyclass(frozen, module = "okta_event_hooks._native")]
#[derive(Default)]
pub struct Cancel(Arc<AtomicBool>);

#[pymethods]
impl Cancel {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Cancels it, within a tenth of a second.
    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Until it is dropped, what waits on this thread can be cancelled.
pub(crate) struct Cancellable;

impl Cancellable {
    /// It fails when nobody waits any more: then nothing is to be sent.
    pub(crate) fn by(cancel: &Cancel) -> Result<Self, Failure> {
        if cancel.0.load(Ordering::Relaxed) {
            return Err(Failure::NotSent("the call was cancelled".into()));
        }
        CANCELLED.set(Some(Arc::clone(&cancel.0)));
        Ok(Self)
    }
}

impl Drop for Cancellable {
    fn drop(&mut self) {
        CANCELLED.set(None);
    }
}

/// Asked by what waits, on the thread that waits and is detached from Python.
pub(crate) fn interrupt() -> Interrupt {
    Arc::new(is_interrupted)
}

fn is_interrupted() -> bool {
    if is_raised()
        || CANCELLED
            .with_borrow(|cancelled| cancelled.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed)))
    {
        return true;
    }
    // Handlers run on the main thread only; on the others this does nothing. A Python that ends is waited for no more.
    #[allow(clippy::redundant_closure_for_method_calls, reason = "without it, its lifetime is too narrow")]
    let checked = Python::try_attach(|py| py.check_signals());
    match checked {
        Some(Ok(())) => false,
        Some(Err(error)) => {
            raise(error);
            true
        }
        None => true,
    }
}

/// Ends the call on this thread with what a signal handler raised in Python code that it called.
pub(crate) fn raise(error: PyErr) {
    RAISED.set(Some(error));
}

/// What a signal handler raised while this thread waited.
pub(crate) fn raised() -> Option<PyErr> {
    RAISED.take()
}

pub(crate) fn is_raised() -> bool {
    RAISED.with_borrow(Option::is_some)
}

/// Sleeps; `false` when it was interrupted.
pub(crate) fn sleep(wait: Duration) -> bool {
    let began = Instant::now();
    loop {
        let left = wait.saturating_sub(began.elapsed());
        if left.is_zero() {
            return true;
        }
        thread::sleep(left.min(SLICE));
        if is_interrupted() {
            return false;
        }
    }
}

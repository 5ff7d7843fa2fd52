//! Ctrl-C, and a polite request to end.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::{self, Runtime};

use crate::exit::Failure;
use crate::output;

/// Whether the process was asked to end, for work that ends between two steps.
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Watches from now on. A second request ends the process at once.
    pub(crate) fn watch() -> Result<Self, Failure> {
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        on_requests(move |mut requests, runtime| {
            runtime.block_on(requests.next());
            asked.store(true, Ordering::Relaxed);
            output::error("warning", "it stops after the request under way; Ctrl-C again ends it at once");
            runtime.block_on(requests.next());
            std::process::exit(130);
        })?;
        Ok(Self(stop))
    }

    pub(crate) fn is_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Has `then` called, on a thread of its own, when the process is asked to end. Call it once, before anything is printed
/// that somebody may take for a sign that the process runs: from its return on no request is missed.
pub(crate) fn on_end(then: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    on_requests(move |mut requests, runtime| {
        runtime.block_on(requests.next());
        then();
    })
}

fn on_requests(watch: impl FnOnce(Requests, Runtime) + Send + 'static) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::failed(format!("signals cannot be watched: {error}"));
    let runtime = runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
    let requests = {
        let _context = runtime.enter();
        Requests::watch().map_err(failed)?
    };
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || watch(requests, runtime))
        .map_err(failed)?;
    Ok(())
}

#[cfg(unix)]
struct Requests {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Requests {
    fn watch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Requests(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Requests {
    fn watch() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        let _ = self.0.recv().await;
    }
}

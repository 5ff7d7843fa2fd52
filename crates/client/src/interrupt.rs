//! A transport whose waits can be cut short: what waits for the network asks ten times a second whether to go on.
//!
//! The traits of ureq's transports are not covered by its promises about versions.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use http::Uri;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, RustlsConnector, TcpConnector,
    Transport, time,
};
use ureq::{Agent, Error};

/// Whether a wait is to end. It is asked on the thread that waits.
pub type Interrupt = Arc<dyn Fn() -> bool + Send + Sync>;

const SLICE: Duration = Duration::from_millis(100);

pub(crate) fn agent(config: Config, interrupt: Interrupt) -> Agent {
    let tcp = Interruptible { interrupt: Arc::clone(&interrupt), inner: TcpConnector::default() };
    let connector = ().chain(ConnectProxyConnector::default()).chain(tcp).chain(RustlsConnector::default());
    let connector = connector.chain(Interruptible { interrupt, inner: Connected });
    Agent::with_parts(config, connector, Late)
}

fn interrupted() -> Error {
    Error::Io(io::Error::new(io::ErrorKind::Interrupted, "the wait was interrupted"))
}

/// Something of ureq's, and when its waits are to end.
struct Interruptible<T> {
    interrupt: Interrupt,
    inner: T,
}

impl<T> fmt::Debug for Interruptible<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interruptible").finish_non_exhaustive()
    }
}

impl<T> Interruptible<T> {
    /// Does what nothing can end on a thread of its own, which is left behind if it is no longer waited for.
    fn on_a_thread<R: Send + 'static>(
        &self,
        timeout: &NextTimeout,
        work: impl FnOnce() -> Result<R, Error> + Send + 'static,
    ) -> Result<R, Error> {
        let (sender, receiver) = mpsc::sync_channel(1);
        thread::Builder::new().name("okta-event-hooks-connect".to_owned()).spawn(move || {
            // Who asked may have gone.
            drop(sender.send(work()));
        })?;
        let began = Instant::now();
        loop {
            match receiver.recv_timeout(SLICE) {
                Ok(result) => return result,
                Err(RecvTimeoutError::Disconnected) => return Err(Error::ConnectionFailed),
                Err(RecvTimeoutError::Timeout) if (self.interrupt)() => return Err(Error::ConnectionFailed),
                Err(RecvTimeoutError::Timeout) if began.elapsed() >= *timeout.after => {
                    return Err(Error::Timeout(timeout.reason));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// Names are resolved where connections are made. ureq would do it for each request, on a thread, although most go over a
/// connection that there is.
#[derive(Debug)]
struct Late;

impl Resolver for Late {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        Ok(self.empty())
    }
}

impl<In: Transport> Connector<In> for Interruptible<TcpConnector> {
    type Out = Box<dyn Transport>;

    fn connect(&self, details: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        if let Some(made) = chained {
            return Ok(Some(Box::new(made)));
        }
        let (uri, config) = (details.uri.clone(), details.config.clone());
        let current_time = Arc::clone(&details.current_time);
        let run_connector = Arc::clone(&details.run_connector);
        let register_shutdown = Arc::clone(&details.register_shutdown);
        let (now, timeout, request_level) = (details.now, details.timeout, details.request_level);
        let made = self.on_a_thread(&details.timeout, move || {
            let unbounded = NextTimeout { after: time::Duration::NotHappening, ..timeout };
            let details = ConnectionDetails {
                uri: &uri,
                addrs: DefaultResolver::default().resolve(&uri, &config, unbounded)?,
                config: &config,
                request_level,
                resolver: &DefaultResolver::default(),
                now,
                timeout,
                current_time,
                run_connector,
                register_shutdown,
            };
            TcpConnector::default().connect(&details, None::<()>)
        })?;
        let interrupt = Arc::clone(&self.interrupt);
        Ok(made.map(|inner| Box::new(Interruptible { interrupt, inner }) as Box<dyn Transport>))
    }
}

/// The end of the chain: a connection has been made, and nothing sent yet.
struct Connected;

impl<In: Transport> Connector<In> for Interruptible<Connected> {
    type Out = In;

    /// Who has gone while it was made gets no request sent any more.
    fn connect(&self, _: &ConnectionDetails, chained: Option<In>) -> Result<Option<In>, Error> {
        if (self.interrupt)() { Err(Error::ConnectionFailed) } else { Ok(chained) }
    }
}

impl<T: Transport> Transport for Interruptible<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let began = Instant::now();
        loop {
            let left = timeout.after.saturating_sub(began.elapsed());
            let slice = NextTimeout { after: left.min(SLICE).into(), ..timeout };
            match self.inner.await_input(slice) {
                Err(Error::Timeout(_)) if (self.interrupt)() => return Err(interrupted()),
                Err(Error::Timeout(_)) if left > SLICE => {}
                result => return result,
            }
        }
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

#[cfg(test)]
mod tests;

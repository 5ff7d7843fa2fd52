//! The Rust half of the Python package `okta_event_hooks`. What is public is imported by its `__init__.py`.

// Where everything returns a Python error, the classes are told in the stubs; and arguments come as Python passes them.
#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "the callers are Python's"
)]
#![allow(missing_docs, unreachable_pub, reason = "the documentation is that of the Python classes")]

mod call;
mod client;
mod command;
mod credentials;
mod emulator;
mod error;
mod interrupt;
mod json;
mod log;
mod model;
mod page;
mod receiver;
mod response;
mod secret;
mod session;
mod spec;
mod step;
mod value;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::call::Call;
    #[pymodule_export]
    use crate::client::{Client, Transport};
    #[pymodule_export]
    use crate::command::run_command;
    #[pymodule_export]
    use crate::credentials::{AccessToken, ApiToken, LocalKey, RetryPolicy, ServiceApp};
    #[pymodule_export]
    use crate::emulator::Emulator;
    #[pymodule_export]
    use crate::interrupt::Cancel;
    #[pymodule_export]
    use crate::model::{
        Actor, AuthScheme, Condition, DebugContext, Delivery, EventFilter, EventHook, EventHookChannel,
        EventHookChannelConfig, EventHookFilters, EventHookSpec, EventSubscriptions, Header, IpAddress,
        LogEvent, LogEventClient, LogEventRequest, Outcome, Target, Transaction,
    };
    #[pymodule_export]
    use crate::page::{DeliveryRecord, Unreadable, delivery_queries, delivery_records};
    #[pymodule_export]
    use crate::receiver::{Receiver, Rejected, Verification};
    #[pymodule_export]
    use crate::response::Response;
    #[pymodule_export]
    use crate::secret::Secret;
    #[pymodule_export]
    use crate::session::Session;
    #[pymodule_export]
    use crate::step::{Done, Send, Step, Wait};
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

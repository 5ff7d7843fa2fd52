//! The command `okta-event-hooks`.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command and returns its exit code. The first argument is the name of the program.
#[pyfunction]
pub fn run_command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| okta_event_hooks_cli::run(arguments))
}

//! `cargo xtask test swift`: the Swift package: tests and its example.

use std::fs;

use super::reports::judge;
use crate::mobile::{self, swift};
use crate::tools::{command, server};
use crate::{root, run, target};

/// Makes Debian's Swift, if there is none: that takes two minutes, once.
pub(super) fn tools() -> Result<(), String> {
    let mut version = swift(&mobile::swift_package());
    version.arg("--version");
    run("swift", version)
}

pub(super) fn test() -> Result<(), String> {
    mobile::build()?;
    let (fault_server, command) = (server("fault_server")?, command()?);
    let report = target().join("mobile").join("swift-tests.xml");
    drop(fs::remove_file(&report));
    let mut test = swift(&mobile::swift_package());
    test.args(["test", "--parallel", "--xunit-output"]).arg(&report);
    test.env("FAULT_SERVER", fault_server).env("OKTA_EVENT_HOOKS_COMMAND", &command);
    run("swift test in bindings/swift", test)?;
    let text = fs::read_to_string(&report).map_err(|error| format!("swift test left no report: {error}"))?;
    judge(&[text])
        .map_err(|why| format!("{}: {why}", report.strip_prefix(root()).unwrap_or(&report).display()))
}

//! `cargo xtask test swift`: the Swift package: tests and its example.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::reports::judge;
use crate::mobile::{self, swift};
use crate::tools::{command, runs, server};
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
    let mut format = swift(&mobile::swift_package());
    format.args(["format", "lint", "--strict", "--configuration", ".swift-format", "--recursive"]);
    format.args(["Package.swift", "Tests", "Benchmarks/Sources", "../../examples/swift/hooks/Sources"]);
    format.args(sources()?);
    run("swift format", format)?;
    let report = target().join("mobile").join("swift-tests.xml");
    drop(fs::remove_file(&report));
    let mut test = swift(&mobile::swift_package());
    test.args(["test", "-Xswiftc", "-warnings-as-errors", "--parallel", "--xunit-output"]).arg(&report);
    if runs(Command::new("swift").arg("--version")) {
        println!(
            "xtask: without testOverTLS, for which the certificates that this system trusts would have to change"
        );
        test.args(["--skip", "testOverTLS"]);
    }
    test.env("FAULT_SERVER", fault_server).env("OKTA_EVENT_HOOKS_COMMAND", &command);
    run("swift test in bindings/swift", test)?;
    let text = fs::read_to_string(&report).map_err(|error| format!("swift test left no report: {error}"))?;
    judge(&[text])
        .map_err(|why| format!("{}: {why}", report.strip_prefix(root()).unwrap_or(&report).display()))?;
    let mut example = Command::new(root().join("examples/swift/test"));
    example.env("OKTA_EVENT_HOOKS_COMMAND", command);
    run("examples/swift/test", example)
}

/// What is written by hand.
fn sources() -> Result<Vec<PathBuf>, String> {
    let folder = mobile::swift_package().join("Sources").join("OktaEventHooks");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    Ok(files.filter(|path| path.extension() == Some("swift".as_ref())).collect())
}

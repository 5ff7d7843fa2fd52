//! What a task needs besides Rust.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{cargo, root, run, target};

/// The version that is installed when there is none.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

/// Nothing is skipped: a tool that is missing is told before anything is built.
pub(crate) fn need(tool: &str, what: &str) -> Result<(), String> {
    if runs(Command::new(tool).arg("--version")) {
        Ok(())
    } else {
        Err(format!("{tool} cannot be run\nhint: install {what}"))
    }
}

/// Whether a command succeeds, unseen.
pub(crate) fn runs(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// cargo-deny, built once into the target folder unless it is installed.
pub(crate) fn cargo_deny() -> Result<PathBuf, String> {
    if runs(Command::new("cargo-deny").arg("--version")) {
        return Ok("cargo-deny".into());
    }
    let tools = root().join("target").join("tools");
    let program = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let mut install = cargo(&["install", "--locked", CARGO_DENY, "--root"]);
        install.arg(&tools);
        run("install cargo-deny", install)?;
    }
    Ok(program)
}

/// A program of the package `conformance`, built: a server for tests or benchmarks in another language.
pub(crate) fn server(name: &str) -> Result<PathBuf, String> {
    run(name, cargo(&["build", "--locked", "--quiet", "--package", "conformance", "--bin", name]))?;
    Ok(target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// The command, built: other languages start the emulator by it.
pub(crate) fn command() -> Result<PathBuf, String> {
    let package = "okta-event-hooks-cli";
    run("the command", cargo(&["build", "--locked", "--quiet", "--package", package]))?;
    Ok(target().join("debug").join(format!("okta-event-hooks{}", std::env::consts::EXE_SUFFIX)))
}

/// Installs into a folder, unless that was done from files that say the same.
pub(crate) fn install_once(
    folder: &Path,
    from: &[PathBuf],
    install: impl FnOnce() -> Result<(), String>,
) -> Result<(), String> {
    let texts: Result<Vec<String>, _> = from.iter().map(fs::read_to_string).collect();
    let now = texts.map_err(|error| format!("what to install cannot be read: {error}"))?.concat();
    let mark = folder.join("installed-from");
    if fs::read_to_string(&mark).is_ok_and(|then| then == now) {
        return Ok(());
    }
    let failed = |error| format!("{} cannot be written: {error}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    install()?;
    fs::write(&mark, now).map_err(failed)
}

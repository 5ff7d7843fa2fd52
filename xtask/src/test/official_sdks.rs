//! `cargo xtask test sdks`: Okta's own SDKs against the emulator. What the suites need goes into the target folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::node::{need_node, npm};
use crate::python::{PYTHON, Venv, need_python};
use crate::tools::install_once;
use crate::{cargo, root, run};

pub(super) fn tools() -> Result<(), String> {
    need_python()?;
    need_node()
}

pub(super) fn test() -> Result<(), String> {
    run("command", cargo(&["build", "--locked", "--quiet", "--package", "okta-event-hooks-cli"]))?;
    python()?;
    node()
}

/// Where Okta's SDK for Python is installed.
pub(crate) fn python_sdk() -> Result<Venv, String> {
    let (suite, folder) = folders("python");
    Venv::with(&folder, PYTHON.as_ref(), &[suite.join("requirements.txt")])
}

fn python() -> Result<(), String> {
    let mut tests = python_sdk()?.python();
    tests.arg(folders("python").0.join("run.py")).env("OKTA_EVENT_HOOKS", okta_event_hooks()?);
    run("Okta's SDK for Python", tests)
}

/// The folder of modules that Okta's SDK for Node.js is in.
pub(crate) fn node_sdk() -> Result<PathBuf, String> {
    let (suite, folder) = folders("node");
    let lock = ["package.json", "package-lock.json"].map(|name| suite.join(name));
    install_once(&folder, &lock, || {
        // npm installs beside the lock file.
        for file in &lock {
            let copy = folder.join(file.file_name().unwrap_or_default());
            fs::copy(file, &copy)
                .map_err(|error| format!("{} cannot be written: {error}", copy.display()))?;
        }
        let mut install = npm(&["ci", "--ignore-scripts", "--prefix"]);
        install.arg(&folder);
        run("install Okta's SDK for Node", install)
    })?;
    Ok(folder.join("node_modules"))
}

fn node() -> Result<(), String> {
    let modules = node_sdk()?;
    let mut tests = Command::new("node");
    tests.arg(folders("node").0.join("run.js")).env("OKTA_EVENT_HOOKS", okta_event_hooks()?);
    tests.env("NODE_PATH", modules);
    run("Okta's SDK for Node", tests)
}

/// Where a suite is, and where what it needs is installed.
fn folders(language: &str) -> (PathBuf, PathBuf) {
    (
        root().join("tests").join("official-sdks").join(language),
        root().join("target").join("official-sdks").join(language),
    )
}

/// Cargo puts the command beside this program.
fn okta_event_hooks() -> Result<PathBuf, String> {
    let this = std::env::current_exe().map_err(|error| format!("this program has no path: {error}"))?;
    Ok(this.with_file_name(format!("okta-event-hooks{}", std::env::consts::EXE_SUFFIX)))
}

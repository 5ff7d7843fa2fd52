//! `cargo xtask test python`: the Python package, installed as a user does: style, types, tests, examples.

mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use crate::python::{PYTHON, Venv, need_python, package};
use crate::tools::{need, server};
use crate::{root, run};

/// Why a test may be skipped, as its own reason begins: this system or this Python has not what it tests.
const ALLOWED_SKIP: &str = "on this system: ";

pub(super) fn tools() -> Result<(), String> {
    need_python()?;
    need("node", "Node.js 20 or newer: pyright runs on it")
}

pub(super) fn test() -> Result<(), String> {
    let requirements = package().join("tests").join("requirements.txt");
    let venv = Venv::with(&folder().join("venv"), PYTHON.as_ref(), &[requirements])?;
    venv.install_package()?;
    let fault_server = server("fault_server")?;
    style(&venv)?;
    types(&venv)?;
    pytest(&venv, "of the package and its examples", &["tests"], &fault_server)?;
    versions::test(&venv, &fault_server)
}

fn folder() -> PathBuf {
    root().join("target").join("python")
}

/// The folders with Python in them, as seen from the package.
fn sources() -> Vec<&'static str> {
    let folders = ["python", "tests", "bench", "../../examples/python"];
    folders.into_iter().filter(|folder| package().join(folder).exists()).collect()
}

fn style(venv: &Venv) -> Result<(), String> {
    let mut check = venv.module("ruff");
    check.args(["check", "--quiet", "--config", "pyproject.toml"]).args(sources());
    run("ruff check", check)?;
    let mut format = venv.module("ruff");
    format.args(["format", "--check", "--quiet", "--config", "pyproject.toml"]).args(sources());
    run("ruff format", format)
}

fn types(venv: &Venv) -> Result<(), String> {
    let mut mypy = venv.module("mypy");
    mypy.args(sources());
    run("mypy", mypy)?;
    let mut stubtest = venv.module("mypy.stubtest");
    stubtest.args(["okta_event_hooks", "--concise", "--allowlist", "tests/typing/stubtest.txt"]);
    run("stubtest", stubtest)?;
    // The Node.js of this machine: pyright would fetch one of its own.
    let pyright = || {
        let mut pyright = venv.module("pyright");
        pyright.env("PYRIGHT_PYTHON_GLOBAL_NODE", "on").env("PYRIGHT_PYTHON_IGNORE_WARNINGS", "1");
        // It looks for the package where the first Python on the path has it.
        pyright.env("PATH", venv.search_path());
        pyright
    };
    run("pyright", pyright())?;
    let mut complete = pyright();
    complete.args(["--verifytypes", "okta_event_hooks", "--ignoreexternal"]);
    run("pyright --verifytypes", complete)
}

/// Runs tests, and refuses a skip without an allowed reason. pytest itself fails when there are none.
fn pytest(venv: &Venv, what: &str, arguments: &[&str], fault_server: &Path) -> Result<(), String> {
    let report = folder().join("pytest.xml");
    let mut tests = venv.module("pytest");
    tests.args(["-q", "-c", "pyproject.toml", "-o", "junit_family=xunit2", "--junitxml"]).arg(&report);
    tests.args(arguments);
    tests
        .env("PYTHONPATH", package().join("tests"))
        .env("FAULT_SERVER", fault_server)
        .env("PYRIGHT_PYTHON_GLOBAL_NODE", "on");
    run(&format!("pytest {what}"), tests)?;
    let report = fs::read_to_string(&report).map_err(|error| format!("pytest left no report: {error}"))?;
    match forbidden_skips(&report).as_slice() {
        [] => Ok(()),
        skips => Err(format!("pytest {what} skipped without an allowed reason: {}", skips.join("; "))),
    }
}

/// The reasons of skips in a report of pytest's that are not allowed.
fn forbidden_skips(report: &str) -> Vec<&str> {
    let skips = report.split("<skipped ").skip(1);
    let reasons = skips.map(|skip| {
        let reason = skip.split_once("message=\"").map_or(skip, |(_, rest)| rest);
        reason.split('"').next().unwrap_or_default()
    });
    reasons.filter(|reason| !reason.starts_with(ALLOWED_SKIP)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skips_are_found() {
        let report = r#"<testsuite><testcase name="a"><skipped type="pytest.skip" message="no time">x</skipped></testcase>
            <testcase name="b"><skipped type="pytest.skip" message="on this system: no fork"/></testcase>
            <testcase name="c"><skipped type="pytest.xfail" message="" /></testcase></testsuite>"#;
        assert_eq!(forbidden_skips(report), ["no time", ""]);
        assert!(forbidden_skips("<testsuite><testcase name=\"skipped\"/></testsuite>").is_empty());
    }
}

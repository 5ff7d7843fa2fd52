//! `cargo xtask test node`: the Node.js package: style, types, tests, examples; and as users install it, from this checkout and
//! from the packages of a release.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::node::{build, folder, install_development, need_node, npm, pack, package};
use crate::run;
use crate::tools::server;

/// No test may take so many milliseconds, nor may all tests of a file.
const DEADLINE: &str = "300000";

pub(super) fn tools() -> Result<(), String> {
    need_node()
}

pub(super) fn test() -> Result<(), String> {
    build()?;
    install_development()?;
    let fault_server = server("fault_server")?;
    run("biome", tool("biome", &["check", "--error-on-warnings", "."]))?;
    run("tsc", tool("tsc", &["--project", "."]))?;
    run("tsc of the tests", tool("tsc", &["--project", "test"]))?;
    node_test("of the package and its examples", &package().join("test"), &fault_server)?;
    pack()?;
    lint_packages()?;
    node_test("of what users install", &package().join("test").join("installed"), &fault_server)
}

/// A program of what is in `devDependencies`.
fn tool(name: &str, arguments: &[&str]) -> Command {
    let mut tool = npm(&["exec", "--offline", "--no", "--", name]);
    tool.args(arguments).current_dir(package());
    tool
}

/// Whether every way to import the package finds code and types.
fn lint_packages() -> Result<(), String> {
    let name = "okta-event-hooks-";
    let is_tarball =
        |file: &str| file.starts_with(name) && Path::new(file).extension() == Some("tgz".as_ref());
    for tarball in files(&folder().join("packages"), is_tarball)? {
        let file = tarball.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let mut publint = tool("publint", &["run", "--strict"]);
        publint.arg(&tarball);
        run(&format!("publint {file}"), publint)?;
        // A version follows at once: it is not one with a library alone, which has no types.
        if file.strip_prefix(name).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
        {
            let mut attw = tool("attw", &[]);
            attw.arg(&tarball);
            run(&format!("attw {file}"), attw)?;
        }
    }
    Ok(())
}

/// Runs the tests that are in a folder, and not below it, and looks at what came of them.
fn node_test(what: &str, tests: &Path, fault_server: &Path) -> Result<(), String> {
    let files =
        files(tests, |name| [".test.js", ".test.mjs", ".test.cjs"].iter().any(|end| name.ends_with(end)))?;
    let report = folder().join("tests.tap");
    fs::create_dir_all(folder())
        .map_err(|error| format!("{} cannot be made: {error}", folder().display()))?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-timeout", DEADLINE]);
    node.args(["--test-reporter", "spec", "--test-reporter-destination", "stdout"]);
    node.args(["--test-reporter", "tap", "--test-reporter-destination"]).arg(&report).args(files);
    node.current_dir(package()).env("FAULT_SERVER", fault_server).env("PACKAGES", folder().join("packages"));
    run(&format!("node --test {what}"), node)?;
    let report =
        fs::read_to_string(&report).map_err(|error| format!("node --test left no report: {error}"))?;
    judge(&report).map_err(|why| format!("node --test {what}: {why}"))
}

/// Refuses a report with a test that did not run to its end, and one without tests.
fn judge(report: &str) -> Result<(), String> {
    let count = |of: &str| {
        let prefix = format!("# {of} ");
        let line = report.lines().rev().find_map(|line| line.strip_prefix(&prefix));
        line.and_then(|number| number.parse::<u32>().ok())
            .ok_or_else(|| format!("the report has no number of {of}"))
    };
    if count("pass")? == 0 {
        return Err("there are no tests".to_owned());
    }
    for of in ["fail", "cancelled", "skipped", "todo"] {
        let number = count(of)?;
        if number > 0 {
            let lines = report.lines().filter(|line| line.contains("# SKIP") || line.contains("# TODO"));
            return Err(format!("{number} {of}\n{}", lines.collect::<Vec<_>>().join("\n")));
        }
    }
    Ok(())
}

/// The files in a folder with such a name, in order.
fn files(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().and_then(OsStr::to_str).is_some_and(&is_meant))
        .collect();
    files.sort();
    if files.is_empty() { Err(format!("{} has no such files", folder.display())) } else { Ok(files) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "TAP version 13\nok 1 - a\n    # pass 7\n1..1\n# tests 1\n# suites 0\n# pass 1\n# fail 0\n# cancelled 0\n\
                          # skipped 0\n# todo 0\n# duration_ms 9.5\n";

    #[test]
    fn a_test_that_did_not_run_is_found() {
        assert_eq!(judge(REPORT), Ok(()));
        for of in ["skipped", "todo", "cancelled", "fail"] {
            let report = REPORT.replace(&format!("# {of} 0"), &format!("# {of} 1"));
            assert!(judge(&report).unwrap_err().contains(&format!("1 {of}")));
        }
        assert!(judge(&REPORT.replace("\n# pass 1", "\n# pass 0")).unwrap_err().contains("no tests"));
        assert!(judge("").unwrap_err().contains("no number"));
    }
}

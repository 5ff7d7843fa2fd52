//! `cargo xtask test-sdks`: Okta's own SDKs against the emulator. What the suites need goes into the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{cargo, root, run};

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// All tools are looked for first: nothing is skipped, and a missing one is told before anything is built.
pub(crate) fn test() -> Result<(), String> {
    need(PYTHON, "Python 3.11 or newer")?;
    need("node", "Node.js 20 or newer")?;
    need(NPM, "npm, which comes with Node.js")?;
    run("command", cargo(&["build", "--locked", "--quiet", "--package", "okta-event-hooks-cli"]))?;
    python()?;
    node()
}

fn need(tool: &str, what: &str) -> Result<(), String> {
    let found = Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success());
    if found { Ok(()) } else { Err(format!("{tool} cannot be run\nhint: install {what}")) }
}

fn python() -> Result<(), String> {
    let (suite, folder) = folders("python");
    let program = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let requirements = suite.join("requirements.txt");
    install_once(&folder, &[&requirements], || {
        let mut create = Command::new(PYTHON);
        create.args(["-m", "venv", "--clear"]).arg(&folder);
        run("install Python's environment", create)?;
        let mut install = Command::new(&program);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        install.arg(&requirements);
        run("install Okta's SDK for Python", install)
    })?;
    let mut tests = Command::new(&program);
    tests.arg(suite.join("run.py")).env("OKTA_EVENT_HOOKS", okta_event_hooks()?);
    run("Okta's SDK for Python", tests)
}

fn node() -> Result<(), String> {
    let (suite, folder) = folders("node");
    let lock = ["package.json", "package-lock.json"].map(|name| suite.join(name));
    install_once(&folder, &[&lock[0], &lock[1]], || {
        // npm installs beside the lock file.
        for file in &lock {
            let copy = folder.join(file.file_name().unwrap_or_default());
            fs::copy(file, &copy)
                .map_err(|error| format!("{} cannot be written: {error}", copy.display()))?;
        }
        let mut install = Command::new(NPM);
        install.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(&folder);
        run("install Okta's SDK for Node", install)
    })?;
    let mut tests = Command::new("node");
    tests.arg(suite.join("run.js")).env("OKTA_EVENT_HOOKS", okta_event_hooks()?);
    tests.env("NODE_PATH", folder.join("node_modules"));
    run("Okta's SDK for Node", tests)
}

/// Where a suite is, and where what it needs is installed.
fn folders(language: &str) -> (PathBuf, PathBuf) {
    (
        root().join("tests").join("official-sdks").join(language),
        root().join("target").join("official-sdks").join(language),
    )
}

/// Installs into a folder, unless that was done from files that say the same.
fn install_once(
    folder: &Path,
    from: &[&PathBuf],
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

/// Cargo puts the command beside this program.
fn okta_event_hooks() -> Result<PathBuf, String> {
    let this = std::env::current_exe().map_err(|error| format!("this program has no path: {error}"))?;
    Ok(this.with_file_name(format!("okta-event-hooks{}", std::env::consts::EXE_SUFFIX)))
}

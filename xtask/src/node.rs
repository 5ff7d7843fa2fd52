//! Node.js and its package.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::tools::{install_once, need};
use crate::{root, run};

pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The oldest Node.js that the package is for, and that runs Okta's SDK.
const OLDEST: u32 = 20;

pub(crate) fn need_node() -> Result<(), String> {
    need("node", "Node.js 20 or newer")?;
    need(NPM, "npm, which comes with Node.js")?;
    let version = Command::new("node").arg("--version").output().map_err(|error| error.to_string())?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => Err(format!("node is {version}\nhint: install Node.js {OLDEST} or newer")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The Node.js package.
pub(crate) fn package() -> PathBuf {
    root().join("bindings").join("node")
}

/// What is made of the package, and what is installed to try it.
pub(crate) fn folder() -> PathBuf {
    root().join("target").join("node")
}

/// npm, without what it says of others' business.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut npm = Command::new(NPM);
    npm.args(arguments).env("npm_config_audit", "false").env("npm_config_fund", "false");
    npm.env("npm_config_update_notifier", "false");
    npm
}

/// A script of the package.
pub(crate) fn script(path: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(package().join(path)).current_dir(package());
    node
}

/// Builds the library and puts it where the package looks for it, as `npm install` from a checkout does.
pub(crate) fn build() -> Result<(), String> {
    run("scripts/install.cjs", script("scripts/install.cjs"))
}

/// What the package is checked and tested with, beside it.
pub(crate) fn install_development() -> Result<(), String> {
    let lock = ["package.json", "package-lock.json"].map(|name| package().join(name));
    install_once(&package().join("node_modules"), &lock, || {
        let mut install = npm(&["ci", "--ignore-scripts"]);
        install.current_dir(package());
        run("npm ci in bindings/node", install)
    })
}

/// The packages of a release, of which one has the library of this machine: their tarballs.
pub(crate) fn pack() -> Result<(), String> {
    build()?;
    let mut pack = script("scripts/pack.cjs");
    pack.arg(folder().join("packages"));
    run("scripts/pack.cjs", pack)
}

/// A project that has installed them, and nothing else.
pub(crate) fn install_packages() -> Result<PathBuf, String> {
    let failed = |error: std::io::Error| format!("the project cannot be made: {error}");
    let project = folder().join("project");
    drop(fs::remove_dir_all(&project));
    fs::create_dir_all(&project).map_err(failed)?;
    fs::write(project.join("package.json"), "{ \"private\": true }\n").map_err(failed)?;
    let packages = fs::read_dir(folder().join("packages")).map_err(failed)?;
    let paths = packages.flatten().map(|entry| entry.path());
    let mut install = npm(&["install", "--silent"]);
    install.args(paths.filter(|path| path.extension() == Some("tgz".as_ref()))).current_dir(&project);
    run("npm install of the packages", install)?;
    Ok(project)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v26.0.0-nightly"), Some(26));
        assert_eq!(major("no version"), None);
    }
}

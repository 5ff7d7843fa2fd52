//! The same package on the oldest and the newest Python of this machine: what needs nothing but the package.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{folder, pytest};
use crate::python::{PYTHON, Venv, package};

/// The oldest Python that the package is for.
const OLDEST: (u32, u32) = (3, 9);

pub(super) fn test(built_by: &Venv, fault_server: &Path) -> Result<(), String> {
    let found = installed();
    let (Some(oldest), Some(newest)) = (found.first_key_value(), found.last_key_value()) else {
        return Err("no Python is found beside the one that ran the tests".to_owned());
    };
    if oldest == newest {
        println!(
            "xtask: there is one version of Python here, {}.{}: no other is tested",
            oldest.0.0, oldest.0.1
        );
        return Ok(());
    }
    let wheel = built_by.build_wheel(&folder().join("wheel"))?;
    for ((major, minor), python) in [oldest, newest] {
        let requirements = package().join("tests").join("requirements-min.txt");
        let venv = Venv::with(&folder().join(format!("venv-{major}.{minor}")), python, &[requirements])?;
        venv.install_wheel(&wheel)?;
        pytest(
            &venv,
            &format!("on Python {major}.{minor}"),
            &["-p", "only_package", "-m", "not tools", "tests"],
            fault_server,
        )?;
    }
    Ok(())
}

/// Each version that is installed, on the path or by pyenv.
fn installed() -> BTreeMap<(u32, u32), PathBuf> {
    let names = (OLDEST.1..40).map(|minor| PathBuf::from(format!("python3.{minor}")));
    let candidates = names.chain([PathBuf::from(PYTHON)]).chain(of_pyenv());
    candidates
        .filter_map(|python| Some((version(&python)?, python)))
        .filter(|(version, _)| *version >= OLDEST)
        .collect()
}

fn of_pyenv() -> Vec<PathBuf> {
    let home = std::env::home_dir().unwrap_or_default();
    let root = std::env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), PathBuf::from);
    let Ok(versions) = fs::read_dir(root.join("versions")) else { return Vec::new() };
    versions.flatten().map(|version| version.path().join("bin").join("python3")).collect()
}

/// The version of an interpreter that runs; pyenv has names on the path that do not.
fn version(python: &Path) -> Option<(u32, u32)> {
    let code = "import sys, venv; print(*sys.version_info[:2])";
    let output =
        Command::new(python).args(["-c", code]).output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = text.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

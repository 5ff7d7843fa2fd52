//! Python and its virtual environments, each below the target folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::{install_once, need};
use crate::{root, run};

pub(crate) const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

pub(crate) fn need_python() -> Result<(), String> {
    need(PYTHON, "Python 3.11 or newer")
}

/// The Python package.
pub(crate) fn package() -> PathBuf {
    root().join("bindings").join("python")
}

/// A virtual environment.
pub(crate) struct Venv(PathBuf);

impl Venv {
    /// One that has what these files require, made anew when one of them changes.
    pub(crate) fn with(folder: &Path, python: &Path, requirements: &[PathBuf]) -> Result<Self, String> {
        let venv = Self(folder.to_owned());
        install_once(folder, requirements, || {
            let mut create = Command::new(python);
            create.args(["-m", "venv", "--clear"]).arg(folder);
            run(&format!("make {}", folder.display()), create)?;
            if requirements.is_empty() {
                return Ok(());
            }
            let mut install = venv.pip_install();
            for file in requirements {
                install.arg("--requirement").arg(file);
            }
            run("install what it requires", install)
        })?;
        Ok(venv)
    }

    /// Installs the Python package as a user does: built from this checkout, not editable.
    pub(crate) fn install_package(&self) -> Result<(), String> {
        let mut install = self.pip_install();
        install.args(["--force-reinstall", "--no-deps"]).arg(package());
        run("pip install ./bindings/python", install)
    }

    /// The same package for another version of Python: one library is for all.
    pub(crate) fn build_wheel(&self, folder: &Path) -> Result<PathBuf, String> {
        drop(fs::remove_dir_all(folder));
        let mut build = self.module("pip");
        build.args(["wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir"]);
        build.arg(folder).arg(package());
        run("pip wheel ./bindings/python", build)?;
        let mut files = fs::read_dir(folder).into_iter().flatten().flatten();
        files.next().map(|file| file.path()).ok_or_else(|| format!("no wheel is in {}", folder.display()))
    }

    pub(crate) fn install_wheel(&self, wheel: &Path) -> Result<(), String> {
        let mut install = self.pip_install();
        install.args(["--force-reinstall", "--no-deps"]).arg(wheel);
        run("pip install the wheel", install)
    }

    fn pip_install(&self) -> Command {
        let mut install = self.module("pip");
        install.args(["install", "--quiet", "--disable-pip-version-check"]);
        install
    }

    /// A module that is a program, run in the folder of the package with the environment active.
    pub(crate) fn module(&self, name: &str) -> Command {
        let programs = self.path().parent().map(Path::to_owned).unwrap_or_default();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([programs].into_iter().chain(std::env::split_paths(&path)));
        let mut command = self.python();
        command.args(["-m", name]).current_dir(package()).env("VIRTUAL_ENV", &self.0);
        command.env("PATH", path.unwrap_or_default());
        command
    }

    pub(crate) fn python(&self) -> Command {
        Command::new(self.path())
    }

    /// The search path with this environment's programs first.
    pub(crate) fn search_path(&self) -> OsString {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let own = self.path().parent().map(Path::to_owned);
        std::env::join_paths(own.into_iter().chain(std::env::split_paths(&before))).unwrap_or(before)
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
    }
}

//! `cargo xtask bench`: what things cost beside a floor, as ratios.

use crate::python::{PYTHON, Venv, package};
use crate::test::official_sdks::python_sdk;
use crate::tools::server;
use crate::{cargo, root, run};

pub(crate) fn bench(part: Option<&str>) -> Result<(), String> {
    match part {
        None => rust().and_then(|()| python()),
        Some("rust") => rust(),
        Some("python") => python(),
        Some(other) => Err(format!("no part {other:?} of the benchmarks; there are rust and python")),
    }
}

fn rust() -> Result<(), String> {
    let benches = ["bench", "--package", "conformance", "--bench", "ratios", "--bench", "emulator"];
    run("bench", cargo(&benches))
}

/// The Python package, as installed, beside `http.client`, `json` and Okta's own package.
fn python() -> Result<(), String> {
    let okta = python_sdk()?;
    let venv = Venv::with(&root().join("target/python/bench"), PYTHON.as_ref(), &[])?;
    venv.install_package()?;
    let server = server("fixed_server")?;
    for program in ["bench/run.py", "bench/models.py"] {
        let mut bench = venv.python();
        bench.arg(package().join(program)).arg(&server).arg(okta.path());
        run(program, bench)?;
    }
    Ok(())
}

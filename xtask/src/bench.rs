//! `cargo xtask bench`: what things cost beside a floor, as ratios.

use std::path::Path;

use crate::mobile;
use crate::node;
use crate::python::{PYTHON, Venv, package};
use crate::test::official_sdks::{node_sdk, python_sdk};
use crate::tools::server;
use crate::{cargo, root, run};

pub(crate) fn bench(part: Option<&str>) -> Result<(), String> {
    match part {
        None => rust().and_then(|()| python()).and_then(|()| node()).and_then(|()| mobile()),
        Some("rust") => rust(),
        Some("python") => python(),
        Some("node") => node(),
        Some("mobile") => mobile(),
        Some(other) => {
            Err(format!("no part {other:?} of the benchmarks; there are rust, python, node and mobile"))
        }
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

/// The Node.js package, beside `node:http` with `JSON.parse` and Okta's own package.
fn node() -> Result<(), String> {
    node::need_node()?;
    let okta = node_sdk()?;
    node::pack()?;
    let project = node::install_packages()?;
    let server = server("fixed_server")?;
    let mut bench = node::script("bench/run.mjs");
    bench.arg(server).arg(okta).arg(project);
    run("bench/run.mjs", bench)
}

/// The Swift package beside `JSONDecoder`, the Kotlin library beside kotlinx.serialization and Moshi.
fn mobile() -> Result<(), String> {
    mobile::need_maven()?;
    mobile::build()?;
    let library = mobile::release_library()?;
    let bytes = std::fs::metadata(&library).map_err(|error| format!("{}: {error}", library.display()))?.len();
    println!("{}, stripped: {bytes} bytes", library.display());
    let mut kotlin = mobile::maven(&mobile::kotlin_package());
    kotlin.args([
        "verify",
        "--activate-profiles",
        "bench",
        "--projects",
        "bench",
        "--also-make",
        "-DskipTests",
    ]);
    kotlin.arg(format!("-Dlibrary={}", library.display()));
    run("the benchmarks in Kotlin", kotlin)?;
    let mut swift = mobile::swift(&mobile::swift_package().join("Benchmarks"));
    swift.args(["run", "--configuration", "release", "-Xswiftc", "-enable-testing"]);
    swift.env("LD_LIBRARY_PATH", library.parent().unwrap_or(Path::new(".")));
    run("the benchmarks in Swift", swift)
}

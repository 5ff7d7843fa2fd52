//! Development tasks: `cargo xtask --help` lists them.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it reports to a terminal")]

mod bench;
mod dist;
mod mobile;
mod node;
mod python;
mod test;
mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

const HELP: &str = "\
Development tasks of okta-event-hooks.

Usage: cargo xtask <TASK>

Tasks:
  test [rust|sdks|python|node|kotlin|swift]
                            All that the README promises, or a part of it: Rust with its documentation, demo and
                            dependencies; Okta's own SDKs against the emulator; the packages for the other languages
  docs                      Write docs/emulator.md, the emulator's rules, from crates/emulator/src/rulebook
  codegen                   Write the models of the bindings from the core's table
  mobile                    Build the library of the Swift and Kotlin packages, and write their sources from it
  bench [rust|python|node|mobile]
                            What the core, the client and the packages cost beside a floor, as ratios; what the emulator
                            gives, and its memory
  dist                      The command for a release, one static binary. Needs rustup and a C compiler
  dist node                 The Node.js packages of a release: the main one, and the one with this machine's library
  dist kotlin [LIBRARIES]   The jars of the Kotlin library with the library of this machine; or with those of a folder, and
                            an AAR if there are some for Android
  fuzz [SECONDS] [TARGET]…  Each fuzz target for some seconds. Needs a nightly toolchain and cargo-fuzz
";

const FUZZ_TARGETS: [&str; 6] = ["response", "receiver", "call_events", "link_header", "models", "keys"];

fn main() -> ExitCode {
    let (task, part) = (std::env::args().nth(1), std::env::args().nth(2));
    let result = match task.as_deref() {
        Some("test") => test::test(part.as_deref()),
        Some("bench") => bench::bench(part.as_deref()),
        Some("docs") => run("docs/emulator.md", tool(&["emulator_page"])),
        Some("codegen") => codegen(),
        Some("mobile") => mobile::build(),
        Some("dist") => dist::dist(part.as_deref(), std::env::args().nth(3).as_ref().map(Path::new)),
        Some("fuzz") => fuzz(std::env::args().skip(2).collect()),
        Some("-h" | "--help" | "help") | None => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Some(other) => Err(format!("no task {other:?}\n\n{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn codegen() -> Result<(), String> {
    ["python_models", "node_models", "mobile_models"]
        .into_iter()
        .try_for_each(|name| run(name, tool(&[name])))
}

fn fuzz(arguments: Vec<String>) -> Result<(), String> {
    let mut arguments = arguments.into_iter().peekable();
    let seconds = arguments.next_if(|text| text.parse::<u32>().is_ok()).unwrap_or_else(|| "60".to_owned());
    let mut targets: Vec<String> = arguments.collect();
    if targets.is_empty() {
        targets = FUZZ_TARGETS.map(str::to_owned).into();
    }
    run("corpus", tool(&["corpus", "--", "fuzz/corpus"]))?;
    for target in targets {
        // `cargo +nightly`: through rustup, and not this cargo.
        let mut command = Command::new("cargo");
        command.args(["+nightly", "fuzz", "run", &target, "--"]);
        command.args([format!("-max_total_time={seconds}"), "-max_len=65536".to_owned()]);
        command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
        run(&format!("fuzz {target}"), command)?;
    }
    Ok(())
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// A program of the package `conformance`.
fn tool(arguments: &[&str]) -> Command {
    let mut command = cargo(&["run", "--quiet", "--package", "conformance", "--bin"]);
    command.args(arguments);
    command
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// What cargo builds goes there.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a command, in the root of the repository unless it says where.
fn run(what: &str, mut command: Command) -> Result<(), String> {
    println!("xtask: {what}");
    let start = Instant::now();
    if command.get_current_dir().is_none() {
        command.current_dir(root());
    }
    let status = command.status().map_err(|error| format!("{what} cannot be run: {error}"))?;
    println!("xtask: {what}: {status}, {:.0} s", start.elapsed().as_secs_f64());
    if status.success() { Ok(()) } else { Err(format!("{what} failed")) }
}

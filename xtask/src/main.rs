//! Development tasks: `cargo xtask --help` lists them.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it reports to a terminal")]

mod dist;
mod official_sdks;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

const HELP: &str = "\
Development tasks of okta-event-hooks.

Usage: cargo xtask <TASK>

Tasks:
  test       Format, lints, tests, documentation, the demo, Okta's SDKs, dependencies: all that the README promises
  test-sdks  Okta's own SDKs for Python and Node against the emulator. Needs Python, Node.js and npm
  docs       Write docs/emulator.md, the emulator's rules, from crates/emulator/src/rulebook
  codegen    Write the models of the bindings from the core's table
  bench      What the core and the client cost beside a floor, as ratios; what the emulator gives, and its memory
  dist       The command for a release, one static binary. Needs rustup and a C compiler
  fuzz       Each fuzz target for some seconds: `cargo xtask fuzz [SECONDS] [TARGET]…`. Needs a nightly toolchain and cargo-fuzz
";

const FUZZ_TARGETS: [&str; 6] = ["response", "receiver", "call_events", "link_header", "models", "keys"];

/// The version that `test` installs when there is none.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    let result = match task.as_deref() {
        Some("test") => test(),
        Some("test-sdks") => official_sdks::test(),
        Some("bench") => {
            let benches = ["bench", "--package", "conformance", "--bench", "ratios", "--bench", "emulator"];
            run("bench", cargo(&benches))
        }
        Some("docs") => run("docs/emulator.md", tool(&["emulator_page"])),
        Some("codegen") => run("the models of the bindings", tool(&["python_models"])),
        Some("dist") => dist::dist(),
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

fn test() -> Result<(), String> {
    run("format", cargo(&["fmt", "--all", "--check"]))?;
    run("lints", cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let mut tests = cargo(&["test", "--locked", "--workspace", "--quiet"]);
    // The same inputs each time: a run that fails, fails again. `cargo test` by hand takes new ones.
    tests.env("PROPTEST_RNG_SEED", "1");
    run("tests", tests)?;
    let mut docs = cargo(&["doc", "--locked", "--workspace", "--no-deps"]);
    docs.env("RUSTDOCFLAGS", "-D warnings");
    run("documentation", docs)?;
    for auth in ["api-token", "service-app", "dpop"] {
        let demo = ["run", "--locked", "--quiet", "--", "demo", "--json", "--auth", auth];
        run(&format!("demo with {auth}"), cargo(&demo))?;
    }
    official_sdks::test()?;
    let mut deny = Command::new(cargo_deny()?);
    deny.args(["check", "bans", "licenses", "sources"]);
    run("dependencies", deny)?;
    println!("xtask: all passed");
    Ok(())
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

/// cargo-deny, built once into the target folder unless it is installed.
fn cargo_deny() -> Result<PathBuf, String> {
    if Command::new("cargo-deny").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Ok("cargo-deny".into());
    }
    let tools = root().join("target").join("tools");
    let program = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let mut install = cargo(&["install", "--locked", CARGO_DENY, "--root"]);
        install.arg(&tools);
        run("install cargo-deny", install)?;
    }
    Ok(program)
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

fn run(what: &str, mut command: Command) -> Result<(), String> {
    println!("xtask: {what}");
    let start = Instant::now();
    let status =
        command.current_dir(root()).status().map_err(|error| format!("{what} cannot be run: {error}"))?;
    println!("xtask: {what}: {status}, {:.0} s", start.elapsed().as_secs_f64());
    if status.success() { Ok(()) } else { Err(format!("{what} failed")) }
}

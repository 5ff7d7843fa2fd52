//! `cargo xtask test rust`: format, lints, tests, documentation, the demo, dependencies.

use std::process::Command;

use crate::tools::{cargo_deny, need};
use crate::{cargo, run};

pub(super) fn tools() -> Result<(), String> {
    need("cargo-fmt", "rustfmt: rustup component add rustfmt")?;
    need("cargo-clippy", "clippy: rustup component add clippy")
}

pub(super) fn test() -> Result<(), String> {
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
    let mut deny = Command::new(cargo_deny()?);
    deny.args(["check", "bans", "licenses", "sources"]);
    run("dependencies", deny)
}

//! Links functions that have the same code once, where the linker is the one that Rust brings: others may not know how.

#![allow(clippy::print_stdout, reason = "it is how a build script speaks")]

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target =
        ["OS", "ARCH", "ENV"].map(|name| var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default());
    let is_ours = target == ["linux", "x86_64", "gnu"] && var("RUSTC_LINKER").is_err();
    let is_told_otherwise = var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    if is_ours && !is_told_otherwise && var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,--icf=all");
    }
}

//! The library of the Swift and Kotlin packages, and the sources that are written from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::need;
use crate::{cargo, root, run, target};

/// The library's file, as this system names it.
pub(crate) const LIBRARY: &str = if cfg!(target_os = "macos") {
    "libokta_event_hooks_mobile.dylib"
} else if cfg!(windows) {
    "okta_event_hooks_mobile.dll"
} else {
    "libokta_event_hooks_mobile.so"
};

pub(crate) fn swift_package() -> PathBuf {
    root().join("bindings").join("swift")
}

pub(crate) fn kotlin_package() -> PathBuf {
    root().join("bindings").join("kotlin")
}

pub(crate) fn need_maven() -> Result<(), String> {
    need("java", "a JDK, 17 or newer")?;
    need(MAVEN, "Maven 3.8 or newer")
}

const MAVEN: &str = if cfg!(windows) { "mvn.cmd" } else { "mvn" };

/// Maven on the project in a folder.
pub(crate) fn maven(folder: &Path) -> Command {
    let mut maven = Command::new(MAVEN);
    maven.args(["--batch-mode", "--no-transfer-progress", "--quiet"]).current_dir(folder);
    // Nothing is left running when a task is done.
    maven.arg("-Dkotlin.compiler.daemon=false");
    maven
}

/// Swift in a folder: the one on the path, or Debian's.
pub(crate) fn swift(folder: &Path) -> Command {
    let mut swift = Command::new(swift_package().join("scripts").join("swift"));
    swift.current_dir(folder);
    swift
}

/// Builds the library, writes the sources from it and puts both where the two packages look for them.
pub(crate) fn build() -> Result<(), String> {
    let packages = ["--package", "okta-event-hooks-mobile", "--package", "mobile-bindgen"];
    run("the mobile library", cargo(&[&["build", "--locked", "--quiet"], &packages[..]].concat()))?;
    let built = target().join("debug");
    let written = target().join("mobile");
    let mut bindgen = Command::new(built.join("mobile-bindgen"));
    bindgen.arg(built.join(LIBRARY)).arg(&written);
    run("mobile-bindgen", bindgen)?;
    place(&built, &written).map_err(|error| format!("the written sources cannot be placed: {error}"))
}

/// The library as it is released, stripped.
pub(crate) fn release_library() -> Result<PathBuf, String> {
    let profile = ["--profile", "dist", "--package", "okta-event-hooks-mobile"];
    run("the mobile library, optimised", cargo(&[&["build", "--locked", "--quiet"], &profile[..]].concat()))?;
    Ok(target().join("dist").join(LIBRARY))
}

fn place(built: &Path, written: &Path) -> std::io::Result<()> {
    let kotlin = kotlin_package().join("library").join("generated");
    copy(
        &written.join("okta/eventhooks/okta_event_hooks.kt"),
        &kotlin.join("kotlin/okta/eventhooks/Generated.kt"),
    )?;
    copy(&built.join(LIBRARY), &kotlin.join("resources").join(JNA_FOLDER).join(LIBRARY))?;
    let swift = swift_package().join("Sources");
    copy(&written.join("OktaEventHooks.swift"), &swift.join("OktaEventHooks/Generated/Generated.swift"))?;
    let ffi = swift.join("OktaEventHooksFFI");
    copy(&written.join("OktaEventHooksFFI.h"), &ffi.join("OktaEventHooksFFI.h"))?;
    // Package.swift says where to link it from.
    copy(&built.join(LIBRARY), &swift_package().join("Library").join(LIBRARY))
}

/// Where JNA looks for a library in a jar.
pub(crate) const JNA_FOLDER: &str = if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
    "linux-x86-64"
} else if cfg!(all(target_os = "linux", target_arch = "aarch64")) {
    "linux-aarch64"
} else if cfg!(all(target_os = "macos", target_arch = "aarch64")) {
    "darwin-aarch64"
} else if cfg!(target_os = "macos") {
    "darwin-x86-64"
} else {
    "win32-x86-64"
};

/// Only if it has changed, so that nothing is built anew without need.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let bytes = fs::read(from)?;
    if fs::read(to).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, bytes)
}

//! The shape of the workspace: who may depend on whom, and who may know the protocol.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use okta_event_hooks::OPERATIONS;
use serde_json::Value;

/// Which crates of this workspace each may depend on. Everything else is forbidden.
const ARROWS: [(&str, &[&str]); 8] = [
    ("okta-event-hooks-core", &[]),
    ("okta-event-hooks-signer", &["okta-event-hooks-core"]),
    ("okta-event-hooks", &["okta-event-hooks-core", "okta-event-hooks-signer"]),
    // With shared models one misspelt member would pass from end to end and every test would be green.
    ("okta-event-hooks-emulator", &[]),
    ("okta-event-hooks-cli", &["okta-event-hooks", "okta-event-hooks-emulator", "okta-event-hooks-signer"]),
    ("okta-event-hooks-mobile", &["okta-event-hooks-core", "okta-event-hooks-signer"]),
    ("okta-event-hooks-node", &["okta-event-hooks", "okta-event-hooks-cli", "okta-event-hooks-emulator"]),
    ("okta-event-hooks-python", &["okta-event-hooks", "okta-event-hooks-cli", "okta-event-hooks-emulator"]),
];

/// All that the core may depend on: nothing that does I/O, tells the time or makes random numbers.
const CORE: [&str; 12] = [
    "base64",
    "http",
    "httpdate",
    "jiff",
    "percent-encoding",
    "serde",
    "serde_json",
    "sha2",
    "strsim",
    "subtle",
    "thiserror",
    "zeroize",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The direct dependencies of each crate of the workspace, for building and not for tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let packages = metadata.get("packages").unwrap().as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let dependencies = package.get("dependencies").unwrap().as_array().unwrap();
            let built = dependencies.iter().filter(|dependency| dependency.get("kind").unwrap().is_null());
            let names = built.map(|dependency| text(dependency.get("name").unwrap())).collect();
            (text(package.get("name").unwrap()), names)
        })
        .collect()
}

#[test]
fn dependencies_follow_the_arrows() {
    let dependencies = dependencies();
    let ours: BTreeSet<&String> = dependencies.keys().collect();
    for (name, allowed) in ARROWS {
        for dependency in dependencies.get(name).unwrap().iter().filter(|name| ours.contains(name)) {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn every_published_crate_has_its_arrows() {
    let tools = ["conformance", "examples", "mobile-bindgen", "xtask"];
    for name in dependencies().keys().filter(|name| !tools.contains(&name.as_str())) {
        assert!(ARROWS.iter().any(|(known, _)| known == name), "say in ARROWS what {name} may depend on");
    }
}

#[test]
fn the_core_depends_on_nothing_that_does_io() {
    let dependencies = dependencies();
    let found: Vec<&str> =
        dependencies.get("okta-event-hooks-core").unwrap().iter().map(String::as_str).collect();
    assert_eq!(found, CORE);
}

/// Drivers and tools hold no protocol knowledge: they would hold it twice.
#[test]
fn only_the_core_and_the_emulator_know_the_protocol() {
    for folder in ["crates/client/src", "crates/cli/src", "bindings"] {
        for (file, text) in sources(&root().join(folder)) {
            let within = |folder: &str| file.components().any(|part| part.as_os_str() == folder);
            // Tests say what Okta sends; the file format of the command is a table of Okta's members; and the doctor
            // plays Okta's part, so like the emulator it has its own idea of it.
            let is_doctor = within("doctor");
            // The models of a binding are written from the core's table, and its stubs with them.
            let is_table = ["model/table.rs", "lib/shapes.js", "lib/models.d.ts"]
                .iter()
                .any(|table| file.ends_with(table));
            let is_test = file.ends_with("tests.rs")
                || ["tests", "test", "bench", "Tests", "Benchmarks"].into_iter().any(within);
            if is_doctor || is_table || is_test || file.ends_with("hooks_file/check.rs") {
                continue;
            }
            for known in [
                "/api/v1",
                "/oauth2/",
                "X-Rate",
                "x-rate",
                "X-Okta-",
                "x-okta-",
                "\"verificationStatus",
                "\"errorCode",
            ] {
                let is_comment = |line: &str| line.starts_with("//") || line.starts_with("* ");
                let mut code = text.lines().filter(|line| !is_comment(line.trim_start()));
                let found = code.find(|line| line.contains(known));
                assert!(found.is_none(), "{}: {known} belongs in the core: {found:?}", file.display());
            }
        }
    }
}

#[test]
fn each_operation_is_in_a_file_of_its_name() {
    for info in OPERATIONS {
        let mut name = String::new();
        for c in info.id.chars() {
            if c.is_uppercase() {
                name.push('_');
            }
            name.extend(c.to_lowercase());
        }
        let file = root().join(format!("crates/core/src/operation/{name}.rs"));
        assert!(fs::read_to_string(&file).unwrap().contains(info.id), "{}", file.display());
        let client = fs::read_to_string(root().join("crates/client/src/client.rs")).unwrap();
        assert!(client.contains(&format!("pub fn {name}(")), "the client has no method {name}");
    }
}

/// Their own tests look for the documentation.
#[test]
fn each_operation_is_a_method_in_swift_and_kotlin() {
    let read = |files: &[&str]| -> String {
        files.iter().map(|file| fs::read_to_string(root().join("bindings").join(file)).unwrap()).collect()
    };
    let swift = "swift/Sources/OktaEventHooks";
    let kotlin = "okta/eventhooks";
    for (keyword, client) in [
        (
            "func",
            read(&[&format!("{swift}/Client+EventHooks.swift"), &format!("{swift}/Client+LogEvents.swift")]),
        ),
        ("fun", read(&[&format!("kotlin/library/src/main/kotlin/{kotlin}/Client.kt")])),
        ("fun", read(&[&format!("kotlin/coroutines/src/main/kotlin/{kotlin}/coroutines/Client.kt")])),
    ] {
        for info in OPERATIONS {
            let method = if info.id == "listLogEvents" { "logEvents" } else { info.id };
            assert!(client.contains(&format!("{keyword} {method}(")), "a mobile client has no {method}");
        }
    }
}

#[test]
fn the_page_of_the_emulators_rules_is_current() {
    use conformance::emulator_page::{path, text};
    let page = fs::read_to_string(path()).unwrap();
    assert!(page == text(), "docs/emulator.md is not what the rulebook says: run cargo xtask docs");
}

#[test]
fn the_models_of_the_packages_are_current() {
    let python = conformance::python_models::files().into_iter();
    let node = conformance::node_models::files();
    for (path, text) in python.chain(node).chain(conformance::mobile_models::files()) {
        let is_current = fs::read_to_string(&path).unwrap() == text;
        assert!(is_current, "{} is not what the core's table says: run cargo xtask codegen", path.display());
    }
}

/// Packages are built from their own folders alone.
#[test]
fn the_licences_of_the_packages_are_these() {
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let text = |folder: &str| fs::read_to_string(root().join(folder).join(name)).unwrap();
        for package in ["bindings/kotlin", "bindings/node", "bindings/python", "bindings/swift"] {
            assert_eq!(text(package), text("."), "{package}");
        }
    }
}

#[test]
fn the_packages_have_the_version_of_the_workspace() {
    let version = env!("CARGO_PKG_VERSION");
    let found = |file: &str, line: &str| {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(text.contains(line), "{file} has not the version of the workspace: {line}");
    };
    found("bindings/node/package.json", &format!("\"version\": \"{version}\""));
    let line = format!("<version>{version}</version>");
    for pom in ["pom.xml", "library/pom.xml", "coroutines/pom.xml", "android/pom.xml", "bench/pom.xml"] {
        found(&format!("bindings/kotlin/{pom}"), &line);
    }
    found("examples/kotlin/pom.xml", &line);
    // What goes beside the AAR is built from nothing, and has no properties.
    let parent = fs::read_to_string(root().join("bindings/kotlin/pom.xml")).unwrap();
    for property in ["kotlin.version", "jna.version"] {
        let (_, rest) = parent.split_once(&format!("<{property}>")).unwrap();
        let value = rest.split('<').next().unwrap();
        found("bindings/kotlin/android/pom.xml", &format!("<version>{value}</version>"));
    }
}

#[test]
fn the_seed_file_of_that_page_is_one() {
    use okta_event_hooks_emulator::{Config, DeleteActive};
    let page = conformance::emulator_page::text();
    let (_, rest) = page.split_once("```yaml\n").unwrap();
    let config = Config::parse(rest.split("```").next().unwrap()).unwrap();
    assert_eq!((config.active_hooks, config.rules.delete_active), (10, DeleteActive::Forbidden));
}

/// Every source file below a folder; none where the folder does not exist.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        // What others wrote, and what is built.
        if ["node_modules", "generated", "Generated", "target", ".build"]
            .iter()
            .any(|name| path.ends_with(name))
        {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| {
            ["rs", "py", "js", "mjs", "cjs", "ts", "kt", "java", "swift"].contains(&ending)
        }) {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

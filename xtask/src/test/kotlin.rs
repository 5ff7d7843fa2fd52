//! `cargo xtask test kotlin`: the Kotlin library: style, the API of Android, tests from Kotlin and Java, and its example.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::reports::judge;
use crate::dist::kotlin::android;
use crate::mobile::{self, LIBRARY, kotlin_package, need_maven};
use crate::tools::{command, server};
use crate::{root, run, target};

pub(super) fn tools() -> Result<(), String> {
    need_maven()
}

pub(super) fn test() -> Result<(), String> {
    mobile::build()?;
    let (fault_server, command) = (server("fault_server")?, command()?);
    let maven = |what: &str, folder: &Path| {
        let mut maven = mobile::maven(folder);
        maven.args(["clean", "verify"]);
        maven.env("FAULT_SERVER", &fault_server).env("OKTA_EVENT_HOOKS_COMMAND", &command);
        run(what, maven)
    };
    maven("mvn verify in bindings/kotlin", &kotlin_package())?;
    for module in ["library", "coroutines", "../../examples/kotlin"] {
        reports(&kotlin_package().join(module))?;
    }
    layout_for_android()
}

/// What is in an AAR; with the library of this machine in the place of Android's, for nothing here runs it.
fn layout_for_android() -> Result<(), String> {
    let failed = |error: std::io::Error| format!("no AAR can be made: {error}");
    let folder = target().join("kotlin");
    let jni = folder.join("jni").join("x86_64");
    fs::create_dir_all(&jni).map_err(failed)?;
    fs::copy(target().join("debug").join(LIBRARY), jni.join(LIBRARY)).map_err(failed)?;
    let aar = folder.join("layout.aar");
    android(&folder.join("jni"), &aar)?;
    let list = Command::new("jar").arg("--list").arg("--file").arg(&aar).output().map_err(failed)?;
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    let library = format!("jni/x86_64/{LIBRARY}");
    for entry in ["AndroidManifest.xml", "R.txt", "classes.jar", "proguard.txt", library.as_str()] {
        if !list.lines().any(|line| line == entry) {
            return Err(format!("the AAR has no {entry}:\n{list}"));
        }
    }
    Ok(())
}

/// Refuses a module with a test that did not run, and one without tests.
fn reports(module: &Path) -> Result<(), String> {
    let folder = module.join("target").join("surefire-reports");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    let reports: Vec<String> = files
        .filter(|path| path.extension() == Some("xml".as_ref()))
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    judge(&reports)
        .map_err(|why| format!("{}: {why}", folder.strip_prefix(root()).unwrap_or(&folder).display()))
}

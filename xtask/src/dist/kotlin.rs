//! The jars of the Kotlin library, and an AAR for Android.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::mobile::{self, JNA_FOLDER, LIBRARY, kotlin_package};
use crate::{run, target};

/// What the rules for R8 are in an AAR, and in the jar.
const RULES: &str = "META-INF/proguard/okta-event-hooks.pro";

/// Jars with the libraries of a folder, such as `linux-x86-64/libokta_event_hooks_mobile.so`, named as JNA does; and an AAR, if
/// it has libraries in `android/ABI`. Without a folder, a jar with the library of this machine.
pub(super) fn dist(libraries: Option<&Path>) -> Result<(), String> {
    mobile::need_maven()?;
    mobile::build()?;
    let folder = target().join("kotlin").join("packages");
    let failed = |error: std::io::Error| format!("{} cannot be made: {error}", folder.display());
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).map_err(failed)?;
    let resources = kotlin_package().join("library/generated/resources");
    fs::remove_dir_all(&resources).map_err(failed)?;
    if let Some(from) = libraries {
        copy_tree(from, &resources, &["android"]).map_err(failed)?;
    } else {
        let (built, to) = (mobile::release_library()?, resources.join(JNA_FOLDER));
        fs::create_dir_all(&to).and_then(|()| fs::copy(&built, to.join(LIBRARY))).map_err(failed)?;
    }
    let mut package = mobile::maven(&kotlin_package());
    package.args(["clean", "package", "-DskipTests"]);
    run("mvn package in bindings/kotlin", package)?;
    for module in ["library", "coroutines"] {
        for file in files(&kotlin_package().join(module).join("target"), "jar").map_err(failed)? {
            fs::copy(&file, folder.join(file.file_name().unwrap_or_default())).map_err(failed)?;
        }
    }
    if let Some(jni) = libraries.map(|from| from.join("android")).filter(|jni| jni.is_dir()) {
        let aar = folder.join(concat!("okta-event-hooks-android-", env!("CARGO_PKG_VERSION"), ".aar"));
        android(&jni, &aar)?;
        fs::copy(kotlin_package().join("android/pom.xml"), aar.with_extension("pom")).map_err(failed)?;
    }
    for file in files(&folder, "").map_err(failed)? {
        let bytes = fs::metadata(&file).map_or(0, |file| file.len());
        println!("{}: {bytes} bytes", file.display());
    }
    Ok(())
}

/// Puts an AAR together: the classes that Maven has compiled, and the libraries of a folder with one folder an ABI.
///
/// See <https://developer.android.com/studio/projects/android-library#aar-contents>.
pub(crate) fn android(jni: &Path, aar: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{} cannot be made: {error}", aar.display());
    let stage = target().join("kotlin").join("aar");
    drop(fs::remove_dir_all(&stage));
    let classes = kotlin_package().join("library").join("target").join("classes");
    let compiled = stage.join("compiled");
    // Android has its libraries in `jni`.
    let natives = ["linux-x86-64", "linux-aarch64", "darwin-x86-64", "darwin-aarch64", "win32-x86-64"];
    copy_tree(&classes, &compiled, &natives).map_err(failed)?;
    let content = stage.join("content");
    copy_tree(jni, &content.join("jni"), &[]).map_err(failed)?;
    fs::copy(kotlin_package().join("android/AndroidManifest.xml"), content.join("AndroidManifest.xml"))
        .map_err(failed)?;
    fs::copy(classes.join(RULES), content.join("proguard.txt")).map_err(failed)?;
    fs::write(content.join("R.txt"), "").map_err(failed)?;
    archive(&content.join("classes.jar"), &compiled)?;
    archive(aar, &content)
}

/// A zip file of a folder, by the `jar` of the JDK.
fn archive(file: &Path, folder: &Path) -> Result<(), String> {
    let mut jar = Command::new("jar");
    jar.args(["--create", "--no-manifest", "--file"]).arg(file).arg("-C").arg(folder).arg(".");
    run("jar", jar)
}

/// Copies a folder, but for what has one of these names in it.
fn copy_tree(from: &Path, to: &Path, without: &[&str]) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if without.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if path.is_dir() {
            copy_tree(&path, &to.join(name), &[])?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

fn files(folder: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let is_meant = |path: &PathBuf| extension.is_empty() || path.extension() == Some(extension.as_ref());
    let mut files: Vec<PathBuf> = paths.filter(is_meant).collect();
    files.sort();
    Ok(files)
}

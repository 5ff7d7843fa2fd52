//! Writes the Swift and Kotlin sources of the mobile bindings from the built library: `mobile-bindgen LIBRARY FOLDER`.
//!
//! The library must not be stripped, for what there is to write is told in its symbols.

#![allow(clippy::print_stderr, reason = "it is a command")]

use std::fs;
use std::process::ExitCode;

use camino::Utf8PathBuf;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

mod dress;
mod quicker;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(library), Some(folder), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("usage: mobile-bindgen LIBRARY FOLDER");
        return ExitCode::FAILURE;
    };
    match write(&library, &folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mobile-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(library: &str, folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = BindgenPaths::default();
    paths.add_layer(Mobile);
    let options = GenerateOptions {
        languages: vec![TargetLanguage::Kotlin, TargetLanguage::Swift],
        source: library.into(),
        out_dir: folder.into(),
        ..GenerateOptions::default()
    };
    generate_with_bindgen_paths(options, paths)?;
    rewrite(&format!("{folder}/okta/eventhooks/okta_event_hooks.kt"), |source| {
        Ok(dress::kotlin(&dress::kotlin_prints(&quicker::kotlin(source)?)?))
    })?;
    rewrite(&format!("{folder}/OktaEventHooks.swift"), |source| Ok(dress::swift(&quicker::swift(source)?)))?;
    Ok(())
}

fn rewrite(
    path: &str,
    change: impl Fn(&str) -> Result<String, String>,
) -> Result<(), Box<dyn std::error::Error>> {
    Ok(fs::write(path, change(&fs::read_to_string(path)?)?)?)
}

/// Replaces what must be there: when uniffi writes something else, this has to be looked at again.
fn replace(source: &str, what: &str, by: &str) -> Result<String, String> {
    match source.matches(what).count() {
        1 => Ok(source.replace(what, by)),
        count => Err(format!("uniffi's sources have changed: {count} times there is\n{what}")),
    }
}

/// Where the crate and its `uniffi.toml` are.
struct Mobile;

impl BindgenPathsLayer for Mobile {
    fn get_crate_root(&self, crate_name: &str) -> Option<Utf8PathBuf> {
        (crate_name == "okta_event_hooks_mobile").then(|| concat!(env!("CARGO_MANIFEST_DIR"), "/..").into())
    }
}

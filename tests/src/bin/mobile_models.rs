//! Writes the models of the Swift and Kotlin packages from the core's table.

use std::fs;

fn main() -> std::io::Result<()> {
    for (path, text) in conformance::mobile_models::files() {
        fs::write(path, text)?;
    }
    Ok(())
}

//! Writes the models of the Python package from the core's table.

use std::fs;

fn main() -> std::io::Result<()> {
    for (path, text) in conformance::python_models::files() {
        fs::write(path, text)?;
    }
    Ok(())
}

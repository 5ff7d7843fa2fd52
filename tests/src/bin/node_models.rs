//! Writes the models of the Node.js package from the core's table.

use std::fs;

fn main() -> std::io::Result<()> {
    for (path, text) in conformance::node_models::files() {
        fs::write(path, text)?;
    }
    Ok(())
}

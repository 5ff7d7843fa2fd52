//! Writes `docs/emulator.md`.

#![allow(clippy::unwrap_used, reason = "a tool of the repository")]

use conformance::emulator_page::{path, text};

fn main() {
    std::fs::write(path(), text()).unwrap();
}

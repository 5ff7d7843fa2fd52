//! Writes what the fuzzer begins with: `corpus <folder>`.

#![allow(clippy::unwrap_used, reason = "a tool of the tests")]

use std::path::Path;

use conformance::targets::{TARGETS, corpus};

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "fuzz/corpus".to_owned());
    for (name, _) in TARGETS {
        let folder = Path::new(&folder).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (number, bytes) in corpus(name).into_iter().enumerate() {
            std::fs::write(folder.join(format!("vector-{number:04}")), bytes).unwrap();
        }
    }
}

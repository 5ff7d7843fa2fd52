//! What is released: the command, one binary that needs nothing of the system it runs on; the packages for Node.js and Kotlin.

pub(crate) mod kotlin;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{cargo, node, run};

const NAME: &str = "okta-event-hooks";

pub(crate) fn dist(part: Option<&str>, libraries: Option<&Path>) -> Result<(), String> {
    match part {
        None => command(),
        Some("node") => node::pack(),
        Some("kotlin") => kotlin::dist(libraries),
        Some(other) => Err(format!(
            "no part {other:?} of a release; there are node, kotlin, and without one the command"
        )),
    }
}

fn command() -> Result<(), String> {
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    let is_linux = cfg!(target_os = "linux");
    let mut build = cargo(&["build", "--locked", "--profile", "dist", "--package", "okta-event-hooks-cli"]);
    if is_linux {
        // Linked against musl, it has the C library in itself. What of it is C needs no header of musl's: any
        // compiler will do.
        let mut add = Command::new("rustup");
        add.args(["target", "add", &target]);
        run("target", add)?;
        build.args(["--target", &target]);
        build.env(format!("CC_{}", target.replace('-', "_")), "cc");
    }
    run("build", build)?;
    let folder = if is_linux { crate::target().join(&target) } else { crate::target() };
    let program = folder.join("dist").join(format!("{NAME}{}", std::env::consts::EXE_SUFFIX));
    let bytes = std::fs::read(&program).map_err(|error| format!("{}: {error}", program.display()))?;
    if is_linux && needs_a_loader(&bytes) {
        return Err(format!("{} is not static: it names a loader", program.display()));
    }
    let mut demo = Command::new(&program);
    demo.args(["demo", "--json"]);
    run("demo", demo)?;
    println!("{}", program.display());
    println!("{:.1} MB, starts in {:.1} ms", millions(bytes.len()), start_up(&program)?.as_secs_f64() * 1e3);
    Ok(())
}

/// Whether there is a `PT_INTERP` among the program headers of a 64-bit ELF file.
fn needs_a_loader(elf: &[u8]) -> bool {
    let number = |at: usize, bytes: usize| {
        let field = elf.get(at..at + bytes).unwrap_or_default();
        field.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    let (first, size, count) = (number(32, 8), number(54, 2), number(56, 2));
    (0..count).any(|index| number(first + index * size, 4) == 3)
}

/// The median time of `--version`, the process itself included.
fn start_up(program: &Path) -> Result<Duration, String> {
    let mut times = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        let status = Command::new(program).arg("--version").stdout(Stdio::null()).status();
        status.map_err(|error| format!("{}: {error}", program.display()))?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}

fn millions(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_loader_is_found() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(needs_a_loader(&own));
        assert!(!needs_a_loader(&own[..64]));
    }
}

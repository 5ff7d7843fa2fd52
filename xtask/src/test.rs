//! `cargo xtask test`: all that the README promises, a module a part.

mod kotlin;
mod node;
pub(crate) mod official_sdks;
mod python;
mod reports;
mod rust;
mod swift;

/// A part: its name, what it needs, and itself.
type Part = (&'static str, fn() -> Result<(), String>, fn() -> Result<(), String>);

const PARTS: [Part; 6] = [
    ("rust", rust::tools, rust::test),
    ("sdks", official_sdks::tools, official_sdks::test),
    ("python", python::tools, python::test),
    ("node", node::tools, node::test),
    ("kotlin", kotlin::tools, kotlin::test),
    ("swift", swift::tools, swift::test),
];

/// All parts, or one of them. What is missing on this machine is told before anything is built.
pub(crate) fn test(part: Option<&str>) -> Result<(), String> {
    let parts: Vec<&Part> = PARTS.iter().filter(|(name, ..)| part.is_none_or(|part| part == *name)).collect();
    if parts.is_empty() {
        return Err(format!(
            "no part {:?} of the tests; there are rust, sdks, python, node, kotlin and swift",
            part.unwrap_or_default()
        ));
    }
    for (_, tools, _) in &parts {
        tools()?;
    }
    for (_, _, test) in &parts {
        test()?;
    }
    println!("xtask: {} passed", part.unwrap_or("all"));
    Ok(())
}

//! The server of the benchmarks of other languages: prints its URL, and ends with its input.

#![allow(clippy::print_stdout, reason = "a tool of the benchmarks")]

use conformance::{fixed, samples};

fn main() -> std::io::Result<()> {
    let url = fixed::serve([
        ("/eventHooks", samples::hooks(200)),
        ("/delivery", samples::delivery(100)),
        ("", samples::hook(0)),
    ]);
    println!("{url}");
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).map(drop)
}

//! What hooks and events take of memory: how much more of it is resident when they are there.

use okta_event_hooks_emulator::{Config, Emulator};

use crate::load::Load;
use crate::{config, events, hook, post};

const HOOKS: u32 = 10_000;
const EVENTS: u32 = 1_000_000;
const ARRAY: u32 = 1_000;

pub(crate) fn measure() {
    println!("{:<46} {:>10} {:>10}", "resident memory", "MB", "bytes each");
    if resident().is_none() {
        println!("not measured: there is no /proc/self/status, which only Linux has");
        return;
    }
    // A history of requests would be counted as hooks.
    let emulator = Emulator::start(Config { history: 0, ..config() }).unwrap();
    let token = emulator.api_token().to_owned();
    let mut load = Load::new(emulator.url(), 1);
    let before = resident();
    load.run(HOOKS as usize, move |number| {
        let hook = hook(number, "https://hooks.example.com/okta/events").to_string();
        post("/api/v1/eventHooks", &token, hook.as_bytes())
    });
    report("10,000 hooks", HOOKS, before);

    // An org of their own: each event is held against every hook. The other lives on, so that its memory is not taken.
    let other = Emulator::start(config()).unwrap();
    let mut load = Load::new(other.url(), 1);
    let before = resident();
    load.run((EVENTS / ARRAY) as usize, |number| {
        let first = number * ARRAY as usize;
        post("/emulator/events", "", &events(first..first + ARRAY as usize))
    });
    report("1,000,000 events of the System Log", EVENTS, before);
}

fn report(name: &str, count: u32, before: Option<f64>) {
    let (Some(before), Some(after)) = (before, resident()) else { return };
    let bytes = after - before;
    println!("{name:<46} {:>10.1} {:>10.0}", bytes / 1e6, bytes / f64::from(count));
}

/// In bytes.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024.0)
}

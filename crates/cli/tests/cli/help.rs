//! Help teaches by examples.

use crate::child::Place;

#[test]
fn each_command_has_an_example() {
    let commands = [
        "",
        "demo",
        "emulator",
        "listen",
        "trigger",
        "hooks",
        "hooks list",
        "hooks get",
        "hooks create",
        "hooks replace",
        "hooks delete",
        "hooks activate",
        "hooks deactivate",
        "hooks verify",
        "hooks deliveries",
        "hooks export",
        "hooks apply",
        "logs",
        "doctor",
        "events",
        "events search",
        "events show",
        "completions",
    ];
    for command in commands {
        for help in ["--help", "-h"] {
            let args: Vec<&str> = command.split_whitespace().chain([help]).collect();
            let text = Place::new().run(&args).ok();
            assert!(text.contains("Example"), "{args:?}: {text}");
            assert!(text.contains(&format!("  okta-event-hooks {command}")), "{args:?}: {text}");
            assert!(text.lines().all(|line| line.chars().count() <= 100), "{args:?}: {text}");
        }
    }
}

#[test]
fn exit_codes_are_listed() {
    let text = Place::new().run(&["--help"]).ok();
    for code in 0..=6 {
        assert!(text.contains(&format!("\n  {code}  ")), "{text}");
    }
}

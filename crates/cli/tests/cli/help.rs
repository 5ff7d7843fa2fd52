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
            // A terminal of 80 columns would break a longer example, and it could not be pasted.
            let examples = text.lines().filter(|line| line.starts_with("  okta-event-hooks "));
            let long: Vec<&str> = examples.filter(|line| line.chars().count() > 80).collect();
            assert!(long.is_empty(), "{args:?}: {long:?}");
        }
    }
}

#[test]
fn exit_codes_are_listed() {
    let text = Place::new().run(&["--help"]).ok();
    for code in (0..=6).chain([130]) {
        assert!(text.contains(&format!("\n  {code}  ")), "{text}");
    }
}

#[test]
fn options_that_mean_nothing_to_a_command_are_not_shown() {
    let place = Place::new();
    for (command, hidden, shown) in [
        ("trigger", &["--token", "--bearer", "--timeout"][..], &["--org-url", "--ca-file", "--json"][..]),
        ("completions", &["--org-url", "--json"], &["--color"]),
        ("demo", &["--org-url", "--timeout"], &["--json"]),
    ] {
        let text = place.run(&[command, "--help"]).ok();
        let has = |option: &&str| text.lines().any(|line| line.trim_start().starts_with(*option));
        assert!(!hidden.iter().any(has) && shown.iter().all(has), "{command}: {text}");
    }
    let text = place.run(&["hooks", "create", "--help"]).ok();
    let hook = text.find("The hook:").unwrap();
    assert!(text.find("--dry-run ").unwrap() < hook && text.find("--uri ").unwrap() > hook, "{text}");
}

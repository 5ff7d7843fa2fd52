//! `completions`

use crate::child::Place;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

#[test]
fn every_shell_gets_the_commands() {
    for shell in SHELLS {
        let script = Place::new().run(&["completions", shell]).ok();
        for word in ["hooks", "deactivate", "doctor", "trigger", "events", "secret", "user.lifecycle.create"]
        {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

/// Says what bash would propose, a word a line: `$0` is the script, `$@` the line so far.
#[cfg(unix)]
const PROPOSE: &str = r#"
. "$0"
[[ $(complete -p okta-event-hooks) =~ -F\ ([^\ ]+) ]]
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
"${BASH_REMATCH[1]}" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
"#;

#[cfg(unix)]
#[test]
fn bash_can_read_it() {
    use std::process::Command;

    let place = Place::new();
    place.write("script", &place.run(&["completions", "bash"]).ok());
    let script = place.path("script");
    let read = Command::new("bash").arg("-n").arg(&script).output().unwrap();
    assert!(read.status.success() && read.stderr.is_empty(), "{read:?}");

    for (words, expected) in [
        (&["hooks", "dea"][..], "deactivate"),
        (&["trigger", "user.lifecycle.dea"], "user.lifecycle.deactivate"),
        (&["hooks", "create", "--event", "group.user_m"], "group.user_membership.add"),
    ] {
        let line = ["okta-event-hooks"].iter().chain(words);
        let told = Command::new("bash").args(["-c", PROPOSE]).arg(&script).args(line).output().unwrap();
        let text = String::from_utf8(told.stdout).unwrap();
        assert!(text.lines().any(|line| line == expected), "{words:?}: {text}");
    }
}

//! `demo`

use serde_json::Value;

use crate::child::Place;

#[test]
fn every_step_goes_well_however_the_client_proves_who_it_is() {
    for auth in ["api-token", "service-app", "dpop"] {
        every_step_goes_well(auth);
    }
}

fn every_step_goes_well(auth: &str) {
    let output = Place::new().run(&["demo", "--json", "--auth", auth]).ok();
    let steps: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = steps.iter().map(|step| step["step"].as_str().unwrap()).collect();
    let expected =
        ["start", "create", "verify", "deliver", "get", "replace", "deactivate", "delete", "summary"];
    assert_eq!(names, expected);
    assert!(steps.iter().all(|step| step["ok"] == true), "{output}");

    let state = |at: usize| {
        let hook = &steps[at]["hook"];
        (hook["status"].as_str().unwrap(), hook["verificationStatus"].as_str().unwrap())
    };
    assert_eq!(state(1), ("ACTIVE", "UNVERIFIED"));
    assert_eq!(state(2), ("ACTIVE", "VERIFIED"));
    assert_eq!(steps[3]["event"]["eventType"], "user.lifecycle.deactivate");
    assert_eq!(state(5), ("ACTIVE", "UNVERIFIED"));
    assert_eq!(state(6), ("INACTIVE", "UNVERIFIED"));
}

#[test]
fn people_can_read_it() {
    let output = Place::new().run(&["demo"]).ok();
    for text in ["user.lifecycle.deactivate", "uuid", "actor", "target", "published", "UNVERIFIED"] {
        assert!(output.contains(text), "{text} is not in {output}");
    }
    assert!(!output.contains('\u{1b}'), "no colours");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_okta-event-hooks"))
        .args(["demo", "--json"])
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

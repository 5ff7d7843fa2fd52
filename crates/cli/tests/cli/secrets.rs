//! A secret is never an argument in clear, and never shown.

use crate::child::Place;
use crate::emulator::Org;

#[test]
fn a_secret_in_clear_is_refused_and_not_shown() {
    let org = Org::start();
    let place = org.place();
    let create = [
        "hooks",
        "create",
        "--name",
        "n",
        "--uri",
        "http://127.0.0.1:9/",
        "--event",
        "user.lifecycle.create",
    ];
    for (args, option) in [
        ([&create[..], &["--secret", "hunter2"]].concat(), "--secret"),
        (vec!["hooks", "replace", "who1", "--secret=hunter2"], "--secret"),
        (vec!["listen", "--secret", "hunter2"], "--secret"),
        (vec!["hooks", "list", "--org-url", &org.url, "--token", "hunter2"], "--token"),
        (vec!["emulator", "--api-token", "hunter2"], "--api-token"),
    ] {
        let error = place.run(&args).failed(2);
        assert!(error.contains(option) && error.contains("env:NAME"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    assert_eq!(place.run(&["hooks", "list", "--json"]).ok(), "[]\n", "nothing was created");
}

#[test]
fn the_value_of_a_header_is_not_shown_when_it_is_wrong() {
    let args = ["hooks", "create", "--name", "n", "--uri", "u", "--event", "e", "--header", "hunter2"];
    assert!(!Place::new().run(&args).failed(2).contains("hunter2"));
}

#[test]
fn secrets_come_from_the_environment_a_file_or_stdin() {
    let org = Org::start();
    let place = org.place();
    place.write("secret.txt", "s3cr3t\n");
    let listen = |secret: &str, stdin: &str| {
        // The port is taken: the secret is read, and then it ends.
        let port = org.url.rsplit(':').next().unwrap();
        place.run_with(&["listen", "--port", port, "--secret", secret], stdin)
    };
    for (secret, stdin) in [("env:HOOK_SECRET", ""), ("file:secret.txt", ""), ("-", "s3cr3t\n")] {
        assert!(listen(secret, stdin).failed(1).contains("in use"));
    }
    for (secret, stdin) in [("env:ABSENT", ""), ("file:absent.txt", ""), ("-", "\n")] {
        listen(secret, stdin).failed(2);
    }
}

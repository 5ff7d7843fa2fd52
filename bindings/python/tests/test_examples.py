"""The examples that manage an org, as programs, against the emulator. The receivers and the driver have tests of their own."""

from __future__ import annotations

import csv
import io
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from local_receiver import LocalReceiver
from okta_event_hooks import EventHookSpec
from okta_event_hooks.testing import Emulator

EXAMPLES = Path(__file__).parents[3] / "examples" / "python"
COLUMNS = ["profile", "org", "id", "name", "state", "uri", "auth_header", "event_types", "filters", "created", "last_updated"]


def run(
    name: str, *arguments: str, home: Path, org: Emulator | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OKTA_")}
    environment.update(HOME=str(home), USERPROFILE=str(home), **variables)
    if org is not None:
        environment.update(OKTA_CLIENT_ORGURL=org.url, OKTA_CLIENT_TOKEN=org.api_token)
    command = [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("name", ["inventory.py", "rotate_secret.py", "audit_deliveries.py"])
def test_help(name: str, tmp_path: Path) -> None:
    done = run(name, "--help", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage:" in done.stdout


def test_the_readme_lists_every_example() -> None:
    listed = re.findall(r"\]\((\w+\.py)\)", (EXAMPLES / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(path.name for path in EXAMPLES.glob("*.py"))


def test_inventory(okta_emulator: Emulator, tmp_path: Path) -> None:
    with Emulator() as other, other.client() as client, okta_emulator.client() as ours:
        ours.create_event_hook(EventHookSpec('=cmd|"x"', "https://a.example", ["user.session.start"]))
        spec = EventHookSpec("Feed", "https://b.example", ["user.session.start"], auth_header=("Authorization", "s"))
        client.deactivate_event_hook(client.create_event_hook(spec).id)
        config = (
            f'okta:\n  profiles:\n    one: {{orgUrl: "{okta_emulator.url}", token: "{okta_emulator.api_token}"}}\n'
            f'    two: {{orgUrl: "{other.url}", token: "{other.api_token}"}}\n    bad: {{orgUrl: "{other.url}", token: "no"}}\n'
        )
        (tmp_path / "okta.yaml").write_text(config)
        done = run("inventory.py", "one", "bad", "two", home=tmp_path)
        head, *rows = csv.reader(io.StringIO(done.stdout))
        assert head == COLUMNS
        assert [(row[0], row[3], row[4], row[6]) for row in rows] == [
            ("one", '\'=cmd|"x"', "not verified", ""),
            ("two", "Feed", "inactive, delivers nothing", "Authorization"),
        ]
        assert all(len(row) == len(COLUMNS) for row in rows)
        assert done.returncode == 1
        assert "bad: listEventHooks: Okta answered 401" in done.stderr
    done = run("inventory.py", home=tmp_path, org=okta_emulator)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2


def test_rotate_secret(okta_emulator: Emulator, tmp_path: Path) -> None:
    def rotate(*options: str) -> subprocess.CompletedProcess[str]:
        secrets = {"OLD_SECRET": "the-old-secret", "NEW_SECRET": "the-new-secret"}
        done = run("rotate_secret.py", hook.id, *options, home=tmp_path, org=okta_emulator, **secrets)
        assert not any(secret in done.stdout + done.stderr for secret in secrets.values())
        return done

    with okta_emulator.client() as client, LocalReceiver("the-old-secret") as receiver:
        header = ("Authorization", "the-old-secret")
        hook = client.create_event_hook(EventHookSpec("Feed", receiver.uri, ["user.lifecycle.create"], auth_header=header))
        refused = rotate()
        assert refused.returncode == 1
        assert "the hook delivers nothing now" in refused.stderr
        client.verify_event_hook(hook.id)
        refused = rotate()
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "does not accept NEW_SECRET" in refused.stderr
        assert client.get_event_hook(hook.id).delivers

        receiver.accept("the-old-secret", "the-new-secret")
        done = rotate()
        assert done.returncode == 0, done.stderr
        assert client.get_event_hook(hook.id).delivers
        refused = rotate("--dropped")
        assert refused.returncode == 1
        assert "still accepts OLD_SECRET" in refused.stderr
        receiver.accept("the-new-secret")
        assert rotate("--dropped").returncode == 0
        okta_emulator.trigger("user.lifecycle.create")
        assert [attempt["status"] for attempt in okta_emulator.flush()] == [204]


def test_rotate_secret_puts_the_old_one_back(okta_emulator: Emulator, tmp_path: Path) -> None:
    with okta_emulator.client() as client, LocalReceiver("old") as receiver:
        header = ("Authorization", "old")
        hook = client.create_event_hook(EventHookSpec("Feed", receiver.uri, ["user.lifecycle.create"], auth_header=header))
        client.verify_event_hook(hook.id)
        receiver.accept("old", "new")
        fault = {"on": {"operation": "verifyEventHook"}, "status": 400, "body": {"errorCode": "E0000001", "errorSummary": "No"}}
        okta_emulator.inject(fault)
        done = run("rotate_secret.py", hook.id, home=tmp_path, org=okta_emulator, OLD_SECRET="old", NEW_SECRET="new")
        assert done.returncode == 1
        assert "the old secret is in use again" in done.stderr
        receiver.accept("old")
        assert client.get_event_hook(hook.id).delivers
        okta_emulator.trigger("user.lifecycle.create")
        assert [attempt["status"] for attempt in okta_emulator.flush()] == [204]


def test_rotate_secret_says_when_neither_is_verified(okta_emulator: Emulator, tmp_path: Path) -> None:
    with okta_emulator.client() as client, LocalReceiver("old") as receiver:
        header = ("Authorization", "old")
        hook = client.create_event_hook(EventHookSpec("Feed", receiver.uri, ["user.lifecycle.create"], auth_header=header))
        client.verify_event_hook(hook.id)
        receiver.accept("old", "new")
        okta_emulator.inject({"on": {"operation": "replaceEventHook"}, "status": 500, "times": "always"})
        done = run("rotate_secret.py", hook.id, home=tmp_path, org=okta_emulator, OLD_SECRET="old", NEW_SECRET="new")
    assert done.returncode == 1
    assert "THE HOOK MAY DELIVER NOTHING NOW" in done.stderr


def test_rotate_secret_wants_both_secrets(tmp_path: Path) -> None:
    done = run("rotate_secret.py", "who1", home=tmp_path)
    assert done.returncode == 2
    assert "OLD_SECRET" in done.stderr


def test_audit_deliveries(okta_emulator: Emulator, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox.db"

    def audit(file: Path = inbox) -> subprocess.CompletedProcess[str]:
        return run("audit_deliveries.py", hook.id, str(file), "--grace", "-60", home=tmp_path, org=okta_emulator)

    with okta_emulator.client() as client, LocalReceiver() as receiver, closing(sqlite3.connect(inbox)) as database:
        database.execute("CREATE TABLE event (hook_id TEXT, uuid TEXT)")
        header = ("Authorization", "s3cr3t-shared-with-receiver")
        hook = client.create_event_hook(EventHookSpec("Feed", receiver.uri, ["user.lifecycle.create"], auth_header=header))
        client.verify_event_hook(hook.id)
        okta_emulator.trigger("user.lifecycle.create")
        okta_emulator.flush()
        receiver.broken = True
        lost = okta_emulator.trigger("user.lifecycle.create")
        okta_emulator.flush()
        with database:
            database.executemany("INSERT INTO event VALUES (?, ?)", [(hook.id, event.uuid) for event in receiver.events])
        done = audit()
        assert done.returncode == 1
        assert done.stdout.split() == [lost["published"], "user.lifecycle.create", lost["uuid"]]
        assert "2 events were meant for" in done.stderr
        assert "1 are missing; the log has 1 failed" in done.stderr
        with database:
            database.execute("INSERT INTO event VALUES (?, ?)", (hook.id, lost["uuid"]))
        assert (audit().returncode, audit().stdout) == (0, "")
    missing = tmp_path / "misspelt.db"
    assert audit(missing).returncode == 2
    assert not missing.exists()

"""Every code block of `docs/receiving-in-python.md` is played, and the examples of the receiver run as programs."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import receiver_django
from okta_event_hooks import Delivery, LogEvent
from okta_event_hooks.testing import Emulator
from receiver_cases import SECRET, TYPES, envelope, uuids, wait_for
from receiver_servers import outcomes, post, uvicorn_server, verified_hook, werkzeug_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "receiving-in-python.md").read_text(encoding="utf-8")
BLOCKS = {name: text for text, name in re.findall(r"^```python\n(# (\S+)\.py\n.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)}
USER = {"target": [{"id": "00u1", "type": "User", "alternateId": "ada@example.com"}]}


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """Imports a block from a folder with all of them."""
    for name, text in BLOCKS.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    monkeypatch.setenv("OLD_HOOK_SECRET", "the-old-one")
    yield importlib.import_module
    for name in BLOCKS:
        sys.modules.pop(name, None)


@pytest.fixture
def org() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


def worked(load: Callable[[str], Any]) -> list[str]:
    """The events that a worker takes out of the inbox."""
    events: list[LogEvent] = []
    load("inbox").work(events.append)
    return [event.uuid for event in events]


def test_every_block_is_played() -> None:
    assert PAGE.count("\n```") == 2 * len(BLOCKS), "a block is not Python, or has no file name"
    tests = Path(__file__).read_text(encoding="utf-8")
    # The others import "receiver".
    assert not [name for name in BLOCKS if not re.search(rf'"{name}(\.py|:\w+)?"', tests)]


@pytest.mark.parametrize(
    ("application", "server"),
    [
        ("fastapi_app:app", uvicorn_server),
        ("starlette_app:app", uvicorn_server),
        ("flask_app:app", werkzeug_server),
        ("wsgi:application", werkzeug_server),
    ],
)
def test_a_mounted_receiver(
    org: Emulator, load: Callable[[str], Any], capsys: pytest.CaptureFixture[str], application: str, server: Any
) -> None:
    name, attribute = application.split(":")
    out: list[str] = []

    def both_are_handled() -> bool:
        out.append(capsys.readouterr().out)
        return "".join(out).count("\n") == 2

    with server(getattr(load(name), attribute)) as url:
        verified_hook(org, f"{url}/okta/events")
        org.trigger("user.lifecycle.deactivate", **USER)
        added = org.trigger("group.user_membership.add")
        assert outcomes(org.flush()) == [("SUCCESS", 204)]
        wait_for(both_are_handled)
    expected = f"revoke the sessions of ada@example.com\ngroup.user_membership.add {added['uuid']}\n"
    assert "".join(out) == expected


def test_the_function(load: Callable[[str], Any], capsys: pytest.CaptureFixture[str]) -> None:
    event = {
        "version": "2.0",
        "requestContext": {"http": {"method": "POST"}},
        "headers": {"authorization": SECRET},
        "body": json.dumps(envelope("group.lifecycle.create")),
    }
    assert load("function").handler(event, None)["statusCode"] == 204
    assert capsys.readouterr().out == "group.lifecycle.create uuid-0\n"


def test_the_view(org: Emulator, load: Callable[[str], Any]) -> None:
    pages = receiver_django.wsgi()
    with receiver_django.routed("okta/view", load("views").okta_events), werkzeug_server(pages) as url:
        verified_hook(org, f"{url}/okta/view")
        event = org.trigger("user.lifecycle.create")
        assert outcomes(org.flush()) == [("SUCCESS", 204)]
        # What the page says of Django's own limit.
        assert post(f"{url}/okta/view", b" " * 2_700_000, ("Authorization", SECRET)) == 400
    assert worked(load) == [event["uuid"]]


def test_the_queue(org: Emulator, load: Callable[[str], Any]) -> None:
    with uvicorn_server(load("queued").app) as url:
        verified_hook(org, url)
        event = org.trigger("user.lifecycle.create")
        org.flush()
        org.trigger(event)
        assert outcomes(org.flush()) == [("SUCCESS", 204)], "it comes again"

    def fails(event: LogEvent) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        load("inbox").work(fails)
    assert worked(load) == [event["uuid"]]
    assert worked(load) == []


def test_two_hooks_may_carry_one_event(load: Callable[[str], Any]) -> None:
    inbox = load("inbox")
    first = Delivery.from_dict(envelope(*TYPES))
    for delivery in (
        first,
        first,
        first.replace(source="https://acme-test.okta.com/api/v1/eventHooks/who2"),
        first.replace(source=None),
    ):
        inbox.put(delivery)
    assert len(worked(load)) == 3 * len(TYPES)


def test_the_rotation(org: Emulator, load: Callable[[str], Any]) -> None:
    rotation = load("rotation")
    seen = uuids(rotation.receiver)
    with uvicorn_server(rotation.receiver.asgi) as url, org.client() as client:
        hook = verified_hook(org, url, auth_header=("Authorization", "the-old-one"))
        triggered = [org.trigger("user.lifecycle.create")["uuid"]]
        assert outcomes(org.flush()) == [("SUCCESS", 204)]
        rotation.rotate(client, hook)
        assert client.get_event_hook(hook).delivers
        triggered.append(org.trigger("user.lifecycle.create")["uuid"])
        assert outcomes(org.flush()) == [("SUCCESS", 204)]
        wait_for(lambda: seen == triggered)
    assert SECRET in json.dumps(org.state()), "the hook has the new one"
    assert "the-old-one" not in json.dumps(org.state())


@pytest.mark.usefixtures("load")
def test_the_test(tmp_path: Path) -> None:
    ran = _run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_receiver.py"], tmp_path, HOOK_SECRET="s3cr3t"
    )
    assert "1 passed" in ran


def test_the_fastapi_example(tmp_path: Path) -> None:
    assert _run([sys.executable, str(ROOT / "examples/python/fastapi_receiver.py")], tmp_path).splitlines() == [
        "delivers: True",
        "answered: 204",
        "answered: 204",
        "the last one again, answered: 204",
        "user.lifecycle.deactivate: ada@example.com",
        "user.lifecycle.deactivate: grace@example.com",
    ]


def test_the_lambda_example(tmp_path: Path) -> None:
    assert _run([sys.executable, str(ROOT / "examples/python/lambda_receiver.py")], tmp_path).splitlines() == [
        "delivers: True",
        "answered: [503, 204]",
        "in the queue: 12 events, the first of type user.lifecycle.deactivate",
    ]


def _run(command: list[str], folder: Path, **environment: str) -> str:
    env = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout

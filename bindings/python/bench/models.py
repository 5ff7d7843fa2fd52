"""Frozen classes from Rust against generated dataclasses: what either way to have models costs.

python models.py <fixed_server> <unused>
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import generated
import okta_event_hooks as ours
from table import ratio, rounds, row

made = generated.dataclasses()
HEADERS = [("Authorization", "s3cr3t")]


def timed(times: int, run: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        start = perf_counter()
        for _ in range(times):
            run()
        return (perf_counter() - start) / times

    return measure


def compare(name: str, times: int, rust: Callable[[], object], python: Callable[[], object]) -> None:
    found = rounds({"rust": timed(times, rust), "python": timed(times, python)})
    cells = [f"{median(found[side]) * 1e6:.2f} µs" for side in ("rust", "python")]
    row(name, *cells, f"{ratio(found['rust'], found['python']):.2f}")


def hooks(body: bytes) -> Any:
    session = ours.Session("https://acme.okta.com", ours.ApiToken("00token"))
    call = ours.Call.list_event_hooks()
    call.start(session, 0.0)
    done = call.response(session, 0.0, ours.Response(200, [("content-type", "application/json")], body))
    assert isinstance(done, ours.Done)
    return done.result()


def resident() -> int:
    with Path("/proc/self/status").open() as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def child(code: str) -> float:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path(__file__).parent)
    return float(done.stdout)


def imports() -> None:
    with tempfile.TemporaryDirectory() as folder:
        generated.write(Path(folder))
        code = "import sys; sys.path.insert(0, {!r}); from time import perf_counter as t; s = t(); import {}; print(t() - s)"

        def of(module: str) -> Callable[[], float]:
            return lambda: child(code.format(folder, module))

        found = rounds({"rust": of("okta_event_hooks"), "python": of("generated_models")})
    cells = [f"{median(found[side]) * 1e3:.1f} ms" for side in ("rust", "python")]
    row("import (left: the whole package)", *cells, f"{ratio(found['rust'], found['python']):.2f}")


def memory() -> None:
    def of(read: str) -> Callable[[], float]:
        return lambda: child(f"import models; print(models.kept({sys.argv[1]!r}, models.{read}))")

    found = rounds({"rust": of("hooks"), "python": of("hooks_of_json")})
    row("memory of 200 hooks", *(f"{median(values):.0f} kB" for values in found.values()))


def hooks_of_json(body: bytes) -> Any:
    return [made.read("EventHook", hook) for hook in json.loads(body)]


def kept(server: str, read: Callable[[bytes], Any]) -> float:
    """What one list of 200 hooks takes, in kB, of 50 that are kept."""
    with Server(server) as url:
        body = urllib.request.urlopen(f"{url}/api/v1/eventHooks").read()
    read(body)
    before = resident()
    lists = [read(body) for _ in range(50)]
    return (resident() - before) / len(lists)


class Server:
    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def main(server: str) -> None:
    with Server(server) as url:
        listed = urllib.request.urlopen(f"{url}/api/v1/eventHooks").read()
        delivered = urllib.request.urlopen(f"{url}/delivery").read()
    row("", "from Rust", "dataclasses", "ratio")
    imports()
    compare("read a list of 200 hooks", 60, lambda: hooks(listed), lambda: hooks_of_json(listed))
    receiver = ours.Receiver(secret="s3cr3t")

    def events_of_json() -> list[Any]:
        return [made.read("LogEvent", event) for event in json.loads(delivered)["data"]["events"]]

    def events() -> Any:
        delivery = receiver.receive("POST", HEADERS, delivered)
        assert isinstance(delivery, ours.Delivery)
        return delivery.events

    compare("read a delivery of 100 events", 60, events, events_of_json)
    compare(
        "the same, and three members of each",
        60,
        lambda: [(event.uuid, event.published, event.actor.id) for event in events()],
        lambda: [(event.uuid, event.published, event.actor.id) for event in events_of_json()],
    )
    one, other = hooks(listed)[0], hooks_of_json(listed)[0]
    compare("hook.name", 100_000, lambda: one.name, lambda: other.name)
    compare("hook.channel.config.uri", 100_000, lambda: one.channel.config.uri, lambda: other.channel.config.uri)
    compare("hook.created", 100_000, lambda: one.created, lambda: other.created)
    memory()


if __name__ == "__main__":
    main(sys.argv[1])

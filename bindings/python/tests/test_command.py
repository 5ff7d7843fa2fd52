"""The command, as the script that is installed and as a module."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
import urllib.request
from pathlib import Path

import okta_event_hooks
import pytest

SCRIPT = Path(sysconfig.get_path("scripts")) / ("okta-event-hooks.exe" if os.name == "nt" else "okta-event-hooks")
WAYS = pytest.mark.parametrize("command", [[str(SCRIPT)], [sys.executable, "-m", "okta_event_hooks"]], ids=["script", "module"])


def run(command: list[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60, check=False)


@WAYS
def test_the_version(command: list[str]) -> None:
    done = run(command, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"okta-event-hooks {okta_event_hooks.__version__}\n", "")


@WAYS
def test_the_demo(command: list[str]) -> None:
    done = run(command, "demo", "--json")
    assert done.returncode == 0, done.stderr
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    assert [step["step"] for step in steps][:2] == ["start", "create"]
    assert all(step["ok"] for step in steps)


@WAYS
def test_wrong_usage(command: list[str]) -> None:
    done = run(command, "no-such-command")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no-such-command" in done.stderr
    assert "Usage: okta-event-hooks" in done.stderr
    assert run(command).returncode == 2


@WAYS
@pytest.mark.skipif(sys.platform == "win32", reason="on this system: no SIGINT for one process")
def test_ctrl_c_ends_the_emulator_in_peace(command: list[str]) -> None:
    arguments = [*command, "emulator", "--port", "0", "--json"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            first = json.loads(process.stdout.readline())
            (url,) = (value for value in first.values() if str(value).startswith("http://"))
            with urllib.request.urlopen(f"{url}/emulator/clock", timeout=10) as answer:
                assert answer.status == 200
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors

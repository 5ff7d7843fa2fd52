"""What type checkers say of the package: nothing of right uses, and something of each wrong one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import okta_event_hooks
import pytest

WRONG = Path(__file__).parent / "typing" / "wrong.py"

pytestmark = pytest.mark.tools


def marked() -> set[int]:
    lines = WRONG.read_text().splitlines()
    return {number for number, line in enumerate(lines, 1) if line.endswith("# error")}


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, timeout=300, check=False)
    return done.stdout + done.stderr


def test_mypy_finds_each_wrong_use_and_no_other(tmp_path: Path) -> None:
    config = tmp_path / "mypy.ini"
    config.write_text("[mypy]\nstrict = True\n")
    output = run("mypy", "--config-file", str(config), "--cache-dir", str(tmp_path / "cache"), str(WRONG))
    assert {int(number) for number in re.findall(r"wrong\.py:(\d+): error", output)} == marked(), output


def test_pyright_finds_each_wrong_use_and_no_other(tmp_path: Path) -> None:
    # Beside a configuration of its own: that of the package leaves this file out.
    shutil.copy(WRONG, tmp_path)
    config = tmp_path / "pyrightconfig.json"
    config.write_text(json.dumps({"include": [WRONG.name], "typeCheckingMode": "standard"}))
    output = run("pyright", "--project", str(config), "--pythonpath", sys.executable, "--outputjson")
    found: list[dict[str, Any]] = json.loads(output)["generalDiagnostics"]
    lines = {item["range"]["start"]["line"] + 1 for item in found if item["severity"] == "error"}
    assert lines == marked(), output


def test_all_is_what_the_package_has() -> None:
    modules = type(sys)
    public = {
        name
        for name, value in vars(okta_event_hooks).items()
        if not name.startswith("_") and not isinstance(value, modules) and name not in {"annotations", "TYPE_CHECKING"}
    }
    assert public | {"__version__"} == set(okta_event_hooks.__all__)

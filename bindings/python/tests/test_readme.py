"""The README: every block of Python in it runs as it is pasted, and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("block", BLOCKS, ids=[str(number) for number in range(1, len(BLOCKS) + 1)])
def test_a_block_runs_as_pasted(block: str, tmp_path: Path) -> None:
    tests = re.findall(r"^def test_", block, re.MULTILINE)
    name = "test_block.py" if tests else "block.py"
    (tmp_path / name).write_text(block, encoding="utf-8")
    run = (
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name]
        if tests
        else [sys.executable, "-W", "error", name]
    )
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    if "print(" in block and "@" not in block:
        assert done.stdout
    assert done.stderr == ""


def test_the_first_block_has_at_most_ten_lines_and_shows_no_secret(tmp_path: Path) -> None:
    assert len([line for line in BLOCKS[0].splitlines() if line]) <= 10
    done = subprocess.run(
        [sys.executable, "-c", BLOCKS[0]], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    first, second = done.stdout.splitlines()
    assert first == "User feed is ACTIVE and UNVERIFIED"
    assert second.startswith("EventHook(id='who")
    assert "s3cr3t" not in done.stdout


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not link.startswith("https://") and not (README.parent / link).exists()] == []

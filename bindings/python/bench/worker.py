"""A process that does one thing many times when it is told to: each side of a comparison has one of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

HOOK = "who7kd2mQ9vYt3LxB5d7"


def serve(tasks: dict[str, Callable[[int], object]]) -> None:
    """Runs the tasks that its input names, each as often as it says, and prints how long that took."""
    for line in sys.stdin:
        name, times = line.split()
        start = perf_counter()
        tasks[name](int(times))
        print(perf_counter() - start, flush=True)


class Worker:
    """Such a process, from outside."""

    def __init__(self, python: str, program: str, url: str) -> None:
        command = [python, str(Path(__file__).with_name(program)), url]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, task: str, times: int) -> float:
        """How long one of so many takes."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{task} {times}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline()) / times

    def close(self) -> None:
        self._process.communicate()

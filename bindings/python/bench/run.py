"""What the package costs beside the standard library and Okta's own package: `cargo xtask bench python`.

python run.py <fixed_server> <python with Okta's package>
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from statistics import median
from time import perf_counter

from table import ratio, rounds, row
from worker import HOOK, Worker

CALL = f"/api/v1/eventHooks/{HOOK}"
RESIDENT = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS')))"
OURS = "from okta_event_hooks import ApiToken, Client; Client({url!r}, ApiToken('00token')).get_event_hook('who1');"
FLOOR = (
    "import http.client, json; c = http.client.HTTPConnection({at!r}); c.request('GET', {call!r}); json.load(c.getresponse());"
)
OFFICIAL = """
import asyncio, os
os.environ['OKTA_TESTING_TESTINGDISABLEHTTPSCHECK'] = 'true'
from okta.client import Client
async def call():
    async with Client({{'orgUrl': {url!r}, 'token': '00token'}}) as client:
        await client.get_event_hook('who1')
asyncio.run(call())
"""


def main(server: str, okta: str) -> None:
    process = subprocess.Popen([server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    row("", "ours", "floor", "okta", "ours/floor", "ours/okta", "budget")
    start(okta)
    memory(url, okta)
    calls(url, okta)
    size()
    process.communicate()


def start(okta: str) -> None:
    """Over the bare interpreter, in milliseconds."""

    def imports(python: str, code: str) -> float:
        begin = perf_counter()
        subprocess.run([python, "-c", code], check=True)
        return (perf_counter() - begin) * 1000

    found = rounds(
        {
            "bare": lambda: imports(sys.executable, ""),
            "ours": lambda: imports(sys.executable, "import okta_event_hooks"),
            "floor": lambda: imports(sys.executable, "import http.client, json"),
            "bare okta": lambda: imports(okta, ""),
            "okta": lambda: imports(okta, "from okta.client import Client"),
        }
    )
    ours, floor, official = (
        [a - b for a, b in zip(found[name], found[bare])]
        for name, bare in [("ours", "bare"), ("floor", "bare"), ("okta", "bare okta")]
    )
    cells = [f"{median(times):.1f} ms" for times in (ours, floor, official)]
    row("import, over the bare interpreter", *cells, f"{ratio(ours, floor):.2f}", f"{ratio(ours, official):.3f}", "≤ 30 ms")


def memory(url: str, okta: str) -> None:
    """Resident after the import and one call, in MB."""

    def resident(python: str, code: str) -> float:
        code = code.format(url=url, at=url.removeprefix("http://"), call=CALL) + RESIDENT
        done = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
        return int(done.stdout) * 1024 / 1e6

    found = rounds(
        {
            "ours": lambda: resident(sys.executable, OURS),
            "floor": lambda: resident(sys.executable, FLOOR),
            "okta": lambda: resident(okta, OFFICIAL),
            "bare": lambda: resident(sys.executable, ""),
        }
    )
    cells = [f"{median(found[name]):.1f} MB" for name in ("ours", "floor", "okta")]
    ratios = [f"{ratio(found['ours'], found[name]):.2f}" for name in ("floor", "okta")]
    row(f"resident after one call (bare {median(found['bare']):.1f} MB)", *cells, *ratios, "≤ 22 MB")


def calls(url: str, okta: str) -> None:
    ours, floor, official = (
        Worker(sys.executable, "ours.py", url),
        Worker(sys.executable, "floor.py", url),
        Worker(okta, "official.py", url),
    )

    def compare(name: str, task: str, times: int, budget: str, *, slow: bool = False) -> None:
        found = rounds(
            {
                "ours": lambda: ours.seconds(task, times),
                "floor": lambda: floor.seconds(task, times),
                "okta": lambda: official.seconds(task, max(times // 8, 16)),
            }
        )
        unit, factor = ("ms", 1e3) if slow else ("µs", 1e6)
        cells = [f"{median(found[side]) * factor:.{2 if slow else 0}f} {unit}" for side in ("ours", "floor", "okta")]
        ratios = [f"{ratio(found['ours'], found[side]):.2f}" for side in ("floor", "okta")]
        row(name, *cells, *ratios, budget)

    compare("GET one hook", "get", 1600, "≤ 0.5 floor")
    compare("list of 200 hooks", "list", 80, "≤ 0.7 floor", slow=True)
    compare("GET one hook, 16 at once", "at_once", 1600, "≤ 0.33 okta")

    def receive(name: str, task: str, other: str, budget: str) -> None:
        found = rounds({"ours": lambda: ours.seconds(task, 80), "floor": lambda: floor.seconds(other, 80)})
        cells = [f"{median(found[side]) * 1e3:.2f} ms" for side in ("ours", "floor")]
        row(name, *cells, "-", f"{ratio(found['ours'], found['floor']):.2f}", "-", budget)

    receive("delivery of 100 (json + SimpleNamespace)", "receive", "receive", "≤ 0.7 floor")
    receive("delivery of 100 (json + dataclasses)", "receive", "receive_dataclasses", "-")
    for worker in (ours, floor, official):
        worker.close()


def size() -> None:
    """All that pip installed for the package, in MB."""
    package = distribution("okta-event-hooks")
    files = {Path(str(file.locate())) for file in package.files or []}
    total = sum(file.stat().st_size for file in files if file.exists())
    native = sum(file.stat().st_size for file in files if file.suffix in {".so", ".pyd"} and file.exists())
    row(f"installed (the library: {native / 1e6:.2f} MB)", f"{total / 1e6:.2f} MB", "-", "-", "-", "-", "≤ 8 MB")


main(*sys.argv[1:])

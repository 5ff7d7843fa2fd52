"""The other way to have models: frozen dataclasses with slots, generated, and built from `json.loads`."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# The stubs say of each model what its attributes are; the classes in them are what the models are made of.
STUBS = Path(__file__).parent.parent / "python" / "okta_event_hooks" / "_native.pyi"
# Where the name of a member is not that of its attribute in camel case.
KEYS = {"links": "_links"}
# What the classes have besides the members of Okta's JSON.
DERIVED = {"delivers", "EventHookSpec.uri", "target_event_hook_ids", "unreadable", "hook_id", "response", "LogEvent.ip_chain"}


class Generated:
    """The module with the classes, and how each is read."""

    def __init__(self, module: Any) -> None:
        self._read: dict[str, Callable[[dict[str, Any]], Any]] = module.READ

    def read(self, name: str, members: dict[str, Any]) -> Any:
        return self._read[name](members)


def source() -> str:
    """The module's text."""
    models: dict[str, list[tuple[str, str]]] = {}
    for block in STUBS.read_text().split("# The models.", 1)[1].split("\n@final\n")[1:]:
        name = block.split("(")[0].removeprefix("class ")
        found = re.findall(r"@property\n    def (\w+)\(self\) -> (.+):\n", block)
        models[name] = [
            (field, kind) for field, kind in found if not field.endswith("_text") and not {field, f"{name}.{field}"} & DERIVED
        ]
    out = [
        "from __future__ import annotations",
        "from dataclasses import dataclass, field",
        "from datetime import datetime",
        "from typing import Any",
        "time = datetime.fromisoformat",
    ]
    for name, fields in models.items():
        out += ["@dataclass(frozen=True, slots=True)", f"class {name}:"]
        out += [f"    {field}: Any" for field, _ in fields] + ["    extra: dict[str, Any]"]
        out += [f"def read_{name}(members: dict[str, Any]) -> {name}:", "    rest = dict(members)"]
        arguments = ", ".join(value(field, kind, models) for field, kind in fields)
        out += [f"    return {name}({arguments}, rest)"]
    out += ["READ = {" + ", ".join(f"{name!r}: read_{name}" for name in models) + "}"]
    return "\n".join(out) + "\n"


def value(field: str, kind: str, models: dict[str, list[tuple[str, str]]]) -> str:
    """The expression that takes a member out of `rest`."""
    key = KEYS.get(field, re.sub(r"_(\w)", lambda match: match[1].upper(), field))
    found = f"rest.pop({key!r}, None)"
    many = re.match(r"tuple\[(\w+), \.\.\.\]", kind)
    one = kind.split(" |", maxsplit=1)[0]
    if many and many[1] in models:
        return f"tuple([read_{many[1]}(item) for item in {found} or ()])"
    if many:
        return f"tuple({found} or ())"
    if one in models:
        return f"(read_{one}(found) if (found := {found}) is not None else None)"
    if one == "datetime":
        return f"(time(found) if (found := {found}) is not None else None)"
    return found


def write(folder: Path) -> None:
    (folder / "generated_models.py").write_text(source())


def dataclasses() -> Generated:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        sys.path.insert(0, folder)
        return Generated(importlib.import_module("generated_models"))

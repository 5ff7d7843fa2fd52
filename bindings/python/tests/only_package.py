"""A plugin for a Python that has the package and pytest, and nothing else: leaves out what imports more, and says so."""

from __future__ import annotations

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
left_out: dict[str, str] = {}


@cache
def missing(file: Path) -> str | None:
    """What a file, or another file of the tests that it imports, needs and that is not here."""
    try:
        statements = ast.parse(file.read_text(encoding="utf-8")).body
    except SyntaxError:
        return "a newer Python"
    for statement in statements:
        names = [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else []
        if isinstance(statement, ast.ImportFrom):
            names = [statement.module or ""]
        for name in (name.split(".")[0] for name in names):
            own = HERE / f"{name}.py"
            lacks = missing(own) if own.exists() else None if find_spec(name) else name
            if lacks:
                return lacks
    return None


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    if collection_path.match("test_*.py") and (lacks := missing(collection_path)):
        left_out[collection_path.name] = lacks
        return True
    return None


def pytest_report_collectionfinish() -> list[str]:
    return [f"left out: {file}, which needs {lacks}" for file, lacks in sorted(left_out.items())]

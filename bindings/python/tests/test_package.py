"""The package as a whole: its names, its documentation, its examples, and what its import costs."""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import doctest
import importlib
import inspect
import io
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import FunctionType, GetSetDescriptorType
from typing import TYPE_CHECKING, Any

import okta_event_hooks as okta
import pytest
from okta_event_hooks import testing

if TYPE_CHECKING:
    from types import ModuleType

PACKAGE = Path(okta.__file__).parent
PUBLIC = sorted(name for name in okta.__all__ if not name.startswith("_"))
MODULES = sorted(
    module.name for module in pkgutil.iter_modules([str(PACKAGE)]) if module.name not in ("__main__", "_native", "_command")
)


def operations() -> list[str]:
    """The operationIds of the core's table: it names them all when it is asked for another."""
    with pytest.raises(okta.InvalidInputError) as refused:
        okta.Call.from_json("", "{}")
    return str(refused.value).partition("there are ")[2].split(", ")


def method(operation: str) -> str:
    return "log_events" if operation == "listLogEvents" else re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), operation)


def test_the_table_was_found() -> None:
    assert len(operations()) == 9
    assert "listEventHooks" in operations()


@pytest.mark.parametrize("kind", [okta.Call, okta.Client, okta.AsyncClient])
def test_every_operation_is_a_documented_method(kind: Any) -> None:
    for operation in operations():
        found = getattr(kind, method(operation))
        assert inspect.getdoc(found), operation
        if kind is not okta.Call:
            assert f"operation/{operation}>" in (inspect.getdoc(found) or ""), operation
    calls: dict[str, okta.Call[Any]] = {
        "listEventHooks": okta.Call.list_event_hooks(),
        "listLogEvents": okta.Call.log_events(),
        "deleteEventHook": okta.Call.delete_event_hook("who1"),
    }
    for operation, call in calls.items():
        assert call.operation_id == operation
        assert operation in repr(call)


def test_the_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", okta.__version__)


DESCRIPTORS = (property, staticmethod, classmethod, GetSetDescriptorType)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_documented_with_all_it_has(name: str) -> None:
    value: Any = getattr(okta, name)
    assert (value.__doc__ or "").strip(), name
    if not inspect.isclass(value):
        return
    members: dict[str, Any] = dict(vars(value))
    missing = [
        member
        for member, found in members.items()
        if not member.startswith("_")
        and (callable(found) or type(found) in DESCRIPTORS)
        and not (inspect.getdoc(getattr(value, member, found)) or inspect.getdoc(found))
    ]
    assert missing == []


@pytest.mark.parametrize("name", MODULES)
def test_every_module_is_documented(name: str) -> None:
    assert (importlib.import_module(f"okta_event_hooks.{name}").__doc__ or "").strip()


def documented(module: ModuleType) -> list[doctest.DocTest]:
    found = doctest.DocTestFinder(exclude_empty=True).find(module, module.__name__, globs={})
    return [test for test in found if test.examples]


DOCTESTS = [
    test
    for module in [okta, *(importlib.import_module(f"okta_event_hooks.{name}") for name in MODULES)]
    for test in documented(module)
]


@pytest.mark.parametrize("example", DOCTESTS, ids=lambda example: example.name)
def test_the_examples_in_docstrings(example: doctest.DocTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each has an org of its own, a client of it or an async one, a receiver, and a hook if it speaks of one."""
    monkeypatch.chdir(tmp_path)
    source = "".join(part.source for part in example.examples)
    with testing.Emulator() as org, org.client() as client:
        names = {name: getattr(okta, name) for name in PUBLIC}
        receiver = okta.Receiver(secret="s3cr3t-shared-with-okta")
        example.globs.update(names, okta_event_hooks=okta, Emulator=testing.Emulator, org=org, client=client, receiver=receiver)
        if "hook." in source and "create_event_hook(" not in source:
            spec = okta.EventHookSpec("Feed", "https://hooks.example.com", ["user.lifecycle.create"])
            example.globs["hook"] = client.create_event_hook(spec)
        failures: list[str] = []
        if "await " in source or "async " in source:
            failures += asyncio.run(run_async(example, org))
        else:
            doctest.DocTestRunner().run(example, out=failures.append)
    assert not failures, "".join(failures)


async def run_async(example: doctest.DocTest, org: testing.Emulator) -> list[str]:
    """Runs it as `python -m asyncio` would, where `await` needs no function around it."""
    failures: list[str] = []
    example.globs["__builtins__"] = builtins  # before Python 3.10 a function does not find them by itself
    async with org.async_client() as example.globs["client"]:
        for part in example.examples:
            code = compile(part.source, example.name, "single", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                found = FunctionType(code, example.globs)()
                if inspect.isawaitable(found):
                    await found
            if not doctest.OutputChecker().check_output(part.want, printed.getvalue(), 0):
                failures.append(f"{part.source}expected {part.want!r}, found {printed.getvalue()!r}\n")
    return failures


def test_there_are_examples() -> None:
    assert len(DOCTESTS) >= 8


HEAVY = {"asyncio", "dataclasses", "enum", "inspect", "json", "logging", "re", "typing", "socket", "ssl", "http"}


def test_the_import_is_light() -> None:
    code = f"""
import sys
sys.path.insert(0, {str(PACKAGE.parent)!r})
before = set(sys.modules)
import okta_event_hooks
print(*sorted(set(sys.modules) - before))
"""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    loaded = done.stdout.split()
    assert "okta_event_hooks._native" in loaded
    assert HEAVY.isdisjoint(loaded)
    assert len([name for name in loaded if not name.startswith("okta_event_hooks")]) <= 5, loaded

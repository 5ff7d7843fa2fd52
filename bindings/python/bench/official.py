"""What Okta's package does, with its connections kept."""

from __future__ import annotations

import asyncio
import os
import sys

from worker import HOOK, serve

os.environ["OKTA_TESTING_TESTINGDISABLEHTTPSCHECK"] = "true"

from okta.client import Client

loop = asyncio.new_event_loop()
client = Client({"orgUrl": sys.argv[1], "token": "00token"})


async def gets(times: int) -> None:
    for _ in range(times):
        hook, _, error = await client.get_event_hook(HOOK)
        assert error is None
        assert hook.status == "ACTIVE"


async def lists(times: int) -> None:
    for _ in range(times):
        hooks, _, error = await client.list_event_hooks()
        assert error is None
        assert len([hook.name for hook in hooks]) == 200


async def all_at_once(times: int) -> None:
    await asyncio.gather(*(gets(times // 16) for _ in range(16)))


def get(times: int) -> None:
    loop.run_until_complete(gets(times))


def list_all(times: int) -> None:
    loop.run_until_complete(lists(times))


def at_once(times: int) -> None:
    loop.run_until_complete(all_at_once(times))


loop.run_until_complete(client.__aenter__())
serve({"get": get, "list": list_all, "at_once": at_once})
loop.run_until_complete(client.__aexit__(None, None, None))

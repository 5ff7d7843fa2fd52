"""The least that does the same: the standard library, with none of the care."""

from __future__ import annotations

import http.client
import json
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import local
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from generated import dataclasses
from worker import HOOK, serve

url = sys.argv[1]
headers = {"Accept": "application/json", "Authorization": "SSWS 00token"}
body = urllib.request.urlopen(f"{url}/delivery").read()
pool = ThreadPoolExecutor(16)
own = local()
made = dataclasses()


def ask(path: str) -> Any:
    if not hasattr(own, "connection"):
        parts = urlsplit(url)
        own.connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    own.connection.request("GET", path, headers=headers)
    response = own.connection.getresponse()
    assert response.status == 200
    return json.loads(response.read())


def get(times: int) -> None:
    for _ in range(times):
        assert ask(f"/api/v1/eventHooks/{HOOK}")["status"] == "ACTIVE"


def list_all(times: int) -> None:
    for _ in range(times):
        assert len([hook["name"] for hook in ask("/api/v1/eventHooks")]) == 200


def at_once(times: int) -> None:
    list(pool.map(get, [times // 16] * 16))


def namespace(members: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**members)


def receive(times: int) -> None:
    for _ in range(times):
        delivery = json.loads(body, object_hook=namespace)
        assert len([(event.uuid, event.eventType) for event in delivery.data.events]) == 100


def receive_dataclasses(times: int) -> None:
    for _ in range(times):
        events = [made.read("LogEvent", event) for event in json.loads(body)["data"]["events"]]
        assert len([(event.uuid, event.event_type) for event in events]) == 100


serve({"get": get, "list": list_all, "at_once": at_once, "receive": receive, "receive_dataclasses": receive_dataclasses})

"""What this package does."""

from __future__ import annotations

import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from okta_event_hooks import ApiToken, Client, Delivery, Receiver
from worker import HOOK, serve

url = sys.argv[1]
client = Client(url, ApiToken("00token"))
pool = ThreadPoolExecutor(16)
receiver = Receiver(secret="s3cr3t")
headers = {"Host": "hooks.example.com", "Content-Type": "application/json", "Authorization": "s3cr3t"}
body = urllib.request.urlopen(f"{url}/delivery").read()


def get(times: int) -> None:
    for _ in range(times):
        assert client.get_event_hook(HOOK).status == "ACTIVE"


def list_all(times: int) -> None:
    for _ in range(times):
        assert len([hook.name for hook in client.list_event_hooks()]) == 200


def at_once(times: int) -> None:
    list(pool.map(get, [times // 16] * 16))


def receive(times: int) -> None:
    for _ in range(times):
        delivery = receiver.receive("POST", headers, body)
        assert isinstance(delivery, Delivery)
        assert len([(event.uuid, event.event_type) for event in delivery.events]) == 100


def receive_actors(times: int) -> None:
    for _ in range(times):
        delivery = receiver.receive("POST", headers, body)
        assert isinstance(delivery, Delivery)
        assert len([(event.uuid, event.actor.id) for event in delivery.events if event.actor]) == 100


serve({"get": get, "list": list_all, "at_once": at_once, "receive": receive, "receive_actors": receive_actors})

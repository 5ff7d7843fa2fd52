"""Okta's SDK for Python as it is, with nothing but configuration, against the emulator."""

import asyncio
import json
import os
import time
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

from okta.client import Client
from okta.models import EventHook

from control import Control
from receiver import Receiver

SETTING = json.loads(Path(os.environ["OFFICIAL_SDK_SETTING"]).read_text())
EVENT_TYPE = "user.lifecycle.create"
FILTER = "event.target.?[type eq 'User'].size() > 0"
SECRET = "the receiver's own secret"


def client(transport, auth):
    org = SETTING["orgs"][transport]
    config = {"orgUrl": org["orgUrl"]}
    if auth == "api_token":
        config["token"] = org["apiToken"]
    else:
        config |= {"authorizationMode": "PrivateKey", **SETTING["apps"][auth]}
    return Client(config)


def hook(url, name):
    return EventHook.from_dict(
        {
            "name": name,
            "description": "made by the official SDK",
            "events": {
                "type": "EVENT_TYPE",
                "items": [EVENT_TYPE],
                "filter": {
                    "type": "EXPRESSION_LANGUAGE",
                    "eventFilterMap": [{"event": EVENT_TYPE, "condition": {"expression": FILTER}}],
                },
            },
            "channel": {
                "type": "HTTP",
                "version": "1.0.0",
                "config": {
                    "uri": url,
                    "headers": [{"key": "X-Custom", "value": "custom"}],
                    "authScheme": {"type": "HEADER", "key": "Authorization", "value": SECRET},
                },
            },
        }
    )


class EventHooks(unittest.TestCase):
    def setUp(self):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)

    def ok(self, answer):
        """The data of the SDK's triple."""
        data, _, error = answer
        self.assertIsNone(error)
        return data

    def refused(self, answer, status, code):
        # The last of three; of two where the operation answers no data.
        error = answer[-1]
        self.assertEqual((error.status, error.error_code), (status, code))

    async def play(self, transport, auth):
        control = Control(SETTING["orgs"][transport]["orgUrl"])
        before = len(control.get("requests"))
        async with client(transport, auth) as org:
            await self.all_operations(org, control, f"Python {transport} {auth}")
        self.check_tokens(control.get("requests")[before:], auth)

    async def all_operations(self, org, control, name):
        created = self.ok(await org.create_event_hook(hook(self.receiver.url, name)))
        self.assertEqual((created.name, created.status), (name, "ACTIVE"))
        self.assertEqual(created.verification_status, "UNVERIFIED")
        self.assertEqual(created.events.items, [EVENT_TYPE])
        [entry] = created.events.filter.event_filter_map
        self.assertEqual(entry.condition.expression, FILTER)

        self.assertIn(created.id, [listed.id for listed in self.ok(await org.list_event_hooks())])
        got = self.ok(await org.get_event_hook(created.id))
        self.assertEqual(got.to_dict(), created.to_dict())

        verified = self.ok(await org.verify_event_hook(created.id))
        self.assertEqual(verified.verification_status, "VERIFIED")
        self.assertEqual(self.receiver.verifications[0]["Authorization"], SECRET)
        self.assertEqual(self.receiver.verifications[0]["X-Custom"], "custom")

        self.assertEqual(self.ok(await org.deactivate_event_hook(created.id)).status, "INACTIVE")
        self.assertEqual(self.ok(await org.activate_event_hook(created.id)).status, "ACTIVE")

        # What was read is sent back, with its read-only members and without the secret.
        got = self.ok(await org.get_event_hook(created.id))
        got.description = "replaced"
        replaced = self.ok(await org.replace_event_hook(created.id, got))
        self.assertEqual((replaced.id, replaced.description), (created.id, "replaced"))
        self.assertEqual(replaced.verification_status, "VERIFIED")

        uuid = self.event_arrives(control, created.id)
        await self.event_is_logged(org, uuid)

        self.refused(await org.delete_event_hook(created.id), 400, "E0000001")
        self.ok(await org.deactivate_event_hook(created.id))
        self.ok(await org.delete_event_hook(created.id))
        self.refused(await org.get_event_hook(created.id), 404, "E0000007")

    def event_arrives(self, control, hook_id):
        uuid = control.post("events", {"eventType": EVENT_TYPE})["uuid"]
        control.post("flush")
        [(headers, body)] = self.receiver.deliveries
        self.assertEqual(headers["Authorization"], SECRET)
        self.assertEqual([event["uuid"] for event in body["data"]["events"]], [uuid])
        listed = [one for one in control.get("deliveries") if one["hookId"] == hook_id]
        self.assertEqual([(one["eventUuids"], one["outcome"]) for one in listed], [([uuid], "SUCCESS")])
        return uuid

    async def event_is_logged(self, org, uuid):
        since = (datetime.now(timezone.utc) - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
        logged = self.ok(
            await org.list_log_events(since=since, filter=f'eventType eq "{EVENT_TYPE}"', limit=1000)
        )
        self.assertEqual([event.event_type for event in logged if event.uuid == uuid], [EVENT_TYPE])

    def check_tokens(self, requests, auth):
        """How the SDK came by its token: DPoP needs a second request, with the nonce of the first answer."""
        tokens = [one["status"] for one in requests if one["path"] == "/oauth2/v1/token"]
        expected = {"api_token": [], "private_key_jwt": [200], "dpop": [400, 200]}
        self.assertEqual(tokens, expected[auth])

    def test_a_rate_limit_is_waited_for(self):
        asyncio.run(self.wait_for_rate_limit())

    async def wait_for_rate_limit(self):
        """The SDK reads the wait from `Date` and `X-Rate-Limit-Reset`; without either it would fail."""
        control = Control(SETTING["orgs"]["http"]["orgUrl"])
        async with client("http", "api_token") as org:
            created = self.ok(await org.create_event_hook(hook(self.receiver.url, "Python rate limit")))
            limit = {"kind": "org", "reset": "1s"}
            control.post("faults", {"on": {"operation": "getEventHook"}, "times": 1, "rateLimit": limit})
            before, start = len(control.get("requests")), time.monotonic()
            self.assertEqual(self.ok(await org.get_event_hook(created.id)).id, created.id)
            self.assertGreaterEqual(time.monotonic() - start, 1)
            gets = [one for one in control.get("requests")[before:] if one["method"] == "GET"]
            self.assertEqual([one["status"] for one in gets], [429, 200])
            self.ok(await org.deactivate_event_hook(created.id))
            self.ok(await org.delete_event_hook(created.id))

    def test_http_needs_a_switch(self):
        name = "OKTA_TESTING_TESTINGDISABLEHTTPSCHECK"
        self.addCleanup(os.environ.__setitem__, name, os.environ.pop(name))
        with self.assertRaisesRegex(ValueError, "must start with .*https"):
            client("http", "api_token")


def run_of(transport, auth):
    return lambda self: asyncio.run(self.play(transport, auth))


for transport in ("http", "https"):
    for auth in ("api_token", "private_key_jwt", "dpop"):
        setattr(EventHooks, f"test_{transport}_{auth}", run_of(transport, auth))

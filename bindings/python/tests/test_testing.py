"""`okta_event_hooks.testing`: every method of the emulator, and the fixture of the plugin."""

from __future__ import annotations

import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import okta_event_hooks as okta
import pytest
from local_receiver import SECRET, LocalReceiver
from okta_event_hooks import RetryPolicy
from okta_event_hooks.testing import Emulator

CLOCK = "2026-03-16T04:00:00Z"


def hook(uri: str, **members: Any) -> dict[str, Any]:
    """A hook of a seed."""
    return {
        "name": "Feed",
        "verificationStatus": "VERIFIED",
        "events": {"type": "EVENT_TYPE", "items": ["user.lifecycle.create"]},
        "channel": {
            "type": "HTTP",
            "version": "1.0.0",
            "config": {"uri": uri, "authScheme": {"type": "HEADER", "key": "Authorization", "value": SECRET}},
        },
        **members,
    }


def test_every_public_method_is_used_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    methods = [name for name in vars(Emulator) if not name.startswith("_")]
    assert methods
    # The async client has tests of its own.
    assert [name for name in methods if f".{name}" not in text and name != "async_client"] == []


def test_the_fixture_is_a_new_org_for_each_test(okta_emulator: Emulator) -> None:
    assert isinstance(okta_emulator, Emulator)
    assert okta_emulator.url in repr(okta_emulator)
    assert okta_emulator.requests() == []
    with okta_emulator.client() as client:
        assert client.list_event_hooks() == ()


pytest_plugins = ["pytester"]


def test_the_fixture_needs_no_import(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_it(okta_emulator):
            with okta_emulator.client() as client:
                assert client.list_event_hooks() == ()
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
    shown = pytester.runpytest_subprocess("--fixtures", "-p", "no:cacheprovider").stdout.str()
    assert "okta_emulator" in shown


def test_events_are_delivered_to_hooks() -> None:
    with LocalReceiver() as receiver, Emulator(hooks=[hook(receiver.uri)], clock=CLOCK) as org:
        one = org.trigger("user.lifecycle.create", severity="WARN")
        two = org.trigger({"eventType": "user.lifecycle.create"}, displayMessage="Two")
        several = org.trigger([{"eventType": "user.lifecycle.create"}, {"eventType": "user.session.start"}])
        assert (one["severity"], two["displayMessage"], len(several)) == ("WARN", "Two", 2)
        (attempt,) = org.flush()
        assert attempt["outcome"] == "SUCCESS"
        assert org.deliveries() == [attempt]
        assert [event.uuid for event in receiver.events] == [one["uuid"], two["uuid"], several[0]["uuid"]]
        assert org.flush() == []


def test_verifications_tell_the_reason() -> None:
    seed = hook("http://127.0.0.1:9/", verificationStatus="UNVERIFIED")
    with Emulator({"hooks": [seed]}, clock=CLOCK) as org, org.client(retry=RetryPolicy.none()) as client:
        (found,) = client.list_event_hooks()
        with pytest.raises(okta.ValidationError):
            client.verify_event_hook(found.id)
        assert {attempt["outcome"] for attempt in org.verifications()} == {"FAILURE"}
        assert [request["operation"] for request in org.requests()] == ["listEventHooks", "verifyEventHook"]


def test_faults_happen_and_can_be_cleared(okta_emulator: Emulator) -> None:
    fault = {"on": {"operation": "listEventHooks"}, "status": 500, "times": "always"}
    assert okta_emulator.inject(fault) != okta_emulator.inject({"on": {"deliveries": "*"}, "duplicate": 1})
    with okta_emulator.client() as client:
        for _ in range(2):
            with pytest.raises(okta.Error) as failed:
                client.list_event_hooks()
            assert failed.value.status == 500
        assert okta_emulator.requests()[0]["fault"]
        okta_emulator.clear_faults()
        assert client.list_event_hooks() == ()
    with pytest.raises(Exception, match="status"):
        okta_emulator.inject({"on": {"deliveries": "*"}, "status": 500})


def test_a_delivery_can_come_twice_late_and_shuffled() -> None:
    with LocalReceiver() as receiver, Emulator(hooks=[hook(receiver.uri)], clock=CLOCK) as org:
        org.inject({"on": {"deliveries": "*"}, "duplicate": 1, "late": "1m"})
        org.trigger("user.lifecycle.create")
        assert org.flush() == []
        assert receiver.events == []
        org.advance(60)
        assert len(org.deliveries()) == 2
        assert len({event.uuid for event in receiver.events}) == 1


def test_the_clock_stands_still_until_it_is_moved() -> None:
    with Emulator(clock=CLOCK) as org:
        began = datetime(2026, 3, 16, 4, tzinfo=timezone.utc)
        assert org.now() == org.now() == began
        assert org.advance(1.5) == began + timedelta(seconds=1.5)
        assert org.advance(timedelta(days=1)) == began + timedelta(days=1, seconds=1.5)
        assert org.trigger("user.session.start")["published"] == "2026-03-17T04:00:01.500Z"
    with Emulator() as org:
        assert abs(org.now() - datetime.now(timezone.utc)) < timedelta(minutes=1)


def test_going_back() -> None:
    with Emulator(hooks=[hook("http://127.0.0.1:9/")], clock=CLOCK) as org, org.client() as client:
        (seeded,) = client.list_event_hooks()
        snapshot = org.snapshot()
        client.deactivate_event_hook(seeded.id)
        client.delete_event_hook(seeded.id)
        assert client.list_event_hooks() == ()
        org.restore(snapshot)
        assert [found.id for found in client.list_event_hooks()] == [seeded.id]
        client.create_event_hook(okta.EventHookSpec("Other", "https://a.example", ["user.session.start"]))
        org.reset()
        assert [found.name for found in client.list_event_hooks()] == ["Feed"]


def test_the_state_is_the_configuration_of_another_org() -> None:
    with Emulator(hooks=[hook("http://127.0.0.1:9/")], clock=CLOCK) as org:
        state = org.state()
        assert state["hooks"][0]["channel"]["config"]["authScheme"]["value"] == SECRET
        with Emulator(state) as other, other.client() as client:
            assert other.url != org.url
            assert other.api_token == org.api_token == state["apiToken"]
            assert [found.name for found in client.list_event_hooks()] == ["Feed"]


def test_the_control_api(okta_emulator: Emulator) -> None:
    stopped = okta_emulator.control("POST", "/emulator/clock", {"running": False})
    assert okta_emulator.control("GET", "/emulator/clock")["now"] == stopped["now"]
    with pytest.raises(Exception, match="404"):
        okta_emulator.control("GET", "/emulator/no-such-thing")


def test_tls_comes_with_a_certificate_as_text_and_as_a_file() -> None:
    with Emulator() as org:
        assert (org.ca_certificate, org.ca_file) == (None, None)
    with Emulator(tls=True) as org:
        path = org.ca_file
        assert path
        assert org.ca_file == path
        assert Path(path).read_text(encoding="ascii") == org.ca_certificate
        assert "BEGIN CERTIFICATE" in (org.ca_certificate or "")
    assert not Path(path).exists()


def test_what_is_closed_listens_no_more() -> None:
    org = Emulator()
    url = org.url
    org.close()
    org.close()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{url}/emulator/clock", timeout=5)


def test_two_orgs_share_nothing() -> None:
    with Emulator() as one, Emulator(activeHooks=1) as two:
        with one.client() as client:
            client.create_event_hook(okta.EventHookSpec("A", "https://a.example", ["user.session.start"]))
        with two.client() as client:
            assert client.list_event_hooks() == ()


def test_a_configuration_that_is_wrong_is_refused_before_anything_starts() -> None:
    with pytest.raises(ValueError, match="no_such_member"):
        Emulator(no_such_member=1)
    with pytest.raises(ValueError, match="clock"):
        Emulator(clock="yesterday")

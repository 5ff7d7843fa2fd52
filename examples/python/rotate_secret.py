"""Changes the secret of an event hook, so that nothing that Okta sends is refused.

    1. Give the receiver both secrets: Receiver(secrets=[new, old]).
    2. OLD_SECRET=… NEW_SECRET=… python rotate_secret.py who7kd2mQ9vYt3LxB5d7
    3. Take the old one out of the receiver.
    4. The same again, with --dropped: it makes sure.

Step 2 first asks the receiver itself, and changes nothing unless it takes both. A new secret is a change of the channel: Okta
forgets that the receiver was verified, and delivers nothing until it is verified again, which this does at once. If that fails,
the old secret is put back. What happens in these moments is in the System Log only: audit_deliveries.py finds it.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

from okta_event_hooks import Client, Error, EventHook

if TYPE_CHECKING:
    from collections.abc import Sequence


class Refused(Exception):
    """A check that failed; nothing has been changed, or it has been changed back."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Okta follows none, and a secret is not for another address."""

    def redirect_request(self, *args: Any, **members: Any) -> None:
        return None


def header_of(hook: EventHook) -> str:
    """The name of the header that has the secret."""
    scheme = hook.channel.config.auth_scheme
    if scheme is None:
        raise Refused("the hook has no secret to change")
    return scheme.key


def accepts(hook: EventHook, secret: str) -> bool:
    """Whether the receiver answers a verification with this secret, as Okta would send it."""
    config, challenge = hook.channel.config, secrets.token_urlsafe(30)
    headers = {header.key: header.value for header in config.headers or ()}
    headers.update({header_of(hook): secret, "X-Okta-Verification-Challenge": challenge, "Accept": "application/json"})
    try:
        with urllib.request.build_opener(NoRedirect).open(
            urllib.request.Request(config.uri, headers=headers), timeout=3
        ) as answer:
            found: Any = json.loads(answer.read(64 * 1024))["verification"]
    except urllib.error.HTTPError as error:
        if error.code in (401, 403):
            return False
        raise Refused(f"the receiver answers {error.code}") from error
    except OSError as error:
        raise Refused(f"the receiver cannot be asked: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("the receiver does not answer a verification as Okta wants it") from error
    return bool(found == challenge)


def check(hook: EventHook, old: str, new: str) -> None:
    if not hook.delivers:
        raise Refused(f"the hook delivers nothing now: {hook.status}, {hook.verification_status}")
    if secrets.compare_digest(old, new):
        raise Refused("both secrets are the same")
    for name, secret in (("OLD_SECRET", old), ("NEW_SECRET", new)):
        if not accepts(hook, secret):
            raise Refused(f"the receiver does not accept {name}: give it both first")
    if accepts(hook, secrets.token_urlsafe(30)):
        raise Refused("the receiver accepts any secret: mend that first")


def send(client: Client, hook: EventHook, secret: str) -> None:
    """Okta has this secret, and has verified the receiver with it."""
    client.replace_event_hook(hook.id, hook.to_spec().replace(auth_header=(header_of(hook), secret)))
    client.verify_event_hook(hook.id)


def rotate(client: Client, hook: EventHook, old: str, new: str) -> None:
    began = time.monotonic()
    try:
        send(client, hook, new)
    except Error as error:
        # Also when it is not known whether the new one has arrived: it is known afterwards.
        try:
            send(client, hook, old)
        except Error as again:
            raise Refused(f"THE HOOK MAY DELIVER NOTHING NOW: {error}; and with the old secret: {again}") from again
        raise Refused(f"the old secret is in use again: {error}") from error
    print(f"{hook.name} has the new secret; it delivered nothing for {time.monotonic() - began:.2f} s")


def check_dropped(hook: EventHook, old: str, new: str) -> None:
    if not accepts(hook, new):
        raise Refused("the receiver does not accept NEW_SECRET")
    if accepts(hook, old):
        raise Refused("the receiver still accepts OLD_SECRET")
    print("the receiver takes the new secret alone")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hook", help="the id of the hook")
    parser.add_argument("--profile", help="a profile of okta.yaml; the org of the environment if there is none")
    parser.add_argument("--dropped", action="store_true", help="only make sure that the receiver takes the new secret alone")
    options = parser.parse_args(arguments)
    old, new = os.environ.get("OLD_SECRET"), os.environ.get("NEW_SECRET")
    if not old or not new:
        parser.error("set OLD_SECRET and NEW_SECRET")
    try:
        with Client.from_env(profile=options.profile) as client:
            hook = client.get_event_hook(options.hook)
            if options.dropped:
                check_dropped(hook, old, new)
            else:
                check(hook, old, new)
                rotate(client, hook, old, new)
                print("now take the old secret out of the receiver, then run this with --dropped")
    except (Error, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

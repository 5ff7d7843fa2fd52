"""Lists the event hooks of several orgs as CSV, and says of each whether it delivers.

    python inventory.py production preview > hooks.csv

The names are profiles of okta.yaml; without one it is the org of the environment. An org that cannot be asked does not cost the
others, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import csv
import sys
from typing import TYPE_CHECKING

from okta_event_hooks import Client, Error, EventHook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLUMNS = ("profile", "org", "id", "name", "state", "uri", "auth_header", "event_types", "filters", "created", "last_updated")


def state(hook: EventHook) -> str:
    if hook.delivers:
        return "delivers"
    return "not verified" if hook.status == "ACTIVE" else f"{hook.status.lower()}, delivers nothing"


def row(hook: EventHook) -> Iterator[object]:
    config, filters = hook.channel.config, hook.events.filter
    yield from (hook.id, hook.name, state(hook), config.uri)
    yield config.auth_scheme.key if config.auth_scheme else ""  # without one anybody may post to the receiver
    yield " ".join(hook.events.items)
    yield len(filters.event_filter_map) if filters else 0
    yield from (hook.created_text, hook.last_updated_text)


def cell(value: object) -> str:
    """A spreadsheet would calculate what begins like a formula, and anybody who manages hooks may write one into a name."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def rows(client: Client) -> Iterator[list[object]]:
    hooks = client.list_event_hooks()
    for hook in hooks:
        yield [client.org_url, *row(hook)]
    for item in hooks.unreadable:
        yield [client.org_url, "", f"item {item.position}", f"unreadable: {item.reason}"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Lists the event hooks of several orgs as CSV.")
    parser.add_argument("profile", nargs="*", help="a profile of okta.yaml; the org of the environment if there is none")
    profiles: list[str | None] = parser.parse_args(arguments).profile or [None]
    table = csv.writer(sys.stdout)
    table.writerow(COLUMNS)
    failed = False
    for profile in profiles:
        try:
            with Client.from_env(profile=profile, user_agent="hook-inventory/1.0") as client:
                for values in rows(client):
                    table.writerow([profile or "", *map(cell, values)])
        except Error as error:
            print(f"{profile or 'the environment'}: {error}", file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

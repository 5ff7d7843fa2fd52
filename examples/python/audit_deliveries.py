"""Compares what a hook should have got, as the System Log has it, with what its receiver has stored.

    python audit_deliveries.py who7kd2mQ9vYt3LxB5d7 inbox.db --hours 24

The inbox is a file of SQLite with a table `event` of `hook_id` and `uuid`, as fastapi_receiver.py writes it. Okta keeps no list
of deliveries: the log names the hooks for which an event was configured, and the failures. What is missing is printed, one line
each, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from okta_event_hooks import Client, Error

if TYPE_CHECKING:
    from collections.abc import Sequence


def stored(path: Path, hook_id: str) -> set[str]:
    # Opened to be read only: a name that is misspelt must not become an empty inbox.
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        return {uuid for (uuid,) in database.execute("SELECT uuid FROM event WHERE hook_id = ?", (hook_id,))}


def audit(client: Client, hook_id: str, inbox: Path, since: datetime, until: datetime) -> int:
    """Prints what is missing, and returns how much that is."""
    found = stored(inbox, hook_id)
    records = client.hook_deliveries(hook_id, since=since, until=until)
    meant = {record.event.uuid: record.event for record in records if record.kind == "configured"}
    missing = [event for uuid, event in meant.items() if uuid not in found]
    for event in missing:
        print(event.published_text, event.event_type, event.uuid)
    kinds = [record.kind for record in records]
    print(
        f"{len(meant)} events were meant for {hook_id}, {len(missing)} are missing; the log has {kinds.count('failed')} failed "
        f"deliveries and {kinds.count('quota')} warnings of the daily limit",
        file=sys.stderr,
    )
    return len(missing)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hook", help="the id of the hook")
    parser.add_argument("inbox", type=Path, help="the file in which the receiver stores events")
    parser.add_argument("--profile", help="a profile of okta.yaml; the org of the environment if there is none")
    parser.add_argument("--hours", type=float, default=24, help="how far to look back (default: %(default)s)")
    parser.add_argument("--grace", type=float, default=120, help="seconds that a delivery may take (default: %(default)s)")
    options = parser.parse_args(arguments)
    until = datetime.now(timezone.utc) - timedelta(seconds=options.grace)
    try:
        with Client.from_env(profile=options.profile) as client:
            missing = audit(client, options.hook, options.inbox, until - timedelta(hours=options.hours), until)
    except (Error, sqlite3.Error) as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""A receiver in FastAPI that loses no event: an inbox has each one before Okta has its answer, and a worker handles them from there.

    HOOK_SECRET=… uvicorn --factory fastapi_receiver:from_environment --port 3000

`python fastapi_receiver.py` shows it at work against an emulator, with no account.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import tempfile
import threading
import time
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from okta_event_hooks import Delivery, EventHookSpec, LogEvent, Receiver
from okta_event_hooks.testing import Emulator
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

SCHEMA = """
CREATE TABLE IF NOT EXISTS event (hook_id TEXT, uuid TEXT, json TEXT, done INTEGER DEFAULT 0, PRIMARY KEY (hook_id, uuid));
CREATE TABLE IF NOT EXISTS unreadable (delivery TEXT, position INTEGER, json TEXT, PRIMARY KEY (delivery, position));
PRAGMA journal_mode = WAL;
"""


class Inbox:
    """Events in a file of SQLite. Each is there once, however often Okta sends it."""

    def __init__(self, path: str) -> None:
        self._path = path
        with closing(sqlite3.connect(path)) as database:
            database.executescript(SCHEMA)

    def put(self, delivery: Delivery) -> None:
        """All of the delivery or, if it raises, none of it."""
        events = [(delivery.hook_id or "", event.uuid, event.to_json()) for event in delivery.events]
        unreadable = [(delivery.event_id or "", item.position, item.json) for item in delivery.unreadable]
        with closing(sqlite3.connect(self._path)) as database, database:
            database.executemany("INSERT OR IGNORE INTO event (hook_id, uuid, json) VALUES (?, ?, ?)", events)
            database.executemany("INSERT OR IGNORE INTO unreadable VALUES (?, ?, ?)", unreadable)

    def waiting(self) -> list[tuple[int, LogEvent]]:
        with closing(sqlite3.connect(self._path)) as database:
            rows = database.execute("SELECT rowid, json FROM event WHERE NOT done ORDER BY rowid LIMIT 100")
            return [(number, LogEvent.from_json(text)) for number, text in rows]

    def done(self, number: int) -> None:
        with closing(sqlite3.connect(self._path)) as database, database:
            database.execute("UPDATE event SET done = 1 WHERE rowid = ?", (number,))


def work(inbox: Inbox, handle: Callable[[LogEvent], None]) -> None:
    """Handles what waits. What fails stays, and comes again; a crash before `done` makes it come again, too."""
    for number, event in inbox.waiting():
        try:
            handle(event)
            inbox.done(number)
        except Exception:
            logging.exception("event %s stays in the inbox", event.uuid)


def make_app(secret: str, inbox: Inbox, handle: Callable[[LogEvent], None]) -> FastAPI:
    receiver = Receiver(secret=secret)
    receiver.accept(inbox.put)

    async def work_for_ever() -> None:
        while True:
            try:
                await asyncio.to_thread(work, inbox, handle)
            except sqlite3.Error:
                logging.exception("the inbox cannot be read")
            await asyncio.sleep(0.2)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        worker = asyncio.create_task(work_for_ever())
        yield
        worker.cancel()

    app = FastAPI(lifespan=lifespan)
    app.router.routes.append(Route("/okta/events", receiver.asgi))
    return app


def tell(event: LogEvent) -> None:
    print(f"{event.event_type}: {', '.join(target.alternate_id or '?' for target in event.target or ())}")


def from_environment() -> FastAPI:
    return make_app(os.environ["HOOK_SECRET"], Inbox(os.environ.get("INBOX", "inbox.db")), tell)


def main() -> None:
    """The receiver, and an emulator that verifies it, delivers to it, and delivers the same event again."""
    with tempfile.TemporaryDirectory() as folder, Emulator() as org, org.client() as client:
        inbox, handled = Inbox(f"{folder}/inbox.db"), list[LogEvent]()
        app = make_app("s3cr3t", inbox, handled.append)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]

        url, secret = f"http://127.0.0.1:{port}/okta/events", ("Authorization", "s3cr3t")
        hook = client.create_event_hook(EventHookSpec("Feed", url, ["user.lifecycle.deactivate"], auth_header=secret))
        print("delivers:", client.verify_event_hook(hook.id).delivers)
        for name in ("ada", "grace"):
            target = [{"id": f"00u-{name}", "type": "User", "alternateId": f"{name}@example.com"}]
            event = org.trigger("user.lifecycle.deactivate", target=target)
            for attempt in org.flush():
                print("answered:", attempt["status"])
        org.trigger(event)
        print("the last one again, answered:", org.flush()[0]["status"])

        while inbox.waiting():
            time.sleep(0.01)
        server.should_exit = True
        thread.join()
        for event in handled:
            tell(event)


if __name__ == "__main__":
    main()

"""An AWS Lambda function that puts every event onto an SQS queue before Okta has its answer.

Behind a function URL or API Gateway; the handler is `lambda_receiver.handler`, the variables HOOK_SECRET and QUEUE_URL.
`python lambda_receiver.py` shows it at work against an emulator, with no account.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any, Protocol

from okta_event_hooks import Delivery, EventHookSpec, Receiver
from okta_event_hooks.testing import Emulator

if TYPE_CHECKING:
    from collections.abc import Mapping

BATCH = 10  # SQS takes no more at once.


class Queue(Protocol):
    """What is used of the `sqs` client of boto3."""

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> Mapping[str, Any]: ...


def make_receiver(secret: str, queue: Queue, queue_url: str) -> Receiver:
    receiver = Receiver(secret=secret)

    @receiver.accept
    def enqueue(delivery: Delivery) -> None:
        # The queue's reader deduplicates on hook_id and uuid: Okta may send an event twice, and so may SQS.
        bodies = [f'{{"hook_id":{json.dumps(delivery.hook_id)},"event":{event.to_json()}}}' for event in delivery.events]
        bodies += [f'{{"hook_id":{json.dumps(delivery.hook_id)},"unreadable":{item.json}}}' for item in delivery.unreadable]
        for start in range(0, len(bodies), BATCH):
            some = bodies[start : start + BATCH]
            entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(some)]
            failed = queue.send_message_batch(QueueUrl=queue_url, Entries=entries).get("Failed")
            if failed:
                # The answer is then 503, and Okta sends the delivery once more.
                raise RuntimeError(f"SQS did not take {len(failed)} of {len(some)} events")

    return receiver


@functools.cache
def receiver() -> Receiver:
    """One for all calls of this process. AWS brings boto3 along."""
    queue: Queue = importlib.import_module("boto3").client("sqs")
    return make_receiver(os.environ["HOOK_SECRET"], queue, os.environ["QUEUE_URL"])


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    return receiver().aws_lambda(event, context)


def main() -> None:
    """The function behind a URL of this machine, a queue in memory, and an emulator that delivers."""
    queue = MemoryQueue()
    function = make_receiver("s3cr3t", queue, "in memory")

    class FunctionUrl(BaseHTTPRequestHandler):
        """Makes of a request what a function URL makes of it."""

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            context = {"http": {"method": self.command, "path": self.path}}
            event = {"version": "2.0", "headers": headers, "requestContext": context, "body": body.decode()}
            answer = function.aws_lambda(event)
            self.send_response(answer["statusCode"])
            for name, value in answer["headers"].items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer["body"].encode())

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), FunctionUrl) as server, Emulator() as org, org.client() as client:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url, secret = f"http://127.0.0.1:{server.server_port}/", ("Authorization", "s3cr3t")
        hook = client.create_event_hook(EventHookSpec("Feed", url, ["user.lifecycle.deactivate"], auth_header=secret))
        print("delivers:", client.verify_event_hook(hook.id).delivers)
        org.trigger([{"eventType": "user.lifecycle.deactivate"}] * 12)
        print("answered:", [attempt["status"] for attempt in org.flush()])
        server.shutdown()
    print("in the queue:", len(queue.bodies), "events, the first of type", json.loads(queue.bodies[0])["event"]["eventType"])


class MemoryQueue:
    """In the place of SQS. It is away at first, so that Okta has to try once more."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.is_away = True

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> Mapping[str, Any]:
        if self.is_away:
            self.is_away = False
            return {"Failed": Entries}
        self.bodies += [entry["MessageBody"] for entry in Entries]
        return {"Successful": Entries}


if __name__ == "__main__":
    main()

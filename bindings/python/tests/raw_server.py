"""A server that answers bytes as it is told to, however wrong they are."""

from __future__ import annotations

import socket
import threading
from typing import Callable

Answer = Callable[[socket.socket, int], None]


class RawServer:
    """Each request that comes in whole is kept in `requests`, and answered by `answer(socket, number)`, from 1.

    An answer that closes the socket ends the connection.
    """

    def __init__(self, answer: Answer) -> None:
        self.requests: list[bytes] = []
        self.came = threading.Semaphore(0)
        self._answer = answer
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> RawServer:
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone does not wake up an `accept`.
        with socket.socket() as last:
            last.connect_ex(("127.0.0.1", self.port))
        self._listener.close()
        for connection in self._open:
            connection.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(20)
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        received = b""
        try:
            while connection.fileno() >= 0:
                head, found, rest = received.partition(b"\r\n\r\n")
                length = _length(head)
                if found and len(rest) >= length:
                    received = rest[length:]
                    with self._lock:
                        self.requests.append(head + found + rest[:length])
                        number = len(self.requests)
                    self.came.release()
                    self._answer(connection, number)
                    continue
                more = connection.recv(65536)
                if not more:
                    return
                received += more
        except (OSError, ValueError):
            pass
        finally:
            connection.close()

    def header(self, name: str, request: int = -1) -> list[str]:
        """The values of a header of a request."""
        lines = self.requests[request].partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines)
        return [value.strip() for key, _, value in pairs if key.strip().lower() == name.lower()]


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def reply(status: int, body: bytes = b"", *headers: str) -> Answer:
    """An answer that is always the same."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Content-Type: application/json", *headers, "", ""]
    data = "\r\n".join(lines).encode() + body
    return lambda connection, _number: connection.sendall(data)


def silence(connection: socket.socket, _number: int) -> None:
    """No answer at all, until the client has gone."""
    while connection.recv(1):
        pass


def hang_up(connection: socket.socket, _number: int) -> None:
    """The connection ends without an answer."""
    connection.close()


def in_turn(*answers: Answer) -> Answer:
    """One after the other; the last one from then on."""
    return lambda connection, number: answers[min(number, len(answers)) - 1](connection, number)


def drip(status: int = 200) -> Answer:
    """A body that never ends, a byte now and then."""

    def answer(connection: socket.socket, _number: int) -> None:
        connection.sendall(f"HTTP/1.1 {status} X\r\nContent-Length: 100000\r\n\r\n".encode())
        gone = threading.Event()
        while not gone.wait(0.05):
            connection.sendall(b" ")

    return answer


_taken: list[socket.socket] = []


def closed_port() -> int:
    """A port of this machine on which nobody listens, and which nobody else can get."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    _taken.append(taken)
    port: int = taken.getsockname()[1]
    return port

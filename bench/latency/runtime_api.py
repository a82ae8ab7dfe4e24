"""Real execution environments on this machine: awslambdaric processes, each with a Runtime API of its own.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import BinaryIO

ACCOUNT = "123456789012"
REGION = "us-west-2"
ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:MessageReview:live"
ON_DEMAND, PROVISIONED = "on-demand", "provisioned-concurrency"
_FUNCTION_TIMEOUT_MS = 3_000
_ANSWER_WITHIN_S = 30.0
# What Lambda sets for every function; the token is as long as real ones are.
_VARIABLES = {
    "PATH": "/usr/bin:/bin",
    "LANG": "en_US.UTF-8",
    "AWS_EXECUTION_ENV": f"AWS_Lambda_python{sys.version_info.major}.{sys.version_info.minor}",
    "AWS_LAMBDA_FUNCTION_NAME": "MessageReview",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_FUNCTION_VERSION": "1",
    "AWS_LAMBDA_LOG_FORMAT": "JSON",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/MessageReview",
    "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "t" * 300,
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def site_packages() -> str:
    """Where this interpreter's packages are."""
    return next(path for path in sys.path if path.endswith("site-packages"))


class RuntimeApiError(Exception):
    """The function answered with an error, or not at all."""


class ExecutionEnvironment:
    """One process, spawned at once. One call of `invoke` at a time, as on Lambda."""

    def __init__(
        self, handler: str, paths: list[str], variables: dict[str, str] | None = None, initialization: str = PROVISIONED
    ) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._events: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self._answers: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self._ready = threading.Event()
        self._connections: list[socket.socket] = []
        self._number = 0
        self._output = tempfile.TemporaryFile()  # noqa: SIM115  closed in `end`
        threading.Thread(target=self._accept, daemon=True).start()
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-s", "-m", "awslambdaric", handler],
            env={
                **_VARIABLES,
                "AWS_LAMBDA_INITIALIZATION_TYPE": initialization,
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.getsockname()[1]}",
                "PYTHONPATH": os.pathsep.join([*paths, site_packages()]),
                **(variables or {}),
            },
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )

    def wait_until_initialised(self) -> None:
        """Until the function has asked for its first event."""
        if not self._ready.wait(_ANSWER_WITHIN_S):
            raise RuntimeApiError(f"no INIT: {self.output()[-2000:]}")

    def invoke(self, event: bytes) -> bytes:
        """The function's answer; raises RuntimeApiError for an error."""
        self._number += 1
        self._events.put((f"{self._number:08d}-0000-0000-0000-000000000000", event))
        try:
            kind, body = self._answers.get(timeout=_ANSWER_WITHIN_S)
        except queue.Empty:
            raise RuntimeApiError(f"no answer: {self.output()[-2000:]}") from None
        if kind != "response":
            raise RuntimeApiError(body.decode())
        return body

    def cpu_s(self) -> float:
        """CPU time of the process so far, all threads."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def peak_rss_bytes(self) -> int:
        """The most memory that the process has had resident."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) * 1024

    def output(self) -> str:
        """What the function has printed."""
        size = os.fstat(self._output.fileno()).st_size
        return os.pread(self._output.fileno(), size, 0).decode(errors="replace")

    def end(self) -> None:
        """Kill the process and close its Runtime API."""
        self.process.kill()
        self.process.wait()
        self._server.close()
        for connection in self._connections:
            connection.close()
        self._output.close()

    def __enter__(self) -> "ExecutionEnvironment":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._connections.append(connection)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        try:
            stream = connection.makefile("rb")
            while request := stream.readline():
                headers = {}
                while (line := stream.readline().strip()) != b"":
                    name, _, value = line.partition(b":")
                    headers[name.lower()] = value.strip()
                if headers.get(b"expect"):
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = _body(stream, headers)
                connection.sendall(self._respond(request.split()[1].decode(), body))
        except OSError:
            return

    def _respond(self, path: str, body: bytes) -> bytes:
        if not path.endswith("/next"):
            self._answers.put((path.rpartition("/")[2], body))
            return b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
        self._ready.set()
        request_id, event = self._events.get()
        deadline = int(time.time() * 1000) + _FUNCTION_TIMEOUT_MS
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(event)}\r\n"
            f"Lambda-Runtime-Aws-Request-Id: {request_id}\r\nLambda-Runtime-Deadline-Ms: {deadline}\r\n"
            f"Lambda-Runtime-Invoked-Function-Arn: {ARN}\r\nLambda-Runtime-Trace-Id: Root=1-0-0\r\n\r\n"
        )
        return head.encode() + event


def _body(stream: BinaryIO, headers: dict[bytes, bytes]) -> bytes:
    if headers.get(b"transfer-encoding") == b"chunked":
        body = b""
        while size := int(stream.readline(), 16):
            body += stream.read(size)
            stream.readline()
        stream.readline()
        return body
    return stream.read(int(headers.get(b"content-length", b"0")))

"""Child processes that end with us: each in a process group of its own, its output in a file."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx

HOST = "127.0.0.1"
TAIL_LINES = 20
# Ends a process group when its standard input does.
_GUARD = 'read -r _; kill -s KILL -- "-$1"'


class StartError(RuntimeError):
    """Something of the local stack did not come up; the message says what and what to do."""


class Child:
    """One process. Stopping it ends its whole group, Lambda environments included.

    So does our own end, even a SIGKILL: a shell waits for the end of a pipe of which we alone hold the other end.
    """

    def __init__(
        self, name: str, arguments: list[str], environment: dict[str, str], log: Path, directory: Path | None = None
    ) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                arguments,
                env=environment,
                cwd=directory,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "guard", str(self.process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait_until_healthy(self, url: str, timeout_s: float = 30.0) -> None:
        """Return once `url` answers 200; raise StartError with the end of the log if the process gives up."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise StartError(f"{self.name} ended with status {self.process.returncode}:\n{self._tail()}")
            try:
                if httpx.get(url, timeout=2.0).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass  # not listening yet
            time.sleep(0.05)
        raise StartError(f"{self.name} did not answer on {url} within {timeout_s:.0f} s:\n{self._tail()}")

    def wait_until_done(self) -> None:
        """Return once the process has succeeded; raise StartError with the end of its log if it has not."""
        status = self.process.wait()
        self._dismiss_guard()
        if status:
            raise StartError(f"{self.name} failed with status {self.process.returncode}:\n{self._tail()}")

    def stop(self) -> None:
        """End the whole group at once: an emulator has nothing to save, and a polite one would wait for its calls."""
        self._dismiss_guard()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _dismiss_guard(self) -> None:
        """Before the group has ended and its number may be another's."""
        self._guard.kill()
        self._guard.communicate()

    def _tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
        return "\n".join(f"  {line}" for line in lines) or f"  (nothing in {self.log})"


def claim_port(port: int, option: str) -> int:
    """Check that a port is free on the loopback address; 0 picks a free one. Raises StartError naming the option."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StartError(f"port {port} on {HOST} is taken; choose another with {option} PORT") from error
        chosen: int = probe.getsockname()[1]
        return chosen

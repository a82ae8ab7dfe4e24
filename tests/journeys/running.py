"""`python -m local` as its user starts it: a process with ports of its own and a directory of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from local import endpoints
from local.endpoints import Endpoints
from local.synth import PROJECT

START_S = 180.0
STOP_S = 60.0


class Running:
    """One `python -m local` process; killed on exit if the test has not stopped it."""

    def __init__(self, directory: Path, *arguments: str) -> None:
        self.directory = directory
        command = [sys.executable, "-m", "local", "--directory", str(directory), *arguments]
        self.process = subprocess.Popen(
            command, cwd=PROJECT, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.stop(signal.SIGTERM)
        if self.process.stdout:
            self.process.stdout.close()

    def endpoints(self) -> Endpoints:
        """Wait for endpoints.json."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.output()
            try:
                return endpoints.read(self.directory)
            except FileNotFoundError:
                time.sleep(0.1)
        raise AssertionError("endpoints.json was not written")

    def stop(self, number: signal.Signals) -> int:
        """Send a signal and return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(STOP_S)

    def output(self) -> str:
        """All that it printed, once it has ended."""
        assert self.process.stdout
        return self.process.stdout.read()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m local` to its end."""
    command = [sys.executable, "-m", "local", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=_environment(), capture_output=True, text=True, timeout=START_S)


def family(pid: int) -> set[int]:
    """A process and all that descend from it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found, size = {pid}, 0
    while len(found) != size:
        size = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found


def alive(pids: set[int]) -> dict[int, str]:
    """Those of the processes that still run, with their command lines; a zombie has ended."""
    running = {}
    for pid in pids:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
            command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if stat.rpartition(")")[2].split()[0] not in "ZX":
            running[pid] = command
    return running


def at_work_in(directory: Path) -> dict[int, str]:
    """Processes whose working directory lies in `directory`: Lambda environments, whoever started them and when."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                working = (entry / "cwd").readlink()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if working.is_relative_to(directory):
                found.add(int(entry.name))
    return alive(found)


def _environment() -> dict[str, str]:
    # As in a shell of the project: no PYTHONPATH of the test run, no AWS settings.
    kept = ("PATH", "HOME", "TMPDIR", "LANG")
    return {name: os.environ[name] for name in kept if name in os.environ}

"""A deployment whose tables, queues and IVS Chat lie in one SQLite file: what a killed process wrote stays written.

Every call of a port is one transaction, and after each one the process can kill itself with SIGKILL. That is at every
step: between two calls nothing changes outside of the process.
"""

import os
import pickle
import signal
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moderation.delivery.records import Waiting
from tests.fakes import state as fakes
from tests.fakes.actions import InMemoryActions, InMemoryQueues
from tests.fakes.chat import InMemoryChat
from tests.fakes.chat_log import InMemoryChatLog


@dataclass
class Kept:
    """Everything that outlives a process."""

    now: float = 1_800_000_000.0
    state: fakes.InMemoryState = field(default_factory=fakes.InMemoryState)
    chat: InMemoryChat = field(default_factory=InMemoryChat)
    chat_log: InMemoryChatLog = field(default_factory=InMemoryChatLog)
    queues: InMemoryQueues = field(default_factory=InMemoryQueues)


Port = Callable[[Kept], Any]
PORTS: Mapping[str, Port] = {
    "ledger": lambda kept: fakes.InMemoryLedger(kept.state),
    "actions": lambda kept: InMemoryActions(kept.state.actions),
    "sanctions": lambda kept: fakes.InMemorySanctions(kept.state),
    "token_issues": lambda kept: fakes.InMemoryTokenIssues(kept.state),
    "moderators": lambda kept: fakes.InMemoryModerators(kept.state),
    "room_settings": lambda kept: fakes.InMemoryRoomSettings(kept.state),
    "chat_messaging": lambda kept: kept.chat,
    "chat_rooms": lambda kept: kept.chat,
    "chat_log": lambda kept: kept.chat_log,
    "queues": lambda kept: kept.queues,
}


class Store:
    """One file. `dies_at` counts down the steps of this process; 0 is never."""

    def __init__(self, path: Path, dies_at: int = 0) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A kill loses what the process had not handed to the kernel; no disk needs to turn for that.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("CREATE TABLE IF NOT EXISTS kept (one INTEGER PRIMARY KEY, data BLOB)")
        self._steps_left = dies_at

    def __call__(self, change: Callable[[Kept], Any]) -> Any:
        """One transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            row = self._connection.execute("SELECT data FROM kept").fetchone()
            kept = pickle.loads(row[0]) if row else Kept()
            try:
                return change(kept)
            finally:
                self._connection.execute("REPLACE INTO kept VALUES (1, ?)", (pickle.dumps(kept),))
        finally:
            self._connection.execute("COMMIT")

    def step(self) -> None:
        """Where a process may be killed."""
        self._steps_left -= 1
        if self._steps_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def port(self, name: str) -> Any:
        """A port whose calls are transactions."""
        return _Durable(self, PORTS[name])

    def now(self) -> float:
        """The clock's port."""
        now: float = self(lambda kept: kept.now)
        return now

    def taken(self) -> list[Waiting]:
        """What is in the queues; it stays there until it is dropped."""
        waiting: list[Waiting] = self(lambda kept: list(kept.queues.waiting))
        return waiting


class _Durable:
    def __init__(self, store: Store, port: Port) -> None:
        self._store = store
        self._port = port

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            answer = self._store(lambda kept: getattr(self._port(kept), name)(*arguments, **named))
            self._store.step()
            return answer

        return call


def in_a_process(work: Callable[[], object]) -> bool:
    """Do something in a process of its own; whether it came to its end, or else was killed."""
    with warnings.catch_warnings():
        # Newer Pythons warn of forks beside threads; the child uses none of the parent's.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001  # nothing of the parent may go on in the child
            traceback.print_exc(file=sys.__stderr__)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the process failed: see its traceback"
    return True

"""One process of the fuzz run: feeds seeded events to the handler and reports what went wrong, as JSON on stdout.

Every other event goes through a reviewer whose state is as hostile as its text. A review that raised inside counts as
an exception although the handler answered.
"""

import json
import random
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from unittest import mock

from lean_edges.decision_line import LINE_BYTES_MAX, DecisionLines
from message_review.handler import handler
from message_review.reviewer import Reviewer
from message_review.settings import parse
from message_review.sources import Sources
from moderation.default import default_policy
from moderation.message import Message
from moderation.policy import Policy
from moderation.state import SenderState
from tests.contract.answer_validator import problems_of
from tests.contract.event_generator import Events

EXAMPLES_MAX = 5


class HostileSources(Sources):
    """Brings a state that the generator made up."""

    def __init__(self, policy: Policy, events: Events) -> None:
        super().__init__(policy)
        self._events = events

    def fetch(self, message: Message, context: object, now: float, started: float) -> tuple[SenderState, Policy]:
        return self._events.state(), self._policy


class Lines:
    """Stands in for stdout: checks each decision line and keeps none."""

    def __init__(self) -> None:
        self.failed = 0
        self.broken = 0
        self.written = 0

    def write(self, text: str) -> int:
        self.written += 1
        self.failed += '"level":"ERROR"' in text
        if len(text.encode()) > LINE_BYTES_MAX or text.count("\n") != 1:
            self.broken += 1
        elif self.written % 50 == 0:
            json.loads(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""


def _untrusted_clock(events: Events) -> AbstractContextManager[object]:
    return mock.patch.object(time, "time", events.clock)


def run(seed: int, count: int) -> dict[str, object]:
    """Feed `count` events; the tally of what happened."""
    events, lines, stdout = Events(seed), Lines(), sys.stdout
    reviewer = Reviewer(parse({}), HostileSources(default_policy(), events), DecisionLines("fuzz", "0"))
    dice = random.Random(seed)
    tally: dict[str, int] = {"events": 0, "exceptions": 0, "invalid": 0, "ALLOW": 0, "DENY": 0}
    examples: list[str] = []
    sys.stdout = lines
    try:
        for number in range(count):
            event = events.event()
            answer_of = handler if number % 2 else reviewer.answer
            failed_before = lines.failed
            try:
                with _untrusted_clock(events) if dice.random() < 0.01 else nullcontext():
                    answer = answer_of(event, None)
            except Exception as error:  # noqa: BLE001  an exception is what this looks for
                tally["exceptions"] += 1
                examples.append(f"{type(error).__name__}: {error} for {event!r:.400}")
                continue
            tally["events"] += 1
            problems = problems_of(answer, event)
            tally["invalid"] += bool(problems)
            tally["exceptions"] += lines.failed - failed_before
            if problems or lines.failed > failed_before:
                examples.append(f"{problems or 'the review raised'} for {event!r:.400}")
            else:
                tally[str(answer["ReviewResult"])] += 1
    finally:
        sys.stdout = stdout
    return {**tally, "lines": lines.written, "broken_lines": lines.broken, "examples": examples[:EXAMPLES_MAX]}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))

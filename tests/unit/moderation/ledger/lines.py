"""Decision lines as the review function writes them, through its own code."""

import json
from typing import Any

import pytest

from lean_edges.decision_line import DecisionLines
from message_review.record import fields
from message_review.settings import parse
from moderation.decision import Decision
from moderation.hit import Hit
from moderation.message import Message
from moderation.verdict import ALLOW

ROOM, NOW = "room00000001", 1_800_000_000.0
HIT = Hit("terms", "terms", "profanity", 3, 0, 6, "folded", "what it was")


class Review:
    """One execution environment's lines: its numbers go up by one with each."""

    def __init__(self, environment: str = "0123abcd") -> None:
        self._lines = DecisionLines("message_review", environment)

    def skip(self) -> None:
        """A line that is lost."""
        self._lines.sequence += 1

    def line(self, message_id: str, verdict: str = ALLOW, **given: Any) -> str:
        """One message's line. `text`, `user`, `room`, `at` and `name` are the message's, the rest the decision's."""
        message = Message(
            given.pop("text", "hello"),
            message_id,
            given.pop("room", ROOM),
            sender_id=given.pop("user", "ada"),
            sender_attributes={"displayName": given.pop("name", "Ada")},
        )
        at, settings = given.pop("at", NOW), parse({"REFUSED_CONTENT": given.pop("kept", "text")})
        decision = Decision(message.content, verdict, policy_hash="f" * 32, policy_id="p", policy_version=1, **given)
        written: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout.write", written.append)
            self._lines.write("INFO", verdict, at, 1.25, fields(message, decision, {}, settings))
        return written[0].rstrip("\n")


def changed(line: str, **members: Any) -> str:
    """A line with other members; those that are None are left out."""
    told = json.loads(line) | members
    return json.dumps({name: value for name, value in told.items() if value is not None})

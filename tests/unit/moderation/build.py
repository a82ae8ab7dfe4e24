"""Policies and verdicts for the tests of the core, made as a user of the core makes them."""

from collections.abc import Mapping
from typing import Any

from moderation.compile import compile_policy
from moderation.decision import Decision
from moderation.load import load
from moderation.message import Message
from moderation.policy import Policy
from moderation.review import review
from moderation.state import RoomState, SenderState

NOW = 1_790_000_000.0
BAD = "zounds"  # the term that `terms` forbids; in no lexicon


def policy(*rules: Mapping[str, Any], **document: Any) -> Policy:
    """The compiled policy of some rules; fails on problems."""
    compiled = compile_policy({"rules": list(rules), **document})
    assert compiled.problems == ()
    return load(compiled.data, "test", 7)


def problems(document: object, **bases: dict[str, Any]) -> dict[str, str]:
    """The problems of a document: path -> text."""
    return {problem.path: problem.text for problem in compile_policy(document, bases).problems}


def rule(kind: str, params: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """A rule with its kind as id, which denies unless told otherwise."""
    return {"id": kind.replace("_", "-"), "kind": kind, "verdict": "deny", "params": dict(params), **fields}


def terms(**fields: Any) -> dict[str, Any]:
    """A rule that finds BAD."""
    return rule("terms", {"terms": [BAD]}, **fields)


def judge(
    subject: Policy,
    content: str,
    *,
    modes: dict[str, dict[str, object]] | None = None,
    attributes: dict[str, str] | None = None,
    now: float = NOW,
    fail_mode: str = "",
    **state: Any,
) -> Decision:
    """The decision about a message, with the state given by name."""
    room = RoomState(modes=modes, fail_mode=fail_mode)
    return review(Message(content, "m1", sender_attributes=attributes), subject, SenderState(room, **state), now)

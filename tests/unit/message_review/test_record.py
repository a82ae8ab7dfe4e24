"""What a decision line says, and above all what it does not."""

import json

import pytest

from lean_edges.keyed_hash import content_hash
from message_review.record import failure_fields, fields
from message_review.settings import parse
from moderation.decision import Decision
from moderation.hit import Hit
from moderation.message import Message
from moderation.verdict import ALLOW, DENY, HOLD, MASK

CANARY = "canary-in-the-text"
MESSAGE = Message(CANARY, "AYk6xKitV4On", "BLR123456789", sender_id="mary", sender_ip="192.0.2.77")
HIT = Hit("rule", "terms", "profanity", 3, 0, 6, "folded", CANARY)


def test_plain_allow_is_compact() -> None:
    line = fields(MESSAGE, Decision(CANARY, policy_hash="f" * 32), {}, parse({}))
    assert list(line) == ["message", "room", "policy", "content"]
    assert line["content"] == content_hash("", "AYk6xKitV4On", CANARY)


@pytest.mark.parametrize("verdict", [ALLOW, MASK])
@pytest.mark.parametrize("kept", ["text", "hash", "nothing"])
def test_text_of_a_delivered_message_is_never_in_its_line(verdict: str, kept: str) -> None:
    decision = Decision("******", verdict, flagged=True, hits=(HIT,), degraded="counts")
    line = json.dumps(fields(MESSAGE, decision, {"cause": "x"}, parse({"REFUSED_CONTENT": kept})))
    assert CANARY not in line
    assert "mary" in line


@pytest.mark.parametrize("verdict", [HOLD, DENY])
@pytest.mark.parametrize(("kept", "named"), [("text", {"text"}), ("hash", {"content"}), ("nothing", set())])
def test_a_refused_message_keeps_what_is_configured(verdict: str, kept: str, named: set[str]) -> None:
    line = fields(MESSAGE, Decision(CANARY, verdict, hits=(HIT,)), {}, parse({"REFUSED_CONTENT": kept}))
    assert {"text", "content"} & set(line) == named
    assert (CANARY in json.dumps(line)) is (kept == "text")


@pytest.mark.parametrize("kept", ["text", "hash", "nothing"])
def test_a_held_message_keeps_its_senders_name_beside_its_text(kept: str) -> None:
    named = Message(CANARY, "AYk6xKitV4On", "BLR123456789", "", "mary", {"displayName": "Mary" * 100})
    settings = parse({"REFUSED_CONTENT": kept})
    held = fields(named, Decision(CANARY, HOLD), {}, settings)
    assert held.get("name") == (("Mary" * 16) if kept == "text" else None)
    assert "name" not in fields(named, Decision(CANARY, DENY), {}, settings)
    assert "name" not in fields(MESSAGE, Decision(CANARY, HOLD), {}, settings)


def test_the_address_is_in_no_line() -> None:
    assert "192.0.2.77" not in json.dumps(fields(MESSAGE, Decision(CANARY, DENY), {}, parse({})))


def test_a_failure_tells_the_place_and_not_the_text() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        line = failure_fields(MESSAGE, error)
    assert line["error"] == "ValueError"
    assert str(line["place"]).startswith("test_a_failure_tells_the_place")
    assert CANARY not in json.dumps(line)


def test_hash_depends_on_key_message_and_text() -> None:
    made = {content_hash(k, m, c) for k in ("", "k") for m in ("m1", "m2") for c in ("a", "b\ud800")}
    assert len(made) == 8
    assert all(len(value) == 16 for value in made)

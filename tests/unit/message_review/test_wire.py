"""Events of any shape in, answers within IVS Chat's limits out."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from message_review import wire
from moderation.decision import Decision
from moderation.message import Message
from moderation.verdict import ALLOW, DENY, HOLD, MASK

ARN = "arn:aws:ivschat:us-west-2:123456789012:room/AYk6xKitV4On"


def test_whole_event() -> None:
    message = wire.message_of(
        {
            "Content": "hello",
            "MessageId": "AYk6xKitV4On",
            "RoomArn": ARN,
            "Attributes": {"colour": "red"},
            "Sender": {"Attributes": {"role": "vip"}, "UserId": "mary", "Ip": "192.0.2.1"},
        }
    )
    assert [getattr(message, name) for name in sorted(Message.__slots__)] == [
        {"colour": "red"}, "hello", "AYk6xKitV4On", ARN, "AYk6xKitV4On", {"role": "vip"}, "mary", "192.0.2.1",
    ]  # fmt: skip


@pytest.mark.parametrize("absent", [None, {}, [], "x", 1, 1.5, True, float("nan")])
def test_anything_else_is_empty(absent: object) -> None:
    for event in (absent, dict.fromkeys(("MessageId", "RoomArn", "Attributes", "Sender"), absent)):
        message = wire.message_of(event)
        assert (message.sender_id, message.sender_attributes, message.attributes) == ("", {}, {})
    sender = wire.message_of({"Sender": {"Attributes": absent, "UserId": 7, "Ip": absent}})
    assert (sender.sender_id, sender.sender_attributes) == ("", {})


def test_attributes_keep_text_only() -> None:
    message = wire.message_of({"Attributes": {"a": "1", "b": 2, 3: "c", "d": None}})
    assert message.attributes == {"a": "1"}


def test_lone_surrogates_never_reach_the_answer() -> None:
    message = wire.message_of({"Content": "a\ud800b", "MessageId": "\udfff"})
    for verdict in (ALLOW, DENY):
        answer = wire.answer_of(message, Decision(message.content, verdict, viewer_text="x\ud800"))
        str(answer).encode()
    assert message.content == "a\ufffdb"


@pytest.mark.parametrize("verdict", [ALLOW, MASK])
def test_delivered_without_attributes_so_that_the_senders_own_stay(verdict: str) -> None:
    answer = wire.answer_of(Message("bad word"), Decision("*** word", verdict))
    assert answer == {"ReviewResult": "ALLOW", "Content": "*** word"}


@pytest.mark.parametrize("verdict", [HOLD, DENY])
def test_refused_with_the_original_and_a_reason(verdict: str) -> None:
    decision = Decision("masked", verdict, reason_code="spam", viewer_text="Slow down.", remaining_seconds=9)
    answer = wire.answer_of(Message("original", message_id="AYk6xKitV4On"), decision)
    assert answer == {
        "ReviewResult": "DENY",
        "Content": "original",
        "Attributes": {"Reason": "Slow down. [spam 9 AYk6xKitV4On]"},
    }


@given(
    text=st.text(st.characters(), max_size=700),
    code=st.text(st.characters(), max_size=100),
    seconds=st.one_of(st.none(), st.integers(-10, 10**9)),
    message_id=st.text(st.characters(), max_size=128),
)
@example(text="\N{PILE OF POO}" * 700, code="c" * 100, seconds=10**9, message_id="m" * 128)
@example(text="é" * 2_000, code="", seconds=None, message_id="")
def test_reason_fits_one_kilobyte_and_its_tail_survives(
    text: str, code: str, seconds: int | None, message_id: str
) -> None:
    reason = wire.reason_of(code, text, seconds, message_id)
    assert len(b"Reason") + len(reason.encode()) <= 1024
    people, _, tail = reason.rpartition(" [")
    assert people
    written_code, remaining, decision_id = tail.removesuffix("]").split(" ")
    assert written_code
    assert decision_id
    assert remaining == ("-" if seconds is None else str(max(0, seconds)))


def test_content_limits() -> None:
    assert [wire.deliverable("x" * length) for length in (0, 1, 500, 501)] == [False, True, True, False]
    assert wire.deliverable("\N{PILE OF POO}" * 500)

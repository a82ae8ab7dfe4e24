"""What holds for every message, policy and state: valid answers, exact spans, no trace left behind."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from moderation.default import default_policy
from moderation.message import Message
from moderation.modes import MODES
from moderation.review import review
from moderation.state import BAN, TIMEOUT, WARNING, RoomState, Sanction, SenderState
from moderation.text import fingerprint
from moderation.verdict import ALLOW, DENY, HOLD, MASK
from tests.unit.moderation.build import BAD, policy, rule, terms

STRICT = policy(
    terms(verdict="mask", flag=True),
    rule("links", {"find": ["any"]}, verdict="mask"),
    rule("personal_data", {"find": ["email", "card", "phone", "ip", "street"]}, verdict="mask"),
    rule("shape", {"maxLength": 80, "maxRepeated": 5, "maxMarks": 4, "maxEmoji": 3, "maxMentions": 2}, verdict="mask"),
    rule("script", {"allow": ["Latin"]}, verdict="hold"),
    rule("flood", {"messages": 3, "seconds": 10}),
    rule("repetition", {"times": 1}),
    rule("patterns", {"patterns": [{"pattern": r"\bq\w+"}]}, verdict="flag"),
    allow=["oh bad"],
    failModes={"counts": "closed"},
)
POLICIES = [default_policy(), STRICT]

PIECES = st.sampled_from(
    [BAD, "f u c k", "shit", " ", "https://a.com", "a@b.com", "4111111111111111", "😀", "qux", "\n"]
)
TEXT = st.text(st.characters(), max_size=120)  # halves of surrogate pairs included
CONTENT = st.lists(PIECES | TEXT, min_size=1, max_size=6).map("".join).filter(bool)
TIMES = st.none() | st.floats(-1e12, 1e12, allow_nan=False)
SANCTIONS = st.none() | st.builds(Sanction, st.sampled_from([WARNING, TIMEOUT, BAN, "odd"]), TIMES)
SETTINGS = st.dictionaries(
    st.sampled_from(["seconds", "until", "x"]), st.none() | st.integers(-5, 10**10) | st.text(max_size=3)
)
ROOMS = st.builds(
    RoomState,
    modes=st.dictionaries(st.sampled_from([*MODES, "odd"]), SETTINGS, max_size=4),
    fail_mode=st.sampled_from(["", "open", "closed", "odd"]),
)
STATES = st.builds(
    SenderState,
    ROOMS,
    SANCTIONS,
    SANCTIONS,
    seconds=st.dictionaries(st.integers(-3, 130), st.integers(0, 9), max_size=5),
    unique_seen=st.booleans(),
    degraded=st.sampled_from(["", "counts", "sanctions+settings", "odd"]),
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["role", "language", "followedAt", "subscriber", "accountCreatedAt", "firstMessage"]),
    st.sampled_from(["true", "vip", "moderator", "de", "1700000000", "-1", "\u0661", ""]) | st.text(max_size=5),
)


def _picture(state: SenderState) -> Any:
    return copy.deepcopy([getattr(state, name) for name in ("seconds", "hashes", "unique_seen", "degraded")])


@given(CONTENT, st.sampled_from(POLICIES), STATES, ATTRIBUTES, st.floats(0, 1e11))
def test_every_review_gives_a_valid_answer(
    content: str, subject: Any, state: SenderState, attributes: dict[str, str], now: float
) -> None:
    state.hashes = {fingerprint(content): 2}
    before = _picture(state)
    message = Message(content, "m", sender_attributes=dict(attributes))
    decision = review(message, subject, state, now)

    assert decision.verdict in (ALLOW, MASK, HOLD, DENY)
    assert 0 < len(decision.content) <= len(content)
    assert (decision.content != content) <= (decision.verdict == MASK)
    if decision.verdict == MASK:
        assert decision.content.strip()
    if decision.verdict == ALLOW and not decision.flagged:
        assert (decision.rule_id, decision.reason_code, decision.viewer_text) == ("", "", "")
    else:
        assert decision.rule_id
        assert decision.reason_code
    assert decision.verdict == ALLOW or decision.viewer_text
    assert not decision.flagged or decision.verdict in (ALLOW, MASK)
    assert decision.remaining_seconds is None or decision.remaining_seconds >= 1
    for hit in decision.hits:
        assert 0 <= hit.start < hit.end <= len(content)
        assert 1 <= hit.severity <= 4

    assert _picture(state) == before
    assert message.sender_attributes == attributes
    again = review(message, subject, state, now)
    assert (again.verdict, again.content, again.rule_id) == (decision.verdict, decision.content, decision.rule_id)


@given(CONTENT)
def test_what_is_delivered_after_masking_has_no_hits_left(content: str) -> None:
    subject = policy(terms(verdict="mask"))
    decision = review(Message(f"{BAD} {content}"), subject, SenderState(RoomState()), 0)
    if decision.verdict == MASK:
        again = review(Message(decision.content), subject, SenderState(RoomState()), 0)
        assert (again.verdict, again.hits) == (ALLOW, ())
    else:
        assert decision.verdict == DENY

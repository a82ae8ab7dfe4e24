"""What a decision says about a delivered message, and what follows."""

import pytest

from moderation.ledger.records import DecisionRecord
from moderation.reconciliation import judgement
from tests.fakes.reconciliation import hash_of
from tests.unit.reconciler.build import decision, delivered, packed

MESSAGE = delivered()
HASH = hash_of(MESSAGE.message_id, MESSAGE.content)


def test_only_an_allow_of_that_very_text_covers_a_message() -> None:
    def standing(found: judgement.Decided | None) -> str:
        return judgement.standing(found, HASH)

    assert standing(packed(MESSAGE)[1]) == "covered"
    assert standing(decision(MESSAGE)) == "covered"
    assert standing(decision(MESSAGE, "MASK")) == "covered", "what is delivered is the masked text"
    assert standing(packed(MESSAGE, content="other")[1]) == "altered"
    assert standing(decision(MESSAGE, "MASK", content="h*** there")) == "altered"
    assert standing(decision(MESSAGE, content_hash="")) == "altered"
    assert standing(decision(MESSAGE, degraded="sanctions")) == "degraded"
    assert standing(decision(MESSAGE, degraded="review", content_hash="")) == "degraded"
    assert standing(decision(MESSAGE, "DENY")) == "refused"
    assert standing(decision(MESSAGE, "HOLD")) == "refused"
    assert standing(decision(MESSAGE, "DENY", degraded="sanctions")) == "refused"
    assert standing(None) == "missing"


@pytest.mark.parametrize(
    ("standing", "allowed_now", "waits", "outcome"),
    [
        ("refused", False, 0, "removed"),
        ("refused", True, 0, "removed"),
        ("degraded", True, 0, "stands"),
        ("degraded", False, 0, "removed"),
        ("altered", True, 0, "stands"),
        ("altered", False, 0, "removed"),
        ("missing", True, 0, "stands"),
        ("missing", False, 0, "waits"),
        ("missing", False, 1, "waits"),
        ("missing", False, 2, "removed"),
    ],
)
@pytest.mark.parametrize("same_then", [False, True])
def test_only_a_missing_decision_is_waited_for(
    standing: str, allowed_now: bool, waits: int, same_then: bool, outcome: str
) -> None:
    if same_then and (standing, outcome, waits) == ("missing", "waits", 1):
        outcome = "removed"
    assert judgement.outcome(standing, allowed_now, waits, same_then=same_then) == outcome


@pytest.mark.parametrize(
    ("found", "cause"),
    [
        (None, "unknown"),
        (decision(MESSAGE, "DENY", elapsed_ms=199.0, at_ms=int(MESSAGE.at * 1000) - 190), "unknown"),
        (decision(MESSAGE, "DENY", elapsed_ms=200.0, at_ms=int(MESSAGE.at * 1000) - 500), "timeout"),
        (decision(MESSAGE, "DENY", elapsed_ms=5.0, at_ms=int(MESSAGE.at * 1000) + 900), "timeout"),
        (decision(MESSAGE, "MASK", content="x", elapsed_ms=250.0), "timeout"),
        (decision(MESSAGE, "MASK", content="x"), "altered"),
        (packed(MESSAGE, content="x")[1], "altered"),
        (decision(MESSAGE, degraded="review", content_hash=""), "error"),
        (decision(MESSAGE, degraded="sanctions", elapsed_ms=250.0), "degraded"),
    ],
)
def test_a_cause_is_told_only_as_far_as_it_is_known(found: DecisionRecord | None, cause: str) -> None:
    assert judgement.cause(judgement.standing(found, HASH), found, MESSAGE) == cause


def test_the_longest_wait_is_one_that_a_queue_can_keep() -> None:
    assert judgement.WAIT_SECONDS == (20, 60)

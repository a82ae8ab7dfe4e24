"""What slipped through because the review was slow is gone from viewers' screens within 30 seconds."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from local.stack import LocalStack
from tests.journeys.conftest import Person
from tests.journeys.viewer import Viewer

GONE_WITHIN_S = 30.0
# The stack of the journeys gives a review 5 s: it is called after that, decides, and nobody waits for it any more.
SLOW_MS = 5_300
DENIED, MASKED, CLEAN = "kill yourself", "shit happens", "good evening everybody"


@pytest.fixture
def slow_review(local_stack: LocalStack) -> Iterator[None]:
    """Every review begins too late."""
    faults = f"{local_stack.endpoints.ivschat}/_emulator/faults"
    httpx.post(faults, json={"reviewDelayMs": SLOW_MS}).raise_for_status()
    yield
    httpx.post(faults, json={"reviewDelayMs": 0}).raise_for_status()


async def test_what_slipped_past_a_slow_review_is_gone_within_thirty_seconds(
    slow_review: None,
    joining: Callable[[str], Viewer],
    person: Callable[[str], Person],
    local_stack: LocalStack,
    user_id: str,
) -> None:
    shown: dict[str, tuple[str, float]] = {}
    gone: dict[str, tuple[str, float]] = {}

    def note(frame: dict[str, Any]) -> None:
        if frame["Type"] == "MESSAGE":
            shown[frame["Id"]] = frame["Content"], time.monotonic()
        elif frame.get("EventName") == "aws:DELETE_MESSAGE":
            gone[frame["Attributes"]["MessageID"]] = frame["Attributes"]["Reason"], time.monotonic()

    async with joining(f"{user_id}-watching") as watching, joining(user_id) as sending:
        for text in (DENIED, MASKED, CLEAN):
            await sending.say(text)
        while len(shown) < 3 or len(gone) < 2:
            note(await watching.frame(GONE_WITHIN_S + 5))
    ids = {content: message_id for message_id, (content, _) in shown.items()}
    assert set(ids) == {DENIED, MASKED, CLEAN}, "IVS Chat delivered all of them by its fallback, the original texts"
    assert set(gone) == {ids[DENIED], ids[MASKED]}
    took = {shown[message_id][0]: gone[message_id][1] - shown[message_id][1] for message_id in gone}
    print("seconds from the screen to the deletion:", took)
    assert max(took.values()) < GONE_WITHIN_S
    assert gone[ids[DENIED]][0] == "Removed by policy (self_harm)."

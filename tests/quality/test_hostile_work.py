"""No text of 500 code points makes a review do more than so much. Counted in calls: a clock tells of the machine."""

import random
import sys
from collections.abc import Callable
from types import FrameType

from bench.quality import hostile
from moderation.default import default_policy
from moderation.message import Message
from moderation.policy import Policy
from moderation.review import review
from moderation.state import STATELESS

SEED = 13
# The dearest of 3,456 took 46,000, some 5 ms; before they were bounded, moved spaces took 1.7 million.
CALLS_MAX = 60_000


def test_the_work_of_a_hostile_text_is_bounded(soak_count: Callable[[int], int]) -> None:
    rng = random.Random(SEED)
    count = soak_count(3_000)
    texts = [*hostile.repetitions(), *hostile.soups(rng), *(hostile.alternation(rng) for _ in range(count))]
    policy = default_policy()
    for matcher in policy.matchers:
        matcher.build()
    calls = {text: _calls(text, policy) for text in texts}
    dearest = max(calls, key=calls.__getitem__)
    print(f"{len(texts)} texts, {count} of them alternations, seed {SEED}: at most {calls[dearest]:,} calls")
    assert calls[dearest] <= CALLS_MAX, dearest


def _calls(text: str, policy: Policy) -> int:
    count = 0

    def tally(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    message = Message(text)
    previous = sys.getprofile()
    sys.setprofile(tally)
    try:
        review(message, policy, STATELESS, 0.0)
    finally:
        sys.setprofile(previous)
    return count

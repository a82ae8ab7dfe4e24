"""One execution environment's reviews: state, verdict, answer and record, within the function's own deadline."""

import time

from lean_edges.decision_line import DecisionLines
from message_review import wire
from message_review.record import ERROR, FAILED, INFO, WARN, failure_fields, fields, marks_of
from message_review.settings import Settings
from message_review.sources import Sources
from moderation.decision import Decision
from moderation.message import Message
from moderation.policy import Policy
from moderation.review import review
from moderation.state import CLOSED, OPEN, SenderState
from moderation.verdict import ALLOW, DENY, MASK

LENGTH = "length"
UNAVAILABLE = "unavailable"


class Reviewer:
    """Answers events. `sources` brings a message's state and policy."""

    __slots__ = ("_fallback", "_lines", "_settings", "_sources")

    def __init__(self, settings: Settings, sources: Sources, lines: DecisionLines) -> None:
        self._settings = settings
        self._sources = sources
        self._lines = lines
        self._fallback = CLOSED if settings.fallback == DENY else OPEN

    def answer(self, event: object, context: object) -> dict[str, object]:
        """IVS Chat's answer to an event of any shape. Never raises: an exception would be a silent fallback."""
        started = time.monotonic()
        now = time.time()
        message = wire.message_of(event)
        fail_mode = self._fallback
        try:
            state, policy = self._sources.fetch(message, context, now, started)
            fail_mode = state.room.fail_mode or fail_mode
            decision = _decide(message, policy, state, now)
            answer = wire.answer_of(message, decision)
            line = fields(message, decision, self._sources.notes, self._settings)
            level = WARN if decision.degraded else INFO
            marks = marks_of(decision, self._sources.notes)
        except Exception as error:  # noqa: BLE001  the one edge where whatever fails becomes the chosen fallback
            decision = _failed(message, fail_mode)
            answer = wire.answer_of(message, decision)
            line = failure_fields(message, error)
            level = ERROR
            marks = (FAILED,)
        self._lines.write(level, decision.verdict, now, (time.monotonic() - started) * 1000, line, marks)
        return answer


def _decide(message: Message, policy: Policy, state: SenderState, now: float) -> Decision:
    """The policy's decision, or a refusal of what IVS Chat would not take as an allowed message."""
    if wire.deliverable(message.content):
        decision = review(message, policy, state, now)
        if decision.verdict not in (ALLOW, MASK) or wire.deliverable(decision.content):
            return decision
    return Decision(
        message.content,
        DENY,
        reason_code=LENGTH,
        viewer_text=f"A message has 1 to {wire.CONTENT_MAX} characters.",
        policy_id=policy.policy_id,
        policy_version=policy.version,
        policy_hash=policy.hash,
        degraded=state.degraded,
    )


def _failed(message: Message, fail_mode: str) -> Decision:
    if fail_mode == OPEN and wire.deliverable(message.content):
        return Decision(message.content, ALLOW, degraded="review")
    text = "Your message could not be checked just now. Please try again."
    return Decision(message.content, DENY, reason_code=UNAVAILABLE, viewer_text=text, degraded="review")

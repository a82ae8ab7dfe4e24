"""What a delivered message's decision says about it, and what follows. Pure: tables over facts."""

from ..ledger.records import AllowedMessage, DecisionRecord
from ..verdict import ALLOW, MASK
from .records import DeliveredMessage

# Standings. An ALLOW of ours covers what was delivered, to the letter.
COVERED = "covered"
# We decided against it, and it was delivered all the same: IVS Chat did not wait for us, or did not take our answer.
REFUSED = "refused"
# We let it pass without having read what there is to read.
DEGRADED = "degraded"
# We let another text pass.
ALTERED = "altered"
# There is no decision yet.
MISSING = "missing"
# Nobody has looked yet: something failed on the way.
UNKNOWN = "unknown"

# Outcomes.
STANDS = "stands"
WAITS = "waits"
REMOVED = "removed"
# The room has another review handler or none, or is gone: nothing there is ours to remove.
NOT_OURS = "not_ours"
# The policy in force is not at hand. Nothing is removed by another one.
UNJUDGED = "unjudged"
# Something failed; the message is looked at again from the queue.
PUT_OFF = "put_off"

# How long a would-be denial waits for a decision line that may be late, in seconds from the look before. The second
# wait is for an ALLOW by a policy or a state that has changed since; if none has, no ALLOW can come.
WAIT_SECONDS = (20, 60)

# Causes, as far as they can be known.
TIMEOUT = "timeout"
ERROR = "error"
NO_STATE = "degraded"
OTHER_TEXT = "altered"
NOT_KNOWN = "unknown"

# IVS Chat's own deadline for a review
# (https://docs.aws.amazon.com/ivs/latest/ChatUserGuide/chat-message-review-handler.html).
REVIEW_DEADLINE_MS = 200
# What `degraded` says of a decision whose review failed as a whole.
FAILED_REVIEW = "review"

Decided = DecisionRecord | AllowedMessage


def standing(decision: Decided | None, content_hash: str) -> str:
    """What a decision says about a delivered text, of which `content_hash` is the keyed hash."""
    if decision is None:
        return MISSING
    if isinstance(decision, DecisionRecord):
        if decision.verdict not in (ALLOW, MASK):
            return REFUSED
        if decision.degraded:
            return DEGRADED
    return COVERED if decision.content_hash == content_hash else ALTERED


def outcome(standing: str, allowed_now: bool, waits: int, *, same_then: bool) -> str:
    """What becomes of a message that is not covered; `waits` counts how often it was put off, `same_then` is whether a
    review would have decided likewise when it was sent.

    A decision against it needs no second opinion. Only where there is no decision can time bring one.
    """
    if standing != REFUSED and allowed_now:
        return STANDS
    patience = 1 if same_then else len(WAIT_SECONDS)
    return WAITS if standing == MISSING and waits < patience else REMOVED


def cause(standing: str, decision: Decided | None, message: DeliveredMessage) -> str:
    """Why a message that had to be removed was delivered."""
    if decision is None:
        return NOT_KNOWN
    if isinstance(decision, DecisionRecord) and standing == DEGRADED:
        return ERROR if decision.degraded == FAILED_REVIEW else NO_STATE
    if _late(decision, message):
        return TIMEOUT
    return OTHER_TEXT if standing == ALTERED else NOT_KNOWN


def _late(decision: Decided, message: DeliveredMessage) -> bool:
    """Whether our answer cannot have been in time: it took too long, or came too long after the message was sent.

    The send time is either when IVS Chat got the message or when it delivered it; the rule holds for both.
    """
    answered_ms = decision.at_ms + decision.elapsed_ms
    return decision.elapsed_ms >= REVIEW_DEADLINE_MS or answered_ms - message.at * 1000 > REVIEW_DEADLINE_MS

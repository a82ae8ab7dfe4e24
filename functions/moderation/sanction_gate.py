"""Whether a sender's sanctions, or not knowing them, refuse a message."""

from moderation.policy import Policy
from moderation.refusal import Refusal, seconds_until
from moderation.state import BAN, CLOSED, OPEN, TIMEOUT, Sanction, SenderState

CODES = {BAN: "banned", TIMEOUT: "timed_out"}
UNAVAILABLE = "unavailable"


def in_force(sanction: Sanction | None, now: float) -> bool:
    """Whether a sanction still holds: by the clock, because stored items outlive their end."""
    return sanction is not None and (sanction.until is None or sanction.until > now)


def sanction_refusal(state: SenderState, now: float) -> Refusal | None:
    """The refusal that lasts longest among the sender's bans and timeouts; warnings refuse nothing."""
    held = [
        sanction
        for sanction in (state.everywhere_sanction, state.room_sanction)
        if sanction is not None and sanction.kind in CODES and in_force(sanction, now)
    ]
    if not held:
        return None
    longest = max(held, key=_end)
    return Refusal(f"sanction:{longest.kind}", CODES[longest.kind], seconds_until(longest.until, now))


def _end(sanction: Sanction) -> float:
    return float("inf") if sanction.until is None else sanction.until


def closed_refusal(state: SenderState, policy: Policy) -> Refusal | None:
    """The refusal of a message whose state could not be read, where room or policy prefer silence to a risk.

    A room's own fail mode goes before the policy's, which has one per step; both default to open.
    """
    for step in state.degraded.split("+"):
        if (state.room.fail_mode or policy.fail_modes.get(step, OPEN)) == CLOSED:
            return Refusal(f"state:{step}", UNAVAILABLE)
    return None

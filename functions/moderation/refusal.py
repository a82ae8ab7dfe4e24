"""A refusal that comes from the room or the sender's record instead of a rule."""


class Refusal:
    """Why a message is denied. `source` stands where a rule's id would, e.g. "sanction:ban" or "mode:slow";
    `remaining_seconds` is a whole number >= 1, or None if time alone does not lift the refusal.
    """

    __slots__ = ("reason_code", "remaining_seconds", "source")

    def __init__(self, source: str, reason_code: str, remaining_seconds: int | None = None) -> None:
        self.source = source
        self.reason_code = reason_code
        self.remaining_seconds = remaining_seconds


def seconds_until(until: object, now: float) -> int | None:
    """Whole seconds from `now` until a time, rounded up and at least 1; None for no (or no finite) time."""
    if not isinstance(until, int | float):
        return None
    left = until - now
    if not left < 1e10:  # also not a number
        return None
    return max(1, -int(-left // 1))

"""How long each class of data stays in the Decisions table. Readers judge by the clock; DynamoDB is days late."""

from dataclasses import dataclass

DAY = 86_400
# After ten half-lives a thousandth of a total is left.
STRIKE_HALF_LIVES = 10
# A chat has moved on by then; also how far back the queue of open holds is read.
HOLD_MINUTES_MAX = 60


@dataclass(frozen=True, slots=True)
class Retention:
    """Days per class; a held message waits `hold_minutes` for a person. All but strikes, which fade by themselves."""

    allowed_days: int = 7
    decision_days: int = 90
    text_days: int = 30
    stats_days: int = 400
    hold_minutes: int = 15

    def allowed_until(self, at_ms: int) -> int:
        """Epoch seconds at which a packed ALLOW goes."""
        return at_ms // 1000 + self.allowed_days * DAY

    def decision_until(self, at_ms: int) -> int:
        """Epoch seconds at which a decision, or a flag, goes."""
        return at_ms // 1000 + self.decision_days * DAY

    def text_until(self, at_ms: int) -> int:
        """Epoch seconds at which a refused text goes, that of a hold included."""
        return at_ms // 1000 + self.text_days * DAY

    def stats_until(self, at_ms: int) -> int:
        """Epoch seconds at which an hour's counts go."""
        return at_ms // 1000 + self.stats_days * DAY

    def hold_expires_ms(self, at_ms: int) -> int:
        """When a hold runs out."""
        return at_ms + self.hold_minutes * 60_000

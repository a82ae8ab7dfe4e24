"""The machine's clock."""

import time


class SystemClock:
    """Implements moderation.ports.Clock."""

    def now(self) -> float:
        """Epoch seconds."""
        return time.time()

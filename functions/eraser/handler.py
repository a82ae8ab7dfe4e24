"""Entry point: every few minutes, all erasures that are not finished are carried on."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from moderation.erasure.erasing import EraserDesk, erase
from moderation.erasure.records import FINISHED

from .composition import compose
from .settings import parse

# Enough to finish the hundred rows in hand.
STOP_BEFORE_END_MS = 30_000


@lru_cache(maxsize=1)
def desk() -> EraserDesk:
    """Put together once."""
    return compose(parse(os.environ))


def handler(event: Mapping[str, Any], context: Any) -> dict[str, int]:
    """Carry on; how many are still to be done, and how many were finished."""
    return carry_on(desk(), context)


def carry_on(here: EraserDesk, context: Any) -> dict[str, int]:
    """One round over all that is unfinished, as far as the time allows."""

    def goes_on() -> bool:
        return bool(context.get_remaining_time_in_millis() > STOP_BEFORE_END_MS)

    waiting = finished = 0
    for erasure_id in here.erasures.unfinished():
        progress = erase(here, erasure_id, goes_on) if goes_on() else None
        finished += progress is not None and progress.status == FINISHED
        waiting += progress is None or progress.status != FINISHED
    return {"waiting": waiting, "finished": finished}

"""Entry point of the review function: IVS Chat invokes it for every message sent to an attached room."""

import gc
import os

# Nothing that INIT makes is garbage, and looking for some while it imports and builds takes 4 ms of a cold start.
gc.disable()

from message_review import joined  # noqa: E402

joined.use_joined_modules()

from message_review import initialise  # noqa: E402  what it imports is most of what INIT makes

_reviewer = initialise.reviewer(os.environ)
# What INIT has built stays: no collection of a later message looks at it again (1.4 ms each, unfrozen).
gc.freeze()
gc.enable()


def handler(event: object, context: object) -> dict[str, object]:
    """Answer IVS Chat's review event; `context` may be None."""
    return _reviewer.answer(event, context)

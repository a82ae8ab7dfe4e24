"""Entry point of the review function: IVS Chat invokes it for every message sent to an attached room."""

import os

from message_review import initialise

_reviewer = initialise.reviewer(os.environ)


def handler(event: object, context: object) -> dict[str, object]:
    """Answer IVS Chat's review event; `context` may be None."""
    return _reviewer.answer(event, context)

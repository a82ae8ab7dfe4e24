"""A review handler that the tests tell what to say, and a room that it reviews."""

from collections.abc import Callable
from typing import Any

from tests.emulator.conftest import FUNCTION, Chat


class Editor:
    """A handler that answers as it is told and keeps the events it saw."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.events: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any]) -> Any:
        self.events.append(event)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def with_handler(start_chat: Callable[..., Chat], handler: Any, **room: Any) -> tuple[Chat, str]:
    chat = start_chat(handlers={FUNCTION: handler})
    return chat, chat.room(**room, messageReviewHandler={"uri": FUNCTION})

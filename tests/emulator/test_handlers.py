"""The ways to run a review handler without an emulated AWS."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from local.ivschat.handlers import CallableHandler, HttpHandler
from tests.emulator.conftest import Chat, json_server
from tests.emulator.reviewed import with_handler


def test_a_handler_may_be_a_url(start_chat: Callable[..., Chat]) -> None:
    """As the Lambda runtime interface emulator offers it."""
    answers = iter([{"ReviewResult": "ALLOW", "Content": "from far"}, {"errorMessage": "x", "errorType": "y"}, None])
    with json_server(lambda event: next(answers)) as url:
        chat, room = with_handler(start_chat, HttpHandler(url))
        ada = chat.viewer(room)
        contents = []
        for _ in range(3):
            ada.say("sent")
            contents.append(ada.frame()["Content"])
    ada.say("sent")
    contents.append(ada.frame()["Content"])
    assert contents == ["from far", "sent", "sent", "sent"]
    causes = [entry["cause"] for entry in chat.reviews()["reviews"]]
    assert causes == ["invocation_error", "invocation_error", "invalid_response", None]


def test_a_plain_function_may_block_and_a_coroutine_may_wait() -> None:
    async def coroutine(event: dict[str, Any]) -> Any:
        return event

    for function in (coroutine, lambda event: event):
        answer = asyncio.run(CallableHandler(function).invoke(b'{"a": 1}'))
        assert (json.loads(answer.payload), answer.function_error) == ({"a": 1}, None)

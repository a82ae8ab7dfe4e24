"""The search of the chat log, against a client that answers page by page."""

from typing import Any

import pytest

from aws_edges.chat_log_record import UnreadableRecord, delivered_message, room_of, stream_of
from aws_edges.logs_chat_log import PAGES_MAX, LogsChatLog
from tests.fakes.chat_log import chat_log_line

ROOM = "room00000001"


class Pages:
    """Answers FilterLogEvents with one list of lines a page; there is always another unless `last`."""

    class exceptions:
        class ResourceNotFoundException(Exception):
            pass

    def __init__(self, *pages: list[str], last: bool = True) -> None:
        self._pages = list(pages)
        self._last = last
        self.asked: list[dict[str, Any]] = []

    def filter_log_events(self, **request: Any) -> dict[str, Any]:
        self.asked.append(dict(request))
        lines = self._pages.pop(0) if self._pages else []
        more = {"nextToken": f"token{len(self.asked)}"} if self._pages or not self._last else {}
        return {"events": [{"message": line} for line in lines], **more}


def found(pages: Pages, user: str = "ann", limit: int = 10) -> tuple[list[str], bool]:
    recent = LogsChatLog(pages, "group").recent(ROOM, user, 1_000.0, limit)  # type: ignore[arg-type]  # a stand-in
    return [message.message_id for message in recent.messages], recent.complete


def test_pages_are_read_until_the_last_one() -> None:
    pages = Pages([chat_log_line("m3", "ann", 1_003)], [], [chat_log_line("m1", "ann", 1_001)])
    assert found(pages) == (["m3", "m1"], True)
    assert [asked.get("nextToken") for asked in pages.asked] == [None, "token1", "token2"]
    assert pages.asked[0]["startTime"] == 1_000_000
    assert pages.asked[0]["startFromHead"] is False
    assert pages.asked[0]["logStreamNames"] == [f"aws/IVSChatLogs/1.0/room_{ROOM}"]


def test_as_many_as_asked_for_are_complete_and_one_more_is_not() -> None:
    lines = [chat_log_line(f"m{at}", "ann", 1_000 + at) for at in (3, 2, 1)]
    assert found(Pages(lines), limit=3) == (["m3", "m2", "m1"], True)
    assert found(Pages(lines), limit=2) == (["m3", "m2"], False)


def test_reading_ends_after_a_bounded_number_of_pages_and_says_so() -> None:
    pages = Pages(last=False)
    assert found(pages) == ([], False)
    assert len(pages.asked) == PAGES_MAX


@pytest.mark.parametrize(
    ("user", "value"),
    [("ann-1@x.org", "ann-1@x.org"), ('a"b', "a*"), ("a\\b", "a*"), ("a*b", "a*"), ("ännchen", "*"), ("", "")],
)
def test_a_pattern_holds_only_what_is_taken_literally(user: str, value: str) -> None:
    pages = Pages([chat_log_line("mine", user, 1_001), chat_log_line("other", f"{user}x", 1_001), "garbage"])
    assert found(pages, user) == (["mine"], True)
    assert pages.asked[0]["filterPattern"] == (f'{{ ($.type = "MESSAGE") && ($.payload.Sender.UserId = "{value}") }}')


def test_a_record_is_read_to_the_letter() -> None:
    message = delivered_message(chat_log_line("abc", "ann", 1_700_000_000.125, "grüße"), ROOM)
    assert message is not None
    assert (message.message_id, message.room_id, message.user_id) == ("abc", ROOM, "ann")
    assert (message.content, message.at) == ("grüße", 1_700_000_000.125)
    assert (dict(message.sender_attributes), dict(message.attributes)) == ({"name": "ann"}, {})
    assert delivered_message(chat_log_line("abc", "ann", 1, kind="EVENT"), ROOM) is None


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "null", "7", '{"type": "MESSAGE"}', '{"payload": {}}', chat_log_line("a", "b", 1)[:-9], "[" * 9999]
    + [chat_log_line("a", "b", 1).replace('"Content": "hello"', f'"Content": {other}') for other in ("7", "null", "{}")]
    + [chat_log_line("a", "b", 1).replace("1970-01", "yesterday")],
)
def test_whatever_is_no_record_is_unreadable_and_not_quoted(line: str) -> None:
    with pytest.raises(UnreadableRecord) as unreadable:
        delivered_message(line, ROOM)
    assert "hello" not in str(unreadable.value)


def test_a_stream_names_its_room() -> None:
    assert room_of(stream_of(ROOM)) == ROOM
    assert room_of("aws/IVSChatLogs/2.0/room_abcdefghijkl") == "abcdefghijkl"
    assert room_of("2026/11/22/[1]0123") == ""

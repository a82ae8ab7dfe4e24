"""What Roomkeeper tells the pages of a room, in Chromium: released messages, purges, modes."""

import time
import uuid
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from local import login
from local.stack import LocalStack
from tests.browser.test_console import OpenConsole, join, log_in, message, say

MARKUP = "<b onclick=alert(1)>not bold</b>"


@pytest.fixture
def tell(local_stack: LocalStack) -> Callable[..., None]:
    """Send an event to everybody in the room, as Roomkeeper's own workers do."""
    room_id = local_stack.endpoints.room_arn.rpartition("/")[2]

    def send(name: str, /, **attributes: str) -> None:
        body = {"eventName": name, "attributes": attributes}
        answer = local_stack.service.call("POST", f"/rooms/{room_id}/events", body)
        assert answer.is_success, answer.text

    return send


@pytest.fixture
def as_moderator(local_stack: LocalStack) -> Callable[[str, str, dict[str, object]], None]:
    """Call the API as the seeded moderator."""
    where = local_stack.endpoints
    user = next(user for user in where.users if user.role == "moderator")
    client_id = local_stack.outputs["UserPoolClientId"]
    token = login.access_token(where.aws, client_id, where.console, user.username, user.password)

    def call(method: str, path: str, body: dict[str, object]) -> None:
        room_id = where.room_arn.rpartition("/")[2]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
        answer = httpx.request(
            method, f"{where.api}/v1/rooms/{room_id}{path}", json=body, headers=headers, timeout=20.0
        )
        assert answer.is_success, answer.text

    return call


def part(hold_id: str, content: str, number: int, of: int) -> dict[str, str]:
    return {
        "holdId": hold_id,
        "userId": "held-user",
        "name": "Held User",
        "content": content,
        "part": str(number),
        "parts": str(of),
    }


def test_a_released_message_is_joined_in_order_and_shown_once_as_text(
    open_console: OpenConsole, tell: Callable[..., None]
) -> None:
    page = open_console()
    join(page)
    hold_id = f"hold{uuid.uuid4().hex[:8]}"
    for content, number in ((" third", 3), (MARKUP, 1), (" second", 2), (MARKUP, 1), (" third", 3)):
        tell("roomkeeper:message", **part(hold_id, content, number, 3))
    shown = message(page, f"{MARKUP} second third")
    expect(shown).to_contain_text("Held User")
    tell("roomkeeper:message", **part(f"{hold_id}x", "the last one", 1, 1))
    expect(message(page, "the last one")).to_be_visible()
    expect(shown).to_have_count(1)
    expect(page.locator("#messages b")).to_have_count(0)


def test_events_that_make_no_sense_are_passed_over(open_console: OpenConsole, tell: Callable[..., None]) -> None:
    page = open_console()
    join(page)
    tell("roomkeeper:message", **{**part("h", "nonsense", 1, 1), "parts": "0"})
    tell("roomkeeper:message", holdId="h", part="1", parts="1")
    tell("roomkeeper:purge", userId="x", since="yesterday")
    tell("roomkeeper:mode", modes="{broken")
    tell("roomkeeper:mode", modes="null")
    tell("roomkeeper:else", a="b")
    tell("roomkeeper:message", **part(f"h{uuid.uuid4().hex[:8]}", "sense", 1, 1))
    expect(message(page, "sense").last).to_be_visible()
    expect(message(page, "nonsense")).to_have_count(0)
    expect(page.get_by_label("Room modes")).to_be_hidden()


def test_a_purge_takes_a_users_messages_off_every_page_at_once(
    open_console: OpenConsole, as_moderator: Callable[[str, str, dict[str, object]], None]
) -> None:
    ada, bea = open_console(), open_console()
    name, other = join(ada), join(bea)
    for text in ("one of mine", "two of mine"):
        say(ada, text)
        expect(message(bea, text)).to_contain_text(name)
    say(bea, "mine stays")
    expect(message(ada, "mine stays")).to_contain_text(other)
    as_moderator("POST", f"/users/{name}/purge", {"sinceSeconds": 600, "reason": "spam"})
    for page in (ada, bea):
        expect(message(page, "of mine")).to_have_count(0)
        expect(message(page, "Deleted:").filter(has_text=name)).to_have_count(2)
        expect(message(page, "mine stays")).to_be_visible()


def test_modes_are_shown_while_they_last(
    open_console: OpenConsole,
    as_moderator: Callable[[str, str, dict[str, object]], None],
    local_stack: LocalStack,
) -> None:
    page = open_console()
    join(page)
    modes = page.get_by_label("Room modes")
    expect(modes).to_be_hidden()
    until = int(time.time()) + 8
    as_moderator("PATCH", "/modes", {"slow": {"seconds": 10}, "linksOff": {"until": until}})
    expect(modes.get_by_role("listitem")).to_have_count(2)
    expect(modes).to_contain_text("Slow mode: one message in 10 seconds")
    expect(modes).to_contain_text("No links until")
    moderator = open_console()
    log_in(moderator, local_stack, "moderator")
    late = open_console()
    join(late)
    for who_came_after in (moderator, late):
        expect(who_came_after.get_by_label("Room modes")).to_contain_text("Slow mode")
    expect(modes.get_by_role("listitem")).to_have_count(1)
    assert time.time() >= until, "the second mode went by its own time"
    as_moderator("PATCH", "/modes", {"slow": None})
    expect(modes).to_be_hidden()

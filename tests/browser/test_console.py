"""The console page in Chromium, on the official IVS Chat SDK: a viewer's day and a moderator's."""

import uuid
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from local.stack import LocalStack

REFUSED = "go kill yourself"
OpenConsole = Callable[[], Page]


def join(page: Page) -> str:
    """Join under a name that nobody else has; returns it."""
    name = f"viewer-{uuid.uuid4().hex[:8]}"
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join the chat").click()
    expect(page.locator("#connection")).to_have_text("Connected")
    return name


def say(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.get_by_role("button", name="Send").click()


def log_in(page: Page, stack: LocalStack, role: str) -> None:
    """Go through managed login."""
    user = next(user for user in stack.endpoints.users if user.role == role)
    page.get_by_role("button", name="Moderator log-in").click()
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(user.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#who")).to_contain_text(role)


def message(page: Page, text: str) -> Locator:
    return page.get_by_label("Messages").get_by_role("listitem").filter(has_text=text)


def test_a_viewer_chats_and_others_see_it(open_console: OpenConsole) -> None:
    ada, bea = open_console(), open_console()
    name = join(ada)
    join(bea)
    text = "<img src=x onerror=alert(1)> مرحبا"
    say(ada, text)
    for page in (ada, bea):
        expect(message(page, text)).to_contain_text(name)
    expect(message(ada, text)).to_have_class("own")
    expect(ada.locator("#result")).to_be_empty()


def test_a_refused_message_is_explained_to_its_sender_and_shown_to_nobody(open_console: OpenConsole) -> None:
    rude, bea = open_console(), open_console()
    join(rude)
    join(bea)
    say(rude, REFUSED)
    result = rude.get_by_role("status")
    expect(result).to_contain_text("hurt themselves")
    for technical in ("[", "handler"):
        expect(result).not_to_contain_text(technical)
    expect(rude.get_by_label("Message", exact=True)).to_have_value(REFUSED)
    say(rude, "sorry everyone")
    expect(message(bea, "sorry everyone")).to_be_visible()
    for page in (rude, bea):
        expect(message(page, REFUSED)).to_have_count(0)


def test_a_moderator_logs_in_deletes_and_disconnects(open_console: OpenConsole, local_stack: LocalStack) -> None:
    ada, moderator = open_console(), open_console()
    name = join(ada)
    expect(ada.get_by_role("button", name="Delete")).to_have_count(0)
    log_in(moderator, local_stack, "moderator")
    assert "code=" not in moderator.url
    expect(moderator.locator("#connection")).to_have_text("Connected")

    say(ada, "first")
    message(moderator, "first").get_by_role("button", name=f"Delete the message of {name}").click()
    expect(moderator.get_by_role("status")).to_have_text("The message was deleted.")
    for page in (ada, moderator):
        expect(message(page, "Deleted: Removed by a moderator")).to_contain_text(name)
        expect(message(page, "first")).to_have_count(0)

    say(ada, "second")
    message(moderator, "second").get_by_role("button", name=f"Disconnect {name}").click()
    expect(moderator.get_by_role("status")).to_have_text(f"{name} was disconnected.")
    expect(ada.locator("#connection")).to_have_text("Disconnected by a moderator")
    expect(ada.get_by_role("status")).to_contain_text("You were disconnected")
    join(ada)


def test_logging_out_takes_the_buttons_away(open_console: OpenConsole, local_stack: LocalStack) -> None:
    page = open_console()
    log_in(page, local_stack, "lead")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="Moderator log-in")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_stray_login_code_is_not_redeemed(open_console: OpenConsole, local_stack: LocalStack) -> None:
    page = open_console()
    page.goto(f"{local_stack.endpoints.console}?code=stolen&state=other")
    expect(page.get_by_role("status")).to_contain_text("not started here")
    expect(page.get_by_role("button", name="Moderator log-in")).to_be_visible()


def test_a_viewer_needs_no_mouse(open_console: OpenConsole) -> None:
    page = open_console()
    name = page.get_by_label("Your name")
    expect(name).to_be_visible()
    name.focus()
    page.keyboard.type(f"keys-{uuid.uuid4().hex[:8]}")
    page.keyboard.press("Enter")
    expect(page.locator("#connection")).to_have_text("Connected")
    expect(page.get_by_label("Message", exact=True)).to_be_focused()
    page.keyboard.type("typed and sent")
    page.keyboard.press("Enter")
    expect(message(page, "typed and sent").last).to_be_visible()


def test_a_page_that_cannot_start_says_so(open_console: OpenConsole) -> None:
    page = open_console()
    page.route("**/config.json", lambda route: route.fulfill(status=200, body="{broken"))
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("could not start")

"""A real Chromium on the local stack; anything that a page complains about fails the test."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from local.stack import LocalStack
from tests.browser import chromium as chromium_here

# Generous, because the machine is shared: no test here is about speed.
WAIT_MS = 60_000
expect.set_options(timeout=WAIT_MS)


# Not for the session: while it is open, Playwright's own event loop keeps other suites from running theirs.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = chromium_here.find()
        environment: dict[str, str | float | bool] = {**os.environ, **found.environment}
        browser = playwright.chromium.launch(executable_path=found.path, args=["--no-sandbox"], env=environment)
        yield browser
        browser.close()


@pytest.fixture
def open_console(chromium: Browser, local_stack: LocalStack) -> Iterator[Callable[[], Page]]:
    """Open the page as somebody new, with storage of their own. What it complains about fails the test at its end."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The login page is the emulator's, not ours.
        ours = message.location["url"].startswith(local_stack.endpoints.console)
        # The browser itself reports a connection that the emulator refused, as some tests want it to.
        refused = "WebSocket connection" in message.text and "HTTP Authentication failed" in message.text
        if ours and not refused and message.type in ("error", "warning"):
            complaints.append(f"{message.text} ({message.location})")

    def open_page() -> Page:
        context = chromium.new_context(locale="en-GB")
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(local_stack.endpoints.console)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []

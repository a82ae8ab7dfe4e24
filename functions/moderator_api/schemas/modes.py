"""Room modes on the wire."""

from typing import Annotated

from pydantic import Field

from moderation.modes import SLOW_SECONDS_MAX

from .wire import Body

# Epoch seconds; absent = until switched off.
Until = Annotated[int, Field(ge=1, le=9_999_999_999)]
FOLLOW_SECONDS_MAX = 366 * 86_400


class Mode(Body):
    """A mode that is on."""

    until: Until | None = None


class Slow(Mode):
    """One message per user in so many seconds."""

    seconds: Annotated[int, Field(ge=1, le=SLOW_SECONDS_MAX)]


class FollowersOnly(Mode):
    """Only followers chat, once they have followed for so many seconds."""

    seconds: Annotated[int, Field(ge=0, le=FOLLOW_SECONDS_MAX)] | None = None


class ChangeModes(Body):
    """Modes to switch on; null switches one off, and one that is not named stays as it is."""

    slow: Slow | None = None
    followers_only: FollowersOnly | None = None
    subscribers_only: Mode | None = None
    links_off: Mode | None = None
    emote_only: Mode | None = None
    unique_chat: Mode | None = None
    frozen: Mode | None = None
    shield: Mode | None = None


def changes(body: ChangeModes) -> dict[str, dict[str, object] | None]:
    """Settings by mode, None where one is switched off."""
    return {
        name: None if settings is None else {key: value for key, value in settings.items() if value is not None}
        for name, settings in body.model_dump(by_alias=True, exclude_unset=True).items()
    }

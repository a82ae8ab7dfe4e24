"""Tokens, events and single messages on the wire."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from .wire import Attributes, Body, ChatUserId, Reason, View, Visible


def _nameable(user_id: str) -> str:
    """Nobody gets in under an id that no moderator's browser could put into a path: it goes up a level instead."""
    if user_id in (".", ".."):
        raise ValueError("an id may not be a dot or two")
    return user_id


class MintToken(Body):
    """A chat token to issue; what it allows follows from `access` and from who asks."""

    user_id: Annotated[ChatUserId, Visible, AfterValidator(_nameable)]
    access: Literal["chat", "view"] | None = None
    session_duration_in_minutes: Annotated[int, Field(ge=1, le=180)] = 60
    attributes: Attributes = Field(default_factory=dict)


class TokenView(View):
    """A chat token. There is no tokenExpirationTime: chat SDKs that see one open a new session every half minute."""

    token: str
    session_expiration_time: str


class SendEvent(Body):
    """An event for everybody in the room."""

    event_name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    attributes: Attributes = Field(default_factory=dict)


class Disconnect(Body):
    """Why a user is disconnected; clients are told."""

    reason: Reason | None = None


class OperationView(View):
    """The id that IVS Chat gave to what it did; an event can be deleted under it."""

    id: str

"""Tokens, events and single messages on the wire."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .wire import Attributes, Body, ChatUserId, Reason, View, Visible


class MintToken(Body):
    """A chat token to issue; what it allows follows from `access` and from who asks."""

    # Nobody gets in under an id that breaks lines, or that no moderator could type.
    user_id: Annotated[ChatUserId, Visible]
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

"""Moderators on the wire."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from moderation.records import Actor, Moderator
from moderation.roles import operations_of
from moderation.tables import ALL_ROOMS

from .wire import Body, View, Visible

RoomScope = Annotated[str, StringConstraints(pattern=r"^([a-zA-Z0-9]{12}|\*)$")]
PersonRole = Literal["admin", "lead", "moderator", "policy_editor", "analyst"]


class PutModerator(Body):
    """A person's role and rooms; ["*"] is every room."""

    role: PersonRole
    rooms: Annotated[list[RoomScope], Field(max_length=500)]
    username: Annotated[str, StringConstraints(min_length=1, max_length=128), Visible]
    active: bool = True


class ModeratorView(View):
    """A person's role and rooms."""

    sub: str
    username: str
    role: str
    rooms: list[str]
    active: bool


class MeView(View):
    """Who asks, and what they may do. `userId` is the id under which to ask for a chat token."""

    user_id: str
    username: str
    role: str
    rooms: list[str]
    operations: list[str]


def rooms_of(body: PutModerator) -> tuple[str, ...]:
    """The scope, without repetitions; every room makes single ones redundant."""
    return (ALL_ROOMS,) if ALL_ROOMS in body.rooms else tuple(dict.fromkeys(body.rooms))


def moderator_view(moderator: Moderator) -> ModeratorView:
    """A moderator as answered."""
    return ModeratorView(
        sub=moderator.sub,
        username=moderator.username,
        role=moderator.role,
        rooms=list(moderator.rooms),
        active=moderator.active,
    )


def me_view(actor: Actor) -> MeView:
    """The actor as answered."""
    return MeView(
        user_id=actor.id,
        username=actor.name,
        role=actor.role,
        rooms=list(actor.rooms),
        operations=operations_of(actor.role, actor.rooms),
    )

"""What is in force where, on the wire."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from moderation.services.publishing import InForce
from moderation.state import CLOSED, OPEN
from moderation.tables import ALL_ROOMS

from .policies import VERSION_MAX, PlaceView, place_view
from .wire import Body, ChatId, View

ROOMS_MAX = 20

FailMode = Literal["open", "closed"]
# Absent: every room without a policy of its own.
Rooms = Annotated[list[ChatId], Field(min_length=1, max_length=ROOMS_MAX)]
VersionNumber = Annotated[int, Field(ge=0, le=VERSION_MAX)]


class PublishPolicy(Body):
    """Which version to put in force, in some rooms, or without `rooms` in the organisation."""

    version: VersionNumber
    rooms: Rooms | None = None


class RollBackPolicy(Body):
    """Where to put back what was in force before, or the version that is named."""

    version: VersionNumber | None = None
    rooms: Rooms | None = None


class ChangeRoomPolicy(Body):
    """What happens when state cannot be read: deliver, refuse, or with null what lies above says."""

    fail_mode: FailMode | None


class RoomPolicyView(View):
    """What decides in a place. `source` says whose it is; `own` is what is published there, if anything.

    `failMode` is what is set there, `effectiveFailMode` what counts; with null the policy decides.
    """

    room_id: str | None
    policy_id: str
    version: int
    hash: str
    source: str
    own: PlaceView | None
    earlier: list[PlaceView | None]
    fail_mode: FailMode | None
    effective_fail_mode: FailMode | None


class PlacesView(View):
    """What decides now in each of the places that were named."""

    places: list[RoomPolicyView]


def scopes_of(rooms: list[str] | None) -> tuple[str, ...]:
    """The scopes that are meant, each once."""
    return (ALL_ROOMS,) if rooms is None else tuple(dict.fromkeys(rooms))


def room_policy_view(in_force: InForce) -> RoomPolicyView:
    """What is in force as answered; what was in force before, newest first."""
    own = in_force.own
    return RoomPolicyView(
        room_id=None if own.scope == ALL_ROOMS else own.scope,
        policy_id=in_force.pointer.policy_id,
        version=in_force.pointer.version,
        hash=in_force.pointer.hash,
        source=in_force.source,
        own=place_view(own.scope, own.pointer),
        earlier=[place_view(own.scope, each) for each in reversed(own.earlier)],
        fail_mode=_fail_mode(own.fail_mode),
        effective_fail_mode=_fail_mode(in_force.fail_mode),
    )


def places_view(places: Sequence[InForce]) -> PlacesView:
    """Several places as answered."""
    return PlacesView(places=[room_policy_view(place) for place in places])


def _fail_mode(stored: str) -> FailMode | None:
    return "closed" if stored == CLOSED else "open" if stored == OPEN else None

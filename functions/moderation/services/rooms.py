"""Rooms: the control plane of IVS Chat, with our hook on what is created here."""

from collections.abc import Mapping, Sequence

from .. import roles
from ..errors import UPSTREAM_NOT_FOUND, ChatServiceRefused
from ..records import Actor, Page, Request, Room
from .acts import Act, Call, perform
from .desk import Desk

UPSTREAM_PAGE = 50
# ListRooms allows 5 calls a second for the whole account.
UPSTREAM_PAGES_MAX = 2


def list_rooms(
    desk: Desk, request: Request, *, name: str, attached: bool | None, logging_arn: str, limit: int, next_token: str
) -> Page[Room]:
    """Rooms in the actor's scope, last updated first. A page may hold fewer than `limit`, even none, and go on."""
    actor = request.actor
    roles.require(actor.role, actor.rooms, "rooms.list")
    handler_uri = desk.hook.handler_uri
    found: list[Room] = []
    for _ in range(UPSTREAM_PAGES_MAX):
        page = desk.chat_rooms.list(
            name=name,
            handler_uri=handler_uri if attached else "",
            logging_arn=logging_arn,
            limit=min(UPSTREAM_PAGE, limit - len(found)),
            next_token=next_token,
        )
        next_token = page.next_token
        rooms = [room for room in page.items if roles.covers(actor.rooms, room.room_id)]
        found += [room for room in rooms if attached is not False or room.handler_uri != handler_uri]
        if not next_token or len(found) >= limit:
            break
    return Page(found, next_token)


def get_room(desk: Desk, request: Request, room_id: str) -> Room:
    """One room in full."""
    roles.require(request.actor.role, request.actor.rooms, "rooms.read", room_id)
    return desk.chat_rooms.get(room_id)


def create_room(desk: Desk, request: Request, settings: Mapping[str, object], tags: Mapping[str, str]) -> Room:
    """Create a room with the review hook, an explicit fallback and the chat log attached."""
    roles.require(request.actor.role, request.actor.rooms, "rooms.create")
    hook = desk.hook
    full = {
        "handler_uri": hook.handler_uri,
        "fallback_result": hook.fallback_result,
        "logging_arns": (hook.logging_arn,),
        **settings,
    }
    asked = {"settings": full, "tags": dict(tags)}
    return perform(
        desk,
        request,
        Act("CreateRoom", subject=str(settings.get("name", "")), after=asked),
        Call("CreateRoom", "", asked),
        lambda: desk.chat_rooms.create(full, tags),
    )


def update_room(desk: Desk, request: Request, room_id: str, settings: Mapping[str, object]) -> Room:
    """Change a room's name or limits; what is not given stays."""
    _require_change(request.actor, room_id)
    return perform(
        desk,
        request,
        Act("UpdateRoom", room_id, after=dict(settings)),
        Call("UpdateRoom", room_id, dict(settings)),
        lambda: desk.chat_rooms.update(room_id, settings),
    )


def delete_room(desk: Desk, request: Request, room_id: str) -> None:
    """Delete a room; one that is gone already is no error."""
    _require_change(request.actor, room_id)
    try:
        perform(
            desk,
            request,
            Act("DeleteRoom", room_id),
            Call("DeleteRoom", room_id, {}),
            lambda: desk.chat_rooms.delete(room_id),
        )
    except ChatServiceRefused as refusal:
        if refusal.upstream_code != UPSTREAM_NOT_FOUND:
            raise


def get_tags(desk: Desk, request: Request, room_id: str) -> dict[str, str]:
    """A room's tags."""
    roles.require(request.actor.role, request.actor.rooms, "rooms.read", room_id)
    return desk.chat_rooms.tags(room_id)


def add_tags(desk: Desk, request: Request, room_id: str, tags: Mapping[str, str]) -> None:
    """Add tags, or overwrite those of the same key."""
    _require_change(request.actor, room_id)
    perform(
        desk,
        request,
        Act("TagResource", room_id, after=dict(tags)),
        Call("TagResource", room_id, {"tags": dict(tags)}),
        lambda: desk.chat_rooms.tag(room_id, tags),
    )


def remove_tags(desk: Desk, request: Request, room_id: str, keys: Sequence[str]) -> None:
    """Remove tags; absent ones are no error."""
    _require_change(request.actor, room_id)
    perform(
        desk,
        request,
        Act("UntagResource", room_id, before=list(keys)),
        Call("UntagResource", room_id, {"keys": list(keys)}),
        lambda: desk.chat_rooms.untag(room_id, keys),
    )


def _require_change(actor: Actor, room_id: str) -> None:
    roles.require(actor.role, actor.rooms, "rooms.change", room_id)

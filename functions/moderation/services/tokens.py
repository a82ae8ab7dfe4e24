"""Chat tokens: what a session may do follows from who asks, never from what the client asks for."""

from collections.abc import Mapping

from .. import roles
from ..errors import Forbidden, Invalid, TooMany
from ..records import ChatToken, Request
from ..state import BAN
from ..tables import ALL_ROOMS
from .acts import Act, record
from .desk import Desk
from .sanctions import in_force
from .targets import is_self

CHAT = "chat"
VIEW = "view"
# Viewing needs no capability. Nobody gets DELETE_MESSAGE or DISCONNECT_USER: those calls would pass the audit by.
CAPABILITIES = {CHAT: ("SEND_MESSAGE",), VIEW: ()}
# One connection needs one token, and a session lasts an hour; a client that asks more often is in a loop.
TOKENS_PER_MINUTE = 10
ATTRIBUTE_BYTES_MAX = 1024


def mint(
    desk: Desk,
    request: Request,
    room_id: str,
    user_id: str,
    access: str | None,
    minutes: int,
    attributes: Mapping[str, str],
) -> ChatToken:
    """A token: a service or an admin for anyone, others view tokens for themselves. Banned users get none."""
    actor = request.actor
    for_anyone = roles.may(actor.role, actor.rooms, "tokens.mint", room_id)
    if not for_anyone:
        roles.require(actor.role, actor.rooms, "tokens.view", room_id)
        _require_own_view(request, user_id, access, attributes)
    _check_size(attributes)
    if not desk.chat_rooms.exists(room_id):
        raise roles.room_not_found(room_id)
    _refuse_banned(desk, room_id, user_id)
    wait_seconds = desk.token_issues.count(user_id, room_id, desk.clock.now(), TOKENS_PER_MINUTE)
    if wait_seconds:
        raise TooMany(f"At most {TOKENS_PER_MINUTE} tokens a minute for one user in one room.", wait_seconds)
    granted = access or (CHAT if for_anyone else VIEW)
    act = Act("CreateChatToken", room_id, subject=user_id, after={"access": granted, "minutes": minutes})
    record(desk, request, act)
    return desk.chat_messaging.create_token(room_id, user_id, CAPABILITIES[granted], minutes, attributes)


def _require_own_view(request: Request, user_id: str, access: str | None, attributes: Mapping[str, str]) -> None:
    if not is_self(request.actor, user_id):
        raise Forbidden("Your role gets tokens for yourself only.", code="token_for_another")
    if access == CHAT:
        raise Forbidden("Your role gets view tokens only.", code="token_access")
    if attributes:
        raise Forbidden("Only a service or an admin sets a token's attributes.", code="token_attributes")


def _check_size(attributes: Mapping[str, str]) -> None:
    size = sum(len(key.encode()) + len(value.encode()) for key, value in attributes.items())
    if size > ATTRIBUTE_BYTES_MAX:
        raise Invalid(
            [("/attributes", f"{size} bytes of UTF-8; keys and values may have {ATTRIBUTE_BYTES_MAX} in all.")]
        )


def _refuse_banned(desk: Desk, room_id: str, user_id: str) -> None:
    for scope in (ALL_ROOMS, room_id):
        sanction = in_force(desk, user_id, scope)
        if sanction and sanction.kind == BAN:
            raise Forbidden(
                "This user is banned.",
                code="banned",
                remainingSeconds=sanction.remaining_seconds(desk.clock.now()),
                reason=sanction.reason,
            )

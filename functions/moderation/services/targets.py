"""What an actor may act on: rooms that exist and are theirs, nobody of their rank or above, no sanction from above."""

from .. import roles
from ..errors import Forbidden
from ..records import PERSON, Actor, SanctionRecord
from ..state import WARNING
from .desk import Desk


def require_above(desk: Desk, actor: Actor, user_id: str) -> None:
    """Raise Forbidden unless the actor stands above a chat user. Moderators chat under their `sub` or user name."""
    if is_self(actor, user_id):
        raise Forbidden("Nobody acts on themself.", code="target_is_self")
    target = desk.moderators.get(user_id) or desk.moderators.named(user_id)
    if target and target.active and roles.RANK[target.role] >= roles.RANK[actor.role]:
        raise Forbidden("This user is a moderator of your rank or above.", code="target_not_below")


def require_not_from_above(desk: Desk, actor: Actor, sanction: SanctionRecord) -> None:
    """Raise Forbidden if a person who stands above the actor today imposed this sanction and it is in force.

    A warning keeps nobody out, and a harder sanction must find room. What services and the ladder imposed, the desk may
    take back.
    """
    kind, _, sub = sanction.by.partition(":")
    if kind != PERSON or sanction.kind == WARNING or not sanction.in_force(desk.clock.now()):
        return
    imposer = desk.moderators.get(sub)
    if imposer and imposer.active and roles.RANK[imposer.role] > roles.RANK[actor.role]:
        raise Forbidden(
            f"A person of a higher rank ({imposer.role}) imposed this {sanction.kind}.", code="sanction_from_above"
        )


def require_room(desk: Desk, actor: Actor, operation: str, room_id: str) -> None:
    """Raise unless the actor may do an operation on a room that exists. For what IVS Chat is not asked about anyway."""
    roles.require(actor.role, actor.rooms, operation, room_id)
    if not desk.chat_rooms.exists(room_id):
        raise roles.room_not_found(room_id)


def is_self(actor: Actor, user_id: str) -> bool:
    """Whether a chat user is the actor."""
    return actor.kind == PERSON and user_id in (actor.id, actor.name)

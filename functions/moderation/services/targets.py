"""Whom an actor may act on: nobody of the same rank or above, and not themself."""

from ..errors import Forbidden
from ..records import PERSON, Actor
from ..roles import RANK
from .desk import Desk


def require_above(desk: Desk, actor: Actor, user_id: str) -> None:
    """Raise Forbidden unless the actor stands above a chat user. Moderators chat under their `sub` or user name."""
    if is_self(actor, user_id):
        raise Forbidden("Nobody acts on themself.", code="target_is_self")
    target = desk.moderators.get(user_id) or desk.moderators.named(user_id)
    if target and target.active and RANK[target.role] >= RANK[actor.role]:
        raise Forbidden("This user is a moderator of your rank or above.", code="target_not_below")


def is_self(actor: Actor, user_id: str) -> bool:
    """Whether a chat user is the actor."""
    return actor.kind == PERSON and user_id in (actor.id, actor.name)

"""Looking into the audit, and proving it. Nothing here changes anything."""

import re
from dataclasses import dataclass, replace

from .. import roles
from ..chain.ports import AuditFilter
from ..chain.proving import Proven, prove
from ..chain.records import ReadablePart, StoredEntry
from ..chain.sweeping import FIRST_LOOK_SECONDS
from ..errors import Invalid
from ..records import Page, Request
from .desk import Desk
from .targets import require_room

# Rows of one call: each entry is looked at with its link, and once more by itself. A hundred take two to four reads.
PROVEN_AT_ONCE = 4_000
_POSITION = re.compile(r"[a-zA-Z0-9]{1,12}#\d{4}-\d{2}\|(?:links:\d{1,12}|entries:[^|]{0,300}|heads:)")


@dataclass(frozen=True, slots=True)
class AuditedAct:
    """An entry with its words, None once they are erased, and its place, None until it is linked (seconds)."""

    entry: StoredEntry
    words: ReadablePart | None
    linked: tuple[str, int] | None


def list_entries(desk: Desk, request: Request, wanted: AuditFilter, limit: int, next_token: str) -> Page[AuditedAct]:
    """Entries of one room, or of all rooms and none for those who may see all; newest first."""
    _require(desk, request, wanted.room_id)
    within = _within_what_there_is(desk, wanted)
    if within.since >= within.until:
        return Page([])
    page = desk.audit.trail.search(within, limit, next_token)
    ids = [entry.entry_id for entry in page.items]
    words, marks = desk.audit.trail.readable(ids), desk.audit.chains.marks(ids)
    acts = [AuditedAct(entry, words.get(entry.entry_id), marks.get(entry.entry_id)) for entry in page.items]
    return Page(acts, page.next_token)


def verify(desk: Desk, request: Request, room_id: str, month: str, position: str) -> Proven:
    """Prove the chains of a room, or with "" all chains; of a month, or with "" of all months; within a limit."""
    _require(desk, request, room_id)
    if position and not _POSITION.fullmatch(position):
        raise Invalid([("/cursor", "This cursor leads nowhere.")])
    return prove(desk.audit, room_id, month, position, PROVEN_AT_ONCE)


def _require(desk: Desk, request: Request, room_id: str) -> None:
    actor = request.actor
    if room_id:
        require_room(desk, actor, "audit.read", room_id)
    else:
        roles.require(actor.role, actor.rooms, "audit.read_everywhere")


def _within_what_there_is(desk: Desk, wanted: AuditFilter) -> AuditFilter:
    """Months without entries cost a read each: none is looked into before the first that can have any."""
    first, now = desk.audit.heads.first_day(), desk.clock.now()
    begin = (first.at_ms / 1000 if first else now) - FIRST_LOOK_SECONDS
    return replace(wanted, since=max(wanted.since, begin), until=min(wanted.until, now + 1))

"""A user's right to be forgotten, and to see what is held."""

from dataclasses import replace

from .. import roles
from ..audit import OF_NO_USER
from ..chain.ports import AuditFilter
from ..erasure.records import Erasure, HeldRow, StartErasure
from ..errors import Invalid, NotFound
from ..ledger.records import DecisionFilter, DecisionRecord
from ..records import Page, Request
from .acts import Act, record
from .desk import Desk
from .targets import require_above

DAY_SECONDS = 86_400
MESSAGES_SECONDS = 7 * DAY_SECONDS
MESSAGES_MAX = 100
# Begins the id of an export's entry.
EXPORT = "export-"
# Sections of an export.
DECISIONS, AUDIT = "decisions", "audit"


def request_erasure(desk: Desk, request: Request, user_id: str, reason: str) -> Erasure:
    """Have everything forgotten that names a user. The eraser works it off within minutes; logs run out in days."""
    roles.require(request.actor.role, request.actor.rooms, "users.erase")
    require_above(desk, request.actor, user_id)
    now = desk.clock.now()
    erasure = Erasure(
        erasure_id=request.action_id,
        user_id=user_id,
        requested_by=request.actor.reference,
        requested_at=now,
        complete_by=now + desk.log_days * DAY_SECONDS,
    )
    # The entry's words name the user, and go with the others: what stays is that somebody was forgotten, and by whom.
    record(desk, request, Act("EraseUser", subject=user_id, reason=reason, effects=(StartErasure(erasure),)))
    return erasure


def get_erasure(desk: Desk, request: Request, erasure_id: str) -> Erasure:
    """How far an erasure is."""
    roles.require(request.actor.role, request.actor.rooms, "users.erase")
    erasure = desk.erasures.get(erasure_id)
    if erasure is None:
        raise NotFound(f"There is no erasure {erasure_id}.", code="erasure_not_found")
    return erasure


def export_held(desk: Desk, request: Request, user_id: str, limit: int, next_token: str) -> Page[HeldRow]:
    """All that is held about a user, in parts: rows of their own and what viewers saw, then decisions, then the audit.

    The audit tells who took it: an export is recorded before its first part is handed out, and later parts go to
    whom it names. A part may be empty though more follow.
    """
    roles.require(request.actor.role, request.actor.rooms, "users.export")
    export_id, _, rest = next_token.partition(" ")
    if not export_id:
        export_id = f"{EXPORT}{request.action_id}"
        record(desk, replace(request, action_id=export_id), Act("ExportUserData", subject=user_id))
        rows = list(desk.personal_data.held(user_id))
        return Page([*rows, *_seen_by_viewers(desk, user_id, rows)], f"{export_id} {DECISIONS} ")
    section, _, token = rest.partition(" ")
    if section not in _LATER_PARTS or not _is_recorded(desk, request, user_id, export_id):
        raise Invalid([("?cursor", "This cursor leads nowhere.")])
    page = _LATER_PARTS[section](desk, user_id, limit, token)
    return Page(page.items, f"{export_id} {page.next_token}" if page.next_token else "")


def _is_recorded(desk: Desk, request: Request, user_id: str, export_id: str) -> bool:
    words = desk.audit.trail.readable([export_id]).get(export_id) if export_id.startswith(EXPORT) else None
    return words is not None and (words.actor, words.subject) == (request.actor.reference, user_id)


def _seen_by_viewers(desk: Desk, user_id: str, rows: list[HeldRow]) -> list[HeldRow]:
    """The chat log is kept by room: it is asked for those that anything else names."""
    since = desk.clock.now() - MESSAGES_SECONDS
    known = desk.decisions.by_user(user_id, DecisionFilter(), MESSAGES_MAX, "").items
    rooms = dict.fromkeys([row.room_id for row in rows if row.room_id] + [record.room_id for record in known])
    return [
        HeldRow(
            "message",
            room_id,
            {"messageId": message.message_id, "content": message.content, "at": int(message.at * 1000)},
        )
        for room_id in rooms
        for message in desk.chat_log.recent(room_id, user_id, since, MESSAGES_MAX).messages
    ]


def _decisions(desk: Desk, user_id: str, limit: int, token: str) -> Page[HeldRow]:
    page = desk.decisions.by_user(user_id, DecisionFilter(), limit, token)
    rows = [row for record in page.items for row in _about_message(desk, record)]
    return Page(rows, f"{DECISIONS} {page.next_token}" if page.next_token else f"{AUDIT} ")


def _about_message(desk: Desk, listed: DecisionRecord) -> list[HeldRow]:
    decision = desk.decisions.get(listed.message_id) or listed
    held = desk.holds.get(listed.message_id)
    members: dict[str, object] = {
        "messageId": decision.message_id,
        "at": decision.at_ms,
        "verdict": decision.verdict,
        "ruleId": decision.rule_id,
        "reasonCode": decision.reason_code,
        "strikes": decision.strikes,
        "text": decision.text,
    }
    rows = [HeldRow("decision", decision.room_id, members)]
    if held:
        members = {"holdId": held.hold_id, "name": held.name, "text": held.text, "status": held.status}
        rows.append(HeldRow("hold", held.room_id, members))
    return rows


def _audit(desk: Desk, user_id: str, limit: int, token: str) -> Page[HeldRow]:
    wanted = AuditFilter(since=0.0, until=desk.clock.now() + 1, subject=user_id)
    page = desk.audit.trail.search(wanted, limit, token)
    words = desk.audit.trail.readable([entry.entry_id for entry in page.items])
    rows = [
        HeldRow(
            "audit",
            entry.room_id,
            {
                "entryId": entry.entry_id,
                "at": entry.at_ms,
                "operation": entry.operation,
                "reason": words[entry.entry_id].reason,
                "before": words[entry.entry_id].was,
                "after": words[entry.entry_id].became,
            },
        )
        for entry in page.items
        if entry.entry_id in words and entry.operation not in OF_NO_USER
    ]
    return Page(rows, f"{AUDIT} {page.next_token}" if page.next_token else "")


_LATER_PARTS = {DECISIONS: _decisions, AUDIT: _audit}

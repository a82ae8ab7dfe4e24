"""Which event an audited operation becomes. What is not in the table is announced as `audit.recorded`."""

from .. import events
from ..events import Event
from .records import ReadablePart, StoredEntry

TYPES = {
    "DeleteMessage": events.MESSAGE_DELETED,
    "ImposeSanction": events.USER_SANCTIONED,
    "LiftSanction": events.USER_LIFTED,
    "DisconnectUser": events.USER_DISCONNECTED,
    "PurgeUser": events.USER_PURGED,
    "EraseUser": events.USER_ERASED,
    "DecideHold": events.HOLD_DECIDED,
    "ChangeModes": events.MODES_CHANGED,
    "AttachRoom": events.ROOM_CHANGED,
    "DetachRoom": events.ROOM_CHANGED,
    "CreateRoom": events.ROOM_CHANGED,
    "UpdateRoom": events.ROOM_CHANGED,
    "DeleteRoom": events.ROOM_CHANGED,
    "TagResource": events.ROOM_CHANGED,
    "UntagResource": events.ROOM_CHANGED,
    "PutModerator": events.MODERATOR_CHANGED,
    "PublishPolicy": events.POLICY_CHANGED,
    "RollBackPolicy": events.POLICY_CHANGED,
    "SavePolicy": events.POLICY_CHANGED,
    "SetFailMode": events.POLICY_CHANGED,
    "WithdrawPolicy": events.POLICY_CHANGED,
}


def announcement(entry: StoredEntry, readable: ReadablePart) -> Event:
    """The event of an audited operation. Its id is the entry's."""
    return Event(
        type=TYPES.get(entry.operation, events.AUDIT_RECORDED),
        id=entry.entry_id,
        at=entry.at_ms / 1000,
        room_id=entry.room_id,
        detail={
            "entryId": entry.entry_id,
            "operation": entry.operation,
            "actor": readable.actor,
            "role": entry.role,
            "subject": readable.subject,
            "reason": readable.reason,
            "before": readable.was,
            "after": readable.became,
        },
    )

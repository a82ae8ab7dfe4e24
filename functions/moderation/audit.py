"""What an audit entry looks like at rest: hashes that stay for ever, and a readable part that can be erased alone."""

import hashlib
import json

from .records import AuditEntry

# Operations whose subject is no chat user: a message, a moderator, a policy… A user's id may be spelt like any of them,
# so what is looked up or forgotten for a user leaves these out.
OF_NO_USER = frozenset(
    {
        "CreateLoggingConfiguration",
        "CreateRoom",
        "DeleteLoggingConfiguration",
        "DeleteMessage",
        "PublishPolicy",
        "PutModerator",
        "RollBackPolicy",
        "SavePolicy",
        "SendEvent",
        "UpdateLoggingConfiguration",
        "WithdrawPolicy",
    }
)


def readable_part(entry: AuditEntry, salt: str) -> dict[str, object]:
    """What the eraser may delete. Without the salt the hashes of the other part cannot be tried out."""
    return {
        "salt": salt,
        "actor": entry.actor,
        "subject": entry.subject,
        "reason": entry.reason,
        "before": _canonical(entry.before),
        "after": _canonical(entry.after),
    }


def hashed_part(entry: AuditEntry, salt: str) -> dict[str, object]:
    """What stays: when, what, where and by whom in clear, everything about users as a salted SHA-256.

    Whoever has a user forgotten must not be forgotten with them, nor with what they did to the user.
    """
    readable = readable_part(entry, salt)
    return {
        "at": _milliseconds(entry.at),
        "operation": entry.operation,
        "role": entry.role,
        "by": entry.actor,
        "requestId": entry.request_id,
        **{f"{name}Hash": salted(salt, str(readable[name])) for name in readable if name != "salt"},
    }


def salted(salt: str, text: str) -> str:
    """Hex SHA-256 of a salt and a text."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _canonical(value: object) -> str:
    """The same text for the same value, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _milliseconds(at: float) -> int:
    return int(at * 1000)

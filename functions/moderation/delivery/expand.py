"""Intents that stand for many: a user's disconnection from all rooms, the deletion of all of a user's messages.

What they stand for is looked up when they are carried out, after the act was committed: a token that was issued while
a ban was being written is found, and a message that was still on its way into the chat log is found by a second look.
The intents' ids follow from what they are about, so that no look makes one twice.
"""

from typing import Protocol

from ..ports import Clock, TokenIssues
from ..reconciliation.ports import ChatLog
from ..records import Intent
from .operations import DELETE_MESSAGE, DISCONNECT_EVERYWHERE, DISCONNECT_USER, PURGE_MESSAGES, worth_until

# Twelve seconds of the quota. The rest is found by the second look, or by another purge.
PURGED_MESSAGES_MAX = 1_000


class Lookups(Protocol):
    """Where what an intent stands for is looked up."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def token_issues(self) -> TokenIssues:
        """Rooms that a user got tokens for."""
        ...

    @property
    def chat_log(self) -> ChatLog:
        """What a user wrote."""
        ...


def disconnections(desk: Lookups, intent: Intent) -> list[Intent]:
    """An intent for each room in which a session of the user may be open."""
    user_id = str(intent.arguments["userId"])
    return [
        _child(desk, intent, f"{intent.action_id}-{room_id}", DISCONNECT_USER, room_id, dict(intent.arguments))
        for room_id in desk.token_issues.rooms(user_id, desk.clock.now())
    ]


def deletions(desk: Lookups, intent: Intent) -> tuple[list[Intent], bool]:
    """An intent for each message of the purge, the newest first; whether they are all that the chat log shows."""
    arguments = intent.arguments
    since, until = float(str(arguments["since"])), float(str(arguments["until"]))
    found = desk.chat_log.recent(intent.room_id, str(arguments["userId"]), since, PURGED_MESSAGES_MAX)
    reason = str(arguments.get("reason", ""))
    children = [
        _child(
            desk,
            intent,
            f"{arguments['purge']}-{message.message_id}",
            DELETE_MESSAGE,
            intent.room_id,
            {"messageId": message.message_id, "reason": reason},
        )
        for message in found.messages
        if message.at <= until
    ]
    return children, found.complete


def children_of(desk: Lookups, intent: Intent) -> list[Intent]:
    """What an intent stands for, as far as it can be seen now."""
    if intent.operation == PURGE_MESSAGES:
        return deletions(desk, intent)[0]
    return disconnections(desk, intent)


EXPANSIONS = frozenset({DISCONNECT_EVERYWHERE, PURGE_MESSAGES})


def _child(
    desk: Lookups, parent: Intent, action_id: str, operation: str, room_id: str, arguments: dict[str, object]
) -> Intent:
    now = desk.clock.now()
    return Intent(action_id, operation, room_id, arguments, parent.by, now, now, expires_at=worth_until(operation, now))

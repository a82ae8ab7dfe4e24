"""The operations that the action runner carries out: where each queues, and how long it is worth trying."""

from dataclasses import dataclass

URGENT = "urgent"
BULK = "bulk"

DISCONNECT_USER = "DisconnectUser"
DISCONNECT_EVERYWHERE = "DisconnectEverywhere"
DELETE_MESSAGE = "DeleteMessage"
PURGE_MESSAGES = "PurgeMessages"
SEND_EVENT = "SendEvent"

# A session lasts at most 180 minutes, and a token waits at most one minute for its connection. What was open when a
# user was to be disconnected has ended by itself after that.
SESSION_SECONDS_MAX = 181 * 60


@dataclass(frozen=True, slots=True)
class Operation:
    """Whoever commits an intent has `lease_seconds` to carry it out; `worth_seconds` after that it is pointless.

    The lease of a single call is longer than that call can take in the API; an expansion looks things up first.
    """

    queue: str
    lease_seconds: int
    worth_seconds: int


OPERATIONS = {
    DISCONNECT_USER: Operation(URGENT, 5, SESSION_SECONDS_MAX),
    # Expansions make no call: they commit an intent for each room, for each message.
    DISCONNECT_EVERYWHERE: Operation(URGENT, 15, SESSION_SECONDS_MAX),
    DELETE_MESSAGE: Operation(BULK, 5, 86_400),
    PURGE_MESSAGES: Operation(BULK, 29, 3_600),
    SEND_EVENT: Operation(BULK, 5, 1_800),
}

# Everything else (rooms, tags, logging configurations) is done by whoever asked for it or not at all: the runner only
# notes after this long, more than a function of the API lives, that nobody did.
OTHERS_LEASE_SECONDS = 60


def queue_of(operation: str) -> str:
    """The queue in which an operation waits; what the runner only writes off is in no hurry."""
    known = OPERATIONS.get(operation)
    return known.queue if known else BULK


def lease_seconds(operation: str) -> int:
    """How long whoever commits an intent has it to themself."""
    known = OPERATIONS.get(operation)
    return known.lease_seconds if known else OTHERS_LEASE_SECONDS


def worth_until(operation: str, due_at: float) -> float | None:
    """Until when an intent is worth trying that was due at `due_at` (epoch s); None for what is not tried again."""
    known = OPERATIONS.get(operation)
    return due_at + known.worth_seconds if known else None

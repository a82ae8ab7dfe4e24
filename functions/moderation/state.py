"""What a review knows beyond the message: the room's settings and the sender's record. Edges read, the core judges."""

OPEN = "open"
CLOSED = "closed"

# Steps of the state round that can fail, as named in `SenderState.degraded`; several are joined by "+".
SANCTIONS = "sanctions"
SETTINGS = "settings"
COUNTS = "counts"
POLICY = "policy"

WARNING = "warning"
TIMEOUT = "timeout"
BAN = "ban"


class Sanction:
    """A warning, timeout or ban. `until` is in epoch seconds; None = no end."""

    __slots__ = ("kind", "reason", "until")

    def __init__(self, kind: str, until: float | None = None, reason: str = "") -> None:
        self.kind = kind
        self.until = until
        self.reason = reason


class RoomState:
    """A room's settings as stored.

    `modes` maps a mode's name to its settings, e.g. {"slow": {"seconds": 10, "until": 1790000000}}; `fail_mode`
    ("open", "closed" or "" = as the policy says) decides when state cannot be read.
    """

    __slots__ = ("fail_mode", "modes", "policy_hash", "policy_id", "policy_version")

    def __init__(
        self,
        modes: dict[str, dict[str, object]] | None = None,
        policy_id: str = "",
        policy_hash: str = "",
        policy_version: int = 0,
        fail_mode: str = "",
    ) -> None:
        self.modes = modes or {}
        self.policy_id = policy_id
        self.policy_hash = policy_hash
        self.policy_version = policy_version
        self.fail_mode = fail_mode


class SenderState:
    """Everything the state round brought for one message.

    `seconds` maps an age in whole seconds (0 = the second of `now`) to the number of messages that the sender sent
    to the room in that second, this one included. `hashes` maps a message fingerprint to how often the sender
    sent it in the current and the previous minute, this one included. `unique_seen`: somebody has sent this text
    to the room before. `degraded` names the steps that failed, e.g. "sanctions+counts" ("" = none); what they would
    have brought then holds the last known good values, or nothing. A failed "policy" step means that another than
    the room's policy decides.
    """

    __slots__ = ("degraded", "everywhere_sanction", "hashes", "room", "room_sanction", "seconds", "unique_seen")

    def __init__(
        self,
        room: RoomState,
        room_sanction: Sanction | None = None,
        everywhere_sanction: Sanction | None = None,
        seconds: dict[int, int] | None = None,
        hashes: dict[str, int] | None = None,
        unique_seen: bool = False,
        degraded: str = "",
    ) -> None:
        self.room = room
        self.room_sanction = room_sanction
        self.everywhere_sanction = everywhere_sanction
        self.seconds = seconds or {}
        self.hashes = hashes or {}
        self.unique_seen = unique_seen
        self.degraded = degraded


# No table is configured: content rules only.
STATELESS = SenderState(RoomState())

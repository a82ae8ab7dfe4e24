"""One good request for each operation of the API, and who may make it: written by hand, as an oracle for the table."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.world import ROOM

ADMIN, LEAD, MODERATOR, EDITOR, ANALYST, SERVICE = "admin", "lead", "moderator", "policy_editor", "analyst", "service"
EVERYONE = frozenset({ADMIN, LEAD, MODERATOR, EDITOR, ANALYST, SERVICE})
OPERATORS = frozenset({ADMIN, SERVICE})
DESK = frozenset({ADMIN, LEAD, MODERATOR, SERVICE})
READERS = DESK | {ANALYST}

EDITORS = frozenset({ADMIN, EDITOR, SERVICE})
AUDITORS = frozenset({ADMIN, LEAD, ANALYST, SERVICE})
POLICY_READERS = EDITORS | {LEAD, ANALYST}

IN_ROOM, ALL_ROOMS, NO_ROOM = "in the room", "all rooms", "no room"


@dataclass(frozen=True)
class Good:
    """A request that succeeds for `roles` whose scope is `scope`."""

    method: str
    template: str
    roles: frozenset[str]
    scope: str
    path: dict[str, str] = field(default_factory=dict)
    body: Any = None
    query: dict[str, Any] = field(default_factory=dict)
    # Roles that may do a lesser form of it: they see that the room exists, if it is theirs.
    lesser: frozenset[str] = frozenset()

    @property
    def url(self) -> str:
        # What a room has goes by the room's id (test_authorization.py).
        ids = dict.fromkeys(("roomId", "actionId", "holdId", "messageId"), ROOM)
        return self.template.format(**{**ids, "userId": "ada", **self.path})

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


CONFIGURATION = {"configurationId": "conf00000000"}
S3 = {"destinationConfiguration": {"s3": {"bucketName": "logs"}}}
BAN = {"kind": "ban", "reason": "spam"}
SUB = {"sub": "sub-of-somebody"}
PUT_MODERATOR = {"role": "moderator", "rooms": [ROOM], "username": "new@example.com"}

HOUSE, FIRST = {"policyId": "house"}, {"policyId": "house", "version": "1"}
RULE = {"id": "flood", "kind": "flood", "verdict": "deny", "params": {"messages": 5, "seconds": 5}}
DOCUMENT: dict[str, dict[str, object]] = {"document": {"rules": [RULE]}}
PUBLISH = {"version": 1}

GOOD = (
    Good("GET", "/v1/me", EVERYONE, NO_ROOM),
    Good("GET", "/v1/rooms", EVERYONE, NO_ROOM),
    Good("POST", "/v1/rooms", OPERATORS, ALL_ROOMS, body={"name": "new"}),
    Good("POST", "/v1/rooms/attach", OPERATORS, ALL_ROOMS, body={"roomIds": [ROOM]}),
    Good("GET", "/v1/rooms/attach/{operationId}", OPERATORS, ALL_ROOMS, {"operationId": "0" * 26}),
    Good("GET", "/v1/rooms/{roomId}", EVERYONE, IN_ROOM),
    Good("PATCH", "/v1/rooms/{roomId}", OPERATORS, IN_ROOM, body={"name": "other"}),
    Good("DELETE", "/v1/rooms/{roomId}", OPERATORS, IN_ROOM),
    Good("POST", "/v1/rooms/{roomId}/attach", OPERATORS, IN_ROOM),
    Good("POST", "/v1/rooms/{roomId}/detach", OPERATORS, IN_ROOM),
    Good("GET", "/v1/rooms/{roomId}/tags", EVERYONE, IN_ROOM),
    Good("POST", "/v1/rooms/{roomId}/tags", OPERATORS, IN_ROOM, body={"tags": {"a": "b"}}),
    Good("DELETE", "/v1/rooms/{roomId}/tags", OPERATORS, IN_ROOM, query={"key": "a"}),
    Good("POST", "/v1/rooms/{roomId}/tokens", OPERATORS, IN_ROOM, body={"userId": "ada"}, lesser=EVERYONE),
    Good("POST", "/v1/rooms/{roomId}/events", OPERATORS | {LEAD}, IN_ROOM, body={"eventName": "hello"}),
    Good("DELETE", "/v1/rooms/{roomId}/messages/{messageId}", DESK, IN_ROOM, {"messageId": "message00001"}),
    Good("POST", "/v1/rooms/{roomId}/users/{userId}/disconnect", DESK, IN_ROOM, body={"reason": "spam"}),
    Good("GET", "/v1/rooms/{roomId}/sanctions", READERS, IN_ROOM),
    Good("GET", "/v1/rooms/{roomId}/sanctions/{userId}", READERS, IN_ROOM, {"userId": "banned"}),
    Good("PUT", "/v1/rooms/{roomId}/sanctions/{userId}", DESK, IN_ROOM, body=BAN),
    Good("DELETE", "/v1/rooms/{roomId}/sanctions/{userId}", DESK, IN_ROOM),
    Good("GET", "/v1/sanctions", READERS, ALL_ROOMS),
    Good("GET", "/v1/sanctions/{userId}", READERS, ALL_ROOMS, {"userId": "banned"}),
    Good("PUT", "/v1/sanctions/{userId}", OPERATORS | {LEAD}, ALL_ROOMS, body=BAN),
    Good("DELETE", "/v1/sanctions/{userId}", OPERATORS | {LEAD}, ALL_ROOMS),
    Good("GET", "/v1/actions", READERS, ALL_ROOMS),
    Good("GET", "/v1/actions/{actionId}", READERS, IN_ROOM),
    Good("POST", "/v1/rooms/{roomId}/users/{userId}/purge", DESK, IN_ROOM, body={"sinceSeconds": 60}),
    Good("GET", "/v1/rooms/{roomId}/users/{userId}", READERS, IN_ROOM),
    Good("GET", "/v1/rooms/{roomId}/holds", READERS, IN_ROOM),
    Good("GET", "/v1/holds/{holdId}", READERS, IN_ROOM),
    Good("POST", "/v1/holds/{holdId}/claim", DESK, IN_ROOM, body={"leaseSeconds": 30}),
    Good("POST", "/v1/holds/{holdId}/release", DESK, IN_ROOM),
    Good("POST", "/v1/holds/{holdId}/decision", DESK, IN_ROOM, body={"decision": "approve"}),
    Good("GET", "/v1/decisions/{messageId}", READERS | {EDITOR}, IN_ROOM),
    Good("GET", "/v1/rooms/{roomId}/decisions", READERS | {EDITOR}, IN_ROOM),
    Good("GET", "/v1/rooms/{roomId}/flags", READERS | {EDITOR}, IN_ROOM),
    Good("POST", "/v1/flags/{messageId}/seen", DESK, IN_ROOM),
    Good("GET", "/v1/rooms/{roomId}/stats", EVERYONE, IN_ROOM),
    Good("GET", "/v1/stats", EVERYONE, NO_ROOM),
    Good("GET", "/v1/rooms/{roomId}/modes", EVERYONE, IN_ROOM),
    Good("PATCH", "/v1/rooms/{roomId}/modes", DESK, IN_ROOM, body={"slow": {"seconds": 5}}),
    Good("GET", "/v1/moderators", frozenset({ADMIN, LEAD}), ALL_ROOMS),
    Good("GET", "/v1/moderators/{sub}", frozenset({ADMIN, LEAD}), ALL_ROOMS, SUB),
    Good("PUT", "/v1/moderators/{sub}", frozenset({ADMIN}), ALL_ROOMS, SUB, body=PUT_MODERATOR),
    Good("DELETE", "/v1/moderators/{sub}", frozenset({ADMIN}), ALL_ROOMS, SUB),
    Good("GET", "/v1/audit", AUDITORS, ALL_ROOMS),
    Good("GET", "/v1/audit", AUDITORS, IN_ROOM, query={"roomId": ROOM}),
    Good("GET", "/v1/audit/export", AUDITORS, ALL_ROOMS, query={"format": "csv"}),
    Good("GET", "/v1/audit/export", AUDITORS, IN_ROOM, query={"roomId": ROOM}),
    Good("POST", "/v1/audit/verify", AUDITORS, ALL_ROOMS),
    Good("POST", "/v1/audit/verify", AUDITORS, IN_ROOM, body={"roomId": ROOM}),
    Good("POST", "/v1/users/{userId}/erasure", OPERATORS, ALL_ROOMS),
    Good("GET", "/v1/erasures/{erasureId}", OPERATORS, ALL_ROOMS, {"erasureId": "known"}),
    Good("GET", "/v1/users/{userId}/export", OPERATORS, ALL_ROOMS),
    Good("GET", "/v1/policies", POLICY_READERS, NO_ROOM),
    Good("GET", "/v1/policies/{policyId}", POLICY_READERS, NO_ROOM, HOUSE),
    Good("PUT", "/v1/policies/{policyId}", EDITORS, NO_ROOM, {"policyId": "new"}, body=DOCUMENT),
    Good("GET", "/v1/policies/{policyId}/versions", POLICY_READERS, NO_ROOM, HOUSE),
    Good("GET", "/v1/policies/{policyId}/versions/{version}", POLICY_READERS, NO_ROOM, FIRST),
    Good("GET", "/v1/policies/{policyId}/diff", POLICY_READERS, NO_ROOM, HOUSE, query={"from": "1", "to": "1"}),
    Good("POST", "/v1/policies/{policyId}/validate", POLICY_READERS, NO_ROOM, HOUSE, body=DOCUMENT),
    Good("POST", "/v1/policies/{policyId}/test", POLICY_READERS, NO_ROOM, HOUSE, body={"texts": ["hello"]}),
    Good("POST", "/v1/policies/{policyId}/publish", EDITORS, ALL_ROOMS, HOUSE, body=PUBLISH),
    Good("POST", "/v1/policies/{policyId}/publish", EDITORS, IN_ROOM, HOUSE, body={**PUBLISH, "rooms": [ROOM]}),
    Good("POST", "/v1/policies/{policyId}/rollback", EDITORS, ALL_ROOMS, HOUSE, body={"version": 1}),
    Good("POST", "/v1/policies/{policyId}/rollback", EDITORS, IN_ROOM, HOUSE, body={"rooms": [ROOM]}),
    Good("GET", "/v1/organisation/policy", POLICY_READERS, NO_ROOM),
    Good("PATCH", "/v1/organisation/policy", EDITORS, ALL_ROOMS, body={"failMode": "closed"}),
    Good("DELETE", "/v1/organisation/policy", EDITORS, ALL_ROOMS),
    Good("GET", "/v1/rooms/{roomId}/policy", EVERYONE, IN_ROOM),
    Good("PATCH", "/v1/rooms/{roomId}/policy", EDITORS, IN_ROOM, body={"failMode": None}),
    Good("DELETE", "/v1/rooms/{roomId}/policy", EDITORS, IN_ROOM),
    Good("GET", "/v1/lexicons", EVERYONE, NO_ROOM),
    Good("GET", "/v1/lexicons/look-up", EVERYONE, NO_ROOM, query={"text": "zounds"}),
    Good("GET", "/v1/lexicons/{name}", EVERYONE, NO_ROOM, {"name": "en"}),
    Good("GET", "/v1/logging-configurations", OPERATORS | {ANALYST}, ALL_ROOMS),
    Good("POST", "/v1/logging-configurations", OPERATORS, ALL_ROOMS, body=S3),
    Good("GET", "/v1/logging-configurations/{configurationId}", OPERATORS | {ANALYST}, ALL_ROOMS, CONFIGURATION),
    Good("PATCH", "/v1/logging-configurations/{configurationId}", OPERATORS, ALL_ROOMS, CONFIGURATION, {"name": "a"}),
    Good("DELETE", "/v1/logging-configurations/{configurationId}", OPERATORS, ALL_ROOMS, CONFIGURATION),
)

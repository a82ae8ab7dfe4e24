"""One body that works for each operation that takes one; the API's description shows them, and a test sends them."""

from typing import Any

_RULE = {"id": "house-words", "kind": "terms", "verdict": "mask", "params": {"terms": ["zounds"]}}
_DOCUMENT = {"extends": "default", "rules": [_RULE]}
_BAN = {"kind": "ban", "seconds": 600, "reason": "spam"}

BODIES: dict[str, dict[str, Any]] = {
    "eraseUser": {"reason": "Asked to be forgotten."},
    "addTags": {"tags": {"team": "sports"}},
    "attachRooms": {"tag": {"key": "team", "value": "sports"}},
    "changeConfiguration": {"name": "archive"},
    "changeModes": {"slow": {"seconds": 10}, "linksOff": {"until": 4102444800}, "frozen": None},
    "changeOrganisationPolicy": {"failMode": "closed"},
    "changeRoom": {"maximumMessageRatePerSecond": 20},
    "changeRoomPolicy": {"failMode": None},
    "claim": {"leaseSeconds": 60},
    "createConfiguration": {"name": "archive", "destinationConfiguration": {"s3": {"bucketName": "chat-archive"}}},
    "createRoom": {"name": "final", "maximumMessageLength": 300, "tags": {"team": "sports"}},
    "decide": {"decision": "approve", "reason": "quoted, not meant"},
    "disconnectUser": {"reason": "spam"},
    "imposeRoomSanction": _BAN,
    "imposeSanction": _BAN,
    "mintToken": {"userId": "ada", "access": "chat", "attributes": {"displayName": "Ada"}},
    "publishPolicy": {"version": 1, "rooms": ["room00000001"]},
    "purge": {"sinceSeconds": 600, "reason": "spam"},
    "putModerator": {"username": "new@example.com", "role": "moderator", "rooms": ["room00000001"]},
    "putPolicy": {"note": "house words", "document": _DOCUMENT},
    "rollBackPolicy": {"rooms": ["room00000001"]},
    "sendEvent": {"eventName": "goal", "attributes": {"minute": "90"}},
    "tryPolicy": {"texts": ["zounds!", "sounds good"], "context": {"attributes": {"role": "vip"}}},
    "validatePolicy": {"document": _DOCUMENT},
    "verifyAudit": {"roomId": "room00000001"},
}

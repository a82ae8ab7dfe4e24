"""Paths with user ids in them. A user id may hold any character, a slash too; the router takes safe characters only.

An HTTP API hands over the path with every escape decoded but `%25`, so a slash in an id has become one more slash.
Only these resources have ids of that kind, and their place in the path tells where the id ends.
"""

import re
from urllib.parse import quote

_ACTS = "disconnect|purge"
_WITH_USER = re.compile(
    rf"^(?P<before>/v1/(?:rooms/[^/]+/)?sanctions/)(?P<user>.+)$"
    rf"|^(?P<before_data>/v1/users/)(?P<known>.+)(?P<what>/(?:erasure|export))$"
    rf"|^(?P<before_act>/v1/rooms/[^/]+/users/)(?P<acted_on>.+?)(?P<after>/(?:{_ACTS}))?$",
    re.DOTALL,
)


def routable(method: str, raw_path: str) -> str:
    """The path with every segment percent-encoded, user ids whole."""
    found = _WITH_USER.match(raw_path)
    if found is None:
        return "/".join(_encoded(segment) for segment in raw_path.split("/"))
    before = found["before"] or found["before_act"] or found["before_data"]
    user = found["user"] or found["acted_on"] or found["known"]
    after = found["after"] or found["what"] or ""
    if found["after"] and method != "POST":
        # Acts are posted: what looks like one when it is read is the end of an id.
        user, after = user + after, ""
    return f"{before}{_encoded(user)}{after}"


def _encoded(segment: str) -> str:
    return quote(segment.replace("%25", "%"), safe="", errors="replace")

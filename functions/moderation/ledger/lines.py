"""From a line of the review function's log to a decision. The format is told in docs/review-path.md.

The log holds other lines too: the runtime's own reports, and whatever a library prints. Those are nobody's decision.
A line that says it is a decision and cannot be read is broken: it must not be lost, and must not stop the others.
"""

import json
import re
from collections.abc import Mapping
from typing import NoReturn

from ..verdict import ALLOW, DENY, HOLD, MASK
from .records import DecisionRecord, LoggedHit

# The writer keeps to 4 KB; anything much longer was not written by it.
LINE_CHARACTERS_MAX = 16_384
_NUMBER_MAX = _TIME_MS_MAX = 10**13 - 1
# The longest user id that a chat token can name.
_USER_CHARACTERS_MAX = 128
_MARK = '"decision"'
_VERDICTS = (ALLOW, MASK, HOLD, DENY)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HASH = re.compile(r"(?:[0-9a-f]{2}){0,32}")
_NOTES = ("cause", "failures", "wanted", "wantedBecause", "error", "place")


class BrokenLine(ValueError):
    """A decision line that cannot be read. Says which field is wrong and never quotes it."""


def parse(message: str) -> DecisionRecord | None:
    """The decision in a line; None if the line is none. Raises BrokenLine."""
    if _MARK not in message:
        return None
    if len(message) > LINE_CHARACTERS_MAX:
        raise BrokenLine("too long")
    try:
        line = json.loads(message)
    except (ValueError, RecursionError):
        raise BrokenLine("no JSON") from None
    if not isinstance(line, dict) or line.get("type") != "decision":
        return None
    return _record(line)


def _record(line: Mapping[str, object]) -> DecisionRecord:
    verdict = _text(line, "verdict")
    if verdict not in _VERDICTS:
        _broken("verdict")
    text = line.get("text")
    return DecisionRecord(
        message_id=_id(line, "message"),
        room_id=_id(line, "room"),
        verdict=verdict,
        at_ms=_time_ms(line),
        elapsed_ms=_number(line, "ElapsedMs"),
        environment=_id(line, "environment"),
        sequence=_whole(line, "sequence", least=1),
        policy_hash=_text(line, "policy", ""),
        content_hash=_hash(line, "content"),
        plain=verdict == ALLOW and "user" not in line,
        user_id=_user(line),
        policy_id=_text(line, "policyId", ""),
        policy_version=_whole(line, "policyVersion", 0),
        rule_id=_text(line, "rule", ""),
        reason_code=_text(line, "reason", ""),
        remaining_seconds=None if line.get("remainingSeconds") is None else _whole(line, "remainingSeconds"),
        strikes=_number(line, "strikes", 0.0),
        flagged=line.get("flagged") is True,
        degraded=_text(line, "degraded", ""),
        hits=_hits(line),
        notes={name: _written(line[name]) for name in _NOTES if name in line},
        truncated=line.get("truncated") is True,
        text_cut=line.get("textCut") is True,
        text=None if text is None else _text(line, "text"),
        name=_text(line, "name", ""),
    )


def _hits(line: Mapping[str, object]) -> tuple[LoggedHit, ...]:
    hits = line.get("hits", [])
    if not isinstance(hits, list):
        _broken("hits")
    return tuple(_hit(hit) for hit in hits)


def _hit(hit: object) -> LoggedHit:
    if not isinstance(hit, list) or len(hit) != 6:
        _broken("hits")
    named = dict(zip(("rule", "category", "severity", "start", "end", "reading"), hit, strict=True))
    return LoggedHit(
        rule_id=_text(named, "rule"),
        category=_text(named, "category"),
        severity=_whole(named, "severity"),
        start=_whole(named, "start"),
        end=_whole(named, "end"),
        reading=_text(named, "reading"),
    )


def _id(line: Mapping[str, object], name: str) -> str:
    value = _text(line, name)
    if not _ID.fullmatch(value):
        _broken(name)
    return value


def _hash(line: Mapping[str, object], name: str) -> str:
    value = _text(line, name, "")
    return value if _HASH.fullmatch(value) else _broken(name)


def _user(line: Mapping[str, object]) -> str:
    value = _text(line, "user", "")
    return value if len(value) <= _USER_CHARACTERS_MAX else _broken("user")


def _text(line: Mapping[str, object], name: str, otherwise: str | None = None) -> str:
    value = line.get(name, otherwise)
    if not isinstance(value, str):
        _broken(name)
    return storable(value)


def _whole(line: Mapping[str, object], name: str, otherwise: int | None = None, least: int = 0) -> int:
    value = line.get(name, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _NUMBER_MAX:
        _broken(name)
    return value


def _number(line: Mapping[str, object], name: str, otherwise: float | None = None) -> float:
    value = line.get(name, otherwise)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _NUMBER_MAX:
        _broken(name)
    return float(value)


def _time_ms(line: Mapping[str, object]) -> int:
    """EMF's own timestamp, in milliseconds."""
    metrics = line.get("_aws")
    if not isinstance(metrics, dict):
        _broken("_aws")
    at_ms = _whole(metrics, "Timestamp")
    return at_ms if at_ms <= _TIME_MS_MAX else _broken("Timestamp")


def _written(note: object) -> str:
    """A note as text: what explains a decision is shown, never computed with."""
    return storable(note if isinstance(note, str) else json.dumps(note, sort_keys=True))[:500]


def storable(text: str) -> str:
    """The text with unpaired surrogates replaced: no UTF-8 writer takes them."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _broken(name: str) -> NoReturn:
    raise BrokenLine(f"{name} is missing or wrong") from None

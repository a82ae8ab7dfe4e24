"""What a body may look like before anybody reads it: small, shallow, unambiguous, and plain Unicode."""

import base64
import binascii
import json
import re
from collections import Counter
from typing import NoReturn

from moderation.errors import Invalid, Unsupported

BYTES_MAX = 16 * 1024
# Ten thousand terms, each with its own severity, category and exceptions.
POLICY_BYTES_MAX = 1024 * 1024
DEPTH_MAX = 16
DIGITS_MAX = 18

# An unfinished string reaches to the end: hostile text is read once.
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def bytes_max(path: str) -> int:
    """How large a body may be on a path: policies are documents, all else is a few members."""
    return POLICY_BYTES_MAX if path.startswith("/v1/policies/") else BYTES_MAX


def text_of(event: dict[str, object], limit: int) -> str:
    """The body as text."""
    body = event.get("body") or ""
    if not isinstance(body, str):
        refuse("The body must be text.")
    if len(body) > 2 * limit:
        refuse(f"The body is larger than {limit} bytes.", code="body_too_large")
    if not event.get("isBase64Encoded"):
        return body
    try:
        return base64.b64decode(body, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        refuse("The body must be UTF-8.")


def check_media_type(content_type: str) -> None:
    """Raise Unsupported unless a body says that it is JSON, or nothing at all."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in ("", "application/json"):
        raise Unsupported(f"The body came as {media_type}; send it as `Content-Type: application/json`.")


def check(text: str, limit: int) -> None:
    """Raise Invalid unless a body is JSON that every parser would read the same way."""
    if len(text.encode("utf-8", "surrogatepass")) > limit:
        refuse(f"The body is larger than {limit} bytes.", code="body_too_large")
    if _depth(text) > DEPTH_MAX:
        refuse(f"The body is nested deeper than {DEPTH_MAX} levels.")
    try:
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant, parse_int=_integer)
    except ValueError as exc:
        refuse(f"The body is no JSON: {exc}")
    if not isinstance(value, dict):
        refuse("The body must be a JSON object.")
    _check_text(value)


def refuse(detail: str, code: str = "invalid_body") -> NoReturn:
    """Raise Invalid for the body as a whole."""
    raise Invalid([("", detail)], code=code)


def _depth(text: str) -> int:
    """The deepest nesting, brackets inside strings not counted; a look ahead, because the parser itself recurses."""
    deepest = depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        sign = found[0]
        if sign in ("[", "{"):
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ("]", "}"):
            depth -= 1
    return deepest


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        repeated = sorted(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"repeated member {', '.join(repeated)}")
    return members


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _integer(digits: str) -> int:
    if len(digits) > DIGITS_MAX:
        raise ValueError(f"a number of more than {DIGITS_MAX} digits")
    return int(digits)


def _check_text(value: object, pointer: str = "") -> None:
    if isinstance(value, dict):
        for name, member in value.items():
            _check_text(name, pointer)
            _check_text(member, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            _check_text(member, f"{pointer}/{index}")
    elif isinstance(value, str) and not value.isascii() and _SURROGATE.search(value):
        raise Invalid([(pointer.encode("utf-8", "replace").decode(), "An unpaired surrogate.")], code="invalid_body")

"""Pages of the list operations: latest update first, with a cursor that survives changes between two pages."""

import base64
import binascii
import json
from collections.abc import Iterable
from typing import Any, TypeVar

from ..errors import invalid
from ..resources import LoggingConfiguration, Room

_DEFAULT_RESULTS = 50

Listed = TypeVar("Listed", Room, LoggingConfiguration)


def page(
    entries: Iterable[Listed], request: dict[str, Any], filters: tuple[str, ...] = ()
) -> tuple[list[Listed], str | None]:
    """One page of the entries and the token of the next one, if there is one.

    Raises:
        ServiceError: ValidationException for a token that was not made here, or for other filters than these.
    """
    asked = [request.get(name) for name in filters]
    ordered = sorted(entries, key=_position, reverse=True)
    if token := request.get("nextToken"):
        last = _decode(token, asked)
        ordered = [entry for entry in ordered if _position(entry) < last]
    size = request.get("maxResults") or _DEFAULT_RESULTS
    shown = ordered[:size]
    more = len(ordered) > size
    return shown, _encode(shown[-1], asked) if more else None


def _position(entry: Room | LoggingConfiguration) -> tuple[int, str]:
    return entry.update_time_ns, entry.id


def _encode(entry: Room | LoggingConfiguration, asked: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([*_position(entry), asked]).encode()).decode()


def _decode(token: str, asked: list[Any]) -> tuple[int, str]:
    try:
        update_time_ns, identifier, filters = json.loads(base64.urlsafe_b64decode(token))
        position = int(update_time_ns), str(identifier)
    except (ValueError, TypeError, binascii.Error):
        raise invalid("nextToken", "not a token of this operation") from None
    if filters != asked:
        raise invalid("nextToken", "the token belongs to a call with other filters")
    return position

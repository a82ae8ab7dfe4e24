"""Cursors: opaque to clients, and good only for the listing and the filters that they came from."""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel

from moderation.errors import Invalid
from moderation.records import Page

from .schemas.wire import Listing

Item = TypeVar("Item")
Shown = TypeVar("Shown", bound=BaseModel)


def opened(cursor: str | None, *listing: object) -> str:
    """The token inside a cursor, "" for none. `listing` names the listing and its filters."""
    if not cursor:
        return ""
    try:
        stamp, token = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        # No row's key holds an unpaired surrogate, and no table could be asked for one.
        well_formed = isinstance(token, str) and bool(token.encode())
    except (ValueError, TypeError, RecursionError) as exc:
        raise _refused() from exc
    if stamp != _stamp(listing) or not well_formed:
        raise _refused()
    return str(token)


def listed(page: Page[Item], show: Callable[[Item], Shown], *listing: object) -> Listing[Shown]:
    """A page as answered."""
    cursor = sealed(page.next_token, *listing) if page.next_token else None
    return Listing(items=[show(item) for item in page.items], cursor=cursor)


def sealed(token: str, *listing: object) -> str:
    """The cursor around a token."""
    return base64.urlsafe_b64encode(json.dumps([_stamp(listing), token]).encode()).decode()


def _stamp(listing: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(listing).encode()).hexdigest()[:12]


def _refused() -> Invalid:
    return Invalid([("?cursor", "This cursor belongs to another listing, or was cut.")])

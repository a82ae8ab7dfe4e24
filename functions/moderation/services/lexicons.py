"""The shipped term lists: what they hold in numbers, and which of them know a text. Never the lists themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .. import roles
from ..document.lexicon_files import lexicon_entries
from ..document.lexicon_search import LexiconHit, look_up
from ..errors import NotFound
from ..lexicons import LANGUAGES, lexicon
from ..records import Request


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One list in numbers: `categories` and `severities` count entries."""

    name: str
    status: str
    entries: int
    categories: Mapping[str, int]
    severities: Mapping[int, int]


def list_lexicons(request: Request) -> list[Lexicon]:
    """All lists."""
    _require(request)
    return [_lexicon(name) for name in LANGUAGES]


def get_lexicon(request: Request, name: str) -> Lexicon:
    """One list."""
    _require(request)
    if name not in LANGUAGES:
        raise NotFound(f"There is no lexicon {name}.", code="lexicon_not_found")
    return _lexicon(name)


def search(request: Request, text: str) -> Sequence[LexiconHit]:
    """The entries that a text contains."""
    _require(request)
    return look_up(text)


@cache
def _lexicon(name: str) -> Lexicon:
    entries = lexicon_entries(name) or ()
    return Lexicon(
        name=name,
        status=str(lexicon(name)["status"]),
        entries=len(entries),
        categories=dict(sorted(Counter(str(entry["category"]) for entry in entries).items())),
        severities=dict(sorted(Counter(int(entry["severity"]) for entry in entries).items())),
    )


def _require(request: Request) -> None:
    roles.require(request.actor.role, request.actor.rooms, "lexicons.read")

"""Lexicons on the wire."""

from collections.abc import Sequence
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from moderation.document.lexicon_search import LexiconHit
from moderation.services.lexicons import Lexicon

from .wire import View

LexiconName = Annotated[str, Path(pattern="^[a-z]{2}$", description="Language of the list")]
LookedUp = Annotated[str, Query(min_length=1, max_length=500, description="A word, or a whole message")]


class LexiconView(View):
    """A shipped list in numbers. `reviewed` lists were gone through by hand, `basic` ones were not."""

    name: str
    status: str
    entries: int
    categories: dict[str, int]
    severities: dict[str, int]


class LexiconsView(View):
    """All lists."""

    items: list[LexiconView]


class LexiconHitView(View):
    """An entry that the text contains. Severity: 1 mild, 2 strong, 3 severe, 4 hateful, threatening or about minors."""

    lexicon: str
    term: str
    category: str
    severity: int
    match: str
    reading: str
    start: int
    end: int
    text: str


class LookUpView(View):
    """Every entry of every list that the text contains."""

    text: str
    hits: list[LexiconHitView]


def lexicon_view(lexicon: Lexicon) -> LexiconView:
    """A list as answered."""
    return LexiconView(
        name=lexicon.name,
        status=lexicon.status,
        entries=lexicon.entries,
        categories=dict(lexicon.categories),
        severities={str(severity): count for severity, count in lexicon.severities.items()},
    )


def look_up_view(text: str, hits: Sequence[LexiconHit]) -> LookUpView:
    """Findings as answered."""
    views = [
        LexiconHitView.model_validate(
            {name: getattr(hit, name) for name in LexiconHit.__slots__} | {"text": text[hit.start : hit.end]}
        )
        for hit in hits
    ]
    return LookUpView(text=text, hits=views)

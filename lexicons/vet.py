"""What the dictionaries say about the entries: exceptions they call for, spellings and variants they forbid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ahocorasick

from lexicons import dictionaries
from lexicons.variants import (
    LONGEST_RARE,
    SHORTEST_CLOSE,
    SHORTEST_CLOSE_ABROAD,
    close,
    likely,
    swapped,
    transposed,
    variants,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicons.source import Entry, Source

# A word of another language that is used at least this often (Zipf) cannot be an entry without a stated reason.
FOREIGN_ZIPF = 3.0
# An English entry that is used this often, and is more than mild, is often misspelled too; one that is not and stands
# for nobody's hatred has only the misspellings that cannot be anything else.
COMMON_ZIPF = 2.5
HATEFUL = 4
# One that is used so often counts with a slip even if it is short, or of another language.
OFTEN_ZIPF = 3.5
# And one that everybody uses, if it is a letter shorter still.
ALWAYS_ZIPF = 5.0
# Entries whose spellings are misspellings already, or are in a language that we know little of.
_AS_SPELLED = ("whole", "prefix")
_ENDINGS = ("s", "ed", "ers", "ing")
# An innocent word that is this much longer than the entry inside it also excuses its own compounds.
STEM_MARGIN = 3


@dataclass
class Vetted:
    """Outcome for all languages together; keys are folded spellings."""

    exceptions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    variants: dict[str, set[str]] = field(default_factory=dict)
    uncertain: dict[str, set[str]] = field(default_factory=dict)
    close: set[tuple[str, str]] = field(default_factory=set)
    foreign: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    dropped_variants: int = 0


def _words(entries: Iterable[Entry]) -> set[str]:
    return {dictionaries.fold(word) for entry in entries for word in entry.words}


def _proposed(entries: list[Entry], own: set[str]) -> dict[str, set[str]]:
    """Variants by spelling; one that stands for two spellings goes to the first, and English goes first.

    What is derived from a word and rarely used has none: its word has them. Nor has a word of another language that
    nobody was seen to write: its misspellings were 9,000 and caught nothing.
    """
    taken: set[str] = set(own)
    proposed: dict[str, set[str]] = {}
    used = dictionaries.frequencies("en")
    for entry in sorted(entries, key=lambda entry: entry.language != "en"):
        for word in entry.words:
            folded = dictionaries.fold(word)
            derived = folded not in used and any(folded.removesuffix(ending) in own - {folded} for ending in _ENDINGS)
            if entry.severity > 1 and entry.match not in _AS_SPELLED and folded not in proposed and not derived:
                if entry.language != "en":
                    found = swapped(folded) if folded in dictionaries.frequencies(entry.language) else set()
                elif used.get(folded, 0) >= COMMON_ZIPF:
                    found = close(folded, slips=used[folded] >= OFTEN_ZIPF)
                else:
                    found = variants(folded, rare=entry.severity < HATEFUL or len(folded) > LONGEST_RARE)
                proposed[folded] = found - taken
                taken |= found
    return proposed


def _uncertain(clashing: set[str], entries: list[Entry], own: set[str]) -> dict[str, set[str]]:
    """English spelling -> its misspellings that are words of other languages, and no English names.

    An English word is spared even if it is rare, unless it is rarer than the slip of two letters.
    """
    used, words = dictionaries.frequencies("en"), set(dictionaries.ordinary("en"))
    found: dict[str, set[str]] = {}
    taken = used.keys() | set(dictionaries.names_and_places()) | own
    for entry in entries:
        for folded in map(dictionaries.fold, entry.words if entry.language == "en" and entry.severity > 1 else ()):
            if used.get(folded, 0) >= COMMON_ZIPF and folded not in found:
                slips = set(transposed(folded))
                fresh = {word for word in likely(folded) & clashing - taken if word not in words or word in slips}
                found[folded] = fresh
                taken |= fresh
    return found


def _close(entries: list[Entry]) -> set[tuple[str, str]]:
    """(language, spelling) of the words that may have one wrong letter: strong, common and not too short."""
    found = set()
    for entry in entries:
        used = dictionaries.frequencies(entry.language)
        english = entry.language == "en"
        shortest = SHORTEST_CLOSE if english else SHORTEST_CLOSE_ABROAD
        for folded in map(dictionaries.fold, entry.words if entry.severity > 1 else ()):
            # A plural is no longer than its word.
            length = len(folded.removesuffix("s")) - shortest
            least = (ALWAYS_ZIPF, OFTEN_ZIPF, COMMON_ZIPF if english else OFTEN_ZIPF)[max(0, min(2, length + 1))]
            if folded.isalpha() and length >= (0 if english else -1) and used.get(folded, 0) >= least:
                found.add((entry.language, folded))
    return found


def _foreign(sources: list[Source]) -> dict[tuple[str, str], list[str]]:
    """(language, spelling) -> other languages in which the spelling is an ordinary word and not an entry."""
    own = {source.language: _words(source.entries) for source in sources}
    kept = {source.language: source.kept for source in sources}
    elsewhere = {source.language: source.elsewhere for source in sources}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for other in dictionaries.LANGUAGES:
        counts = dictionaries.frequencies(other)
        for language, words in own.items():
            if language == other:
                continue
            known = dictionaries.frequencies(language) if words else {}
            spared = {word for word, others in elsewhere[language].items() if other in others}
            for word in words - own.get(other, set()) - kept[language] - spared:
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
    vetted.close = _close(entries)
    standing_for = {variant: word for word, found in vetted.variants.items() for variant in found}
    turned = {word[::-1] for word in own}
    clashing: set[str] = set()
    inside = ahocorasick.Automaton()
    for entry in entries:
        if entry.match == "guarded":
            for word in entry.words:
                inside.add_word(dictionaries.fold(word), dictionaries.fold(word))
    inside.make_automaton()
    for word in dictionaries.everywhere():
        if word in standing_for or word in turned:
            clashing.add(word)
        if word not in own:
            for _, stem in inside.iter(word):
                vetted.exceptions[stem].add(word)
    for source in sources:
        clashing |= source.spared
    for word in clashing & standing_for.keys():
        vetted.variants[standing_for[word]].discard(word)
        vetted.dropped_variants += 1
    vetted.uncertain = _uncertain(clashing, entries, own)
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

"""From lexicon entries to the data of a term matcher. Runs when a policy is compiled, never in a review."""

import re

from moderation import lexicons, package_data
from moderation.matcher import Matcher
from moderation.rules.term_matching import near, sounds
from moderation.rules.term_matching.line_writer import joined, keyed_lines, numbered_lines, searched_lines
from moderation.rules.term_matching.statement_compiler import compile_statements
from moderation.rules.term_matching.term_table import BUCKET
from moderation.text.fold import fold
from moderation.text.pieces import WORD, run_lengths, squash

# Mild words count only where they stand alone: "hell" is in "hello" and "he ll" is no evasion worth an error.
GLUED_SEVERITY = 2
GLUED_LENGTH = 3
_MASKED_LENGTHS = range(3, 17)
# An entry with so many misspellings is common enough to be written by ear too.
_OFTEN_MISSPELLED = 36
_VOWELS = frozenset("aeiouy")


class _Sections:
    """What the entries add up to: see `TermTable` for the meaning of each part."""

    def __init__(self, substrings: set[str]) -> None:
        self.substrings = substrings
        self.terms: list[str] = []
        # Each item with what it is sorted by: of two entries with one spelling the severer counts.
        self.lookup: dict[str, dict[str, int]] = {}
        self.patterns: dict[str, dict[str, None]] = {}
        self.masks: dict[str, dict[str, None]] = {}
        self.statements: list[tuple[int, str]] = []

    def add_token(self, word: str, number: int, kind: str, severity: int = 0) -> None:
        key = squash(word)
        runs = run_lengths(word).rstrip("1")
        item = f"{key[BUCKET:]}:{kind}{number}" + (f",{runs}" if runs else "")
        self.lookup.setdefault(key[:BUCKET], {})[item] = -severity

    def add_pattern(self, words: list[str], number: int, mode: str) -> None:
        joined = "".join(words)
        cuts = []
        at = 0
        for word in words[:-1]:
            at += len(word)
            before = squash(joined[:at])
            cuts.append(len(before) - (joined[at] == joined[at - 1] and joined[at].isalpha()))
        spec = f"{number},{mode},{run_lengths(joined).rstrip('1')},{' '.join(map(str, cuts))}"
        self.patterns.setdefault(squash(joined), {})[spec] = None

    def add_close(self, word: str, number: int) -> None:
        self.masks.setdefault(near.key_of(len(word), word[0]), {})[f"{word}:{number}"] = None

    def add_sound(self, word: str, number: int, canonical: bool) -> None:
        key = sounds.key_of(word)
        if key and (canonical or len(key) > len("&") + sounds.FEW_SOUNDS):
            self.masks.setdefault(key, {str(number): None})

    def add_mask(self, word: str, number: int) -> None:
        if len(word) in _MASKED_LENGTHS and word.isalpha():
            self.masks.setdefault(f"{len(word)}{word[0]}", {})[f"{word}:{number}"] = None
            if word[0] in _VOWELS:
                self.masks.setdefault(f"{len(word)}?{word[1]}", {})[f"{word}:{number}"] = None


def words_of(spelling: str) -> list[str]:
    """The folded words of a term: letters and digits, apostrophes dropped."""
    return [word.replace("'", "") for word in re.findall(WORD, fold(spelling))]


def compile_terms(entries: list[dict[str, object]], innocent: list[str] | None = None) -> bytes:
    """Data of a matcher for entries `{canonical, category, severity, match, forms, variants, exceptions, group}`.

    `match` is word (a whole token, or glued to ordinary words), whole (as it is spelled, no letter masked), prefix,
    substring (anywhere in a token), phrase or statement (see `statements`). `forms` (default: the canonical) match
    like that; `variants` are misspellings, whole tokens only, `uncertain` are spellings that count only in a text
    of the entry's `language`, and `close` are forms that may have one wrong letter. `elsewhere` are the languages
    in whose texts the entry is an ordinary word; beside a word of its `company`, or as a `name` (true), it is
    innocent. `exceptions` are innocent: tokens (`*` at an end: the token may go on there) or phrases in which a hit
    does not count. `group` names the rules that use the entry: a hit carries it as its `rule_id`. `innocent`
    (default: the shipped list) are ordinary words that no mechanism may take for a term.
    """
    substrings = {
        "".join(words_of(form))
        for entry in entries
        if entry["match"] == "substring"
        for form in _strings(entry, "forms")
    }
    sections = _Sections(substrings)
    # What several entries could explain is told by the first of them: most of those who disguise words write English.
    entries = sorted(entries, key=lambda entry: entry.get("language") != "en")
    for number, entry in enumerate(entries):
        _add(sections, number, entry)
    _add_innocent(sections, innocent_words() if innocent is None else innocent)
    tokens = {start: f";{';'.join(sorted(items, key=items.__getitem__))};" for start, items in sections.lookup.items()}
    masks = {shape: ";".join(items) for shape, items in sections.masks.items()}
    patterns = sorted(sections.patterns)
    specs = ["|".join((str(len(pattern)), *sections.patterns[pattern])) for pattern in patterns]
    parts = (
        numbered_lines(sections.terms),
        keyed_lines(tokens),
        searched_lines(patterns),
        numbered_lines(specs),
        keyed_lines(masks),
        _statements(sections.statements),
    )
    return joined(parts)


def _strings(entry: dict[str, object], field: str) -> list[str]:
    found = entry.get(field)
    if isinstance(found, list) and found:
        return [str(item) for item in found]
    return [str(entry["canonical"])] if field == "forms" else []


def _add(sections: _Sections, number: int, entry: dict[str, object]) -> None:
    languages = " ".join((str(entry.get("language", "")), *_strings(entry, "elsewhere")))
    fields = [entry["canonical"], entry["category"], entry["severity"], entry["group"], languages]
    company = _strings(entry, "company")
    if company or entry.get("name"):
        fields += [" ".join(fold(word) for word in company), "name" if entry.get("name") else ""]
    sections.terms.append("\t".join(" ".join(str(field).split()) for field in fields))
    if entry["match"] == "statement":
        sections.statements += [(number, form) for form in _strings(entry, "forms")]
        return
    for form in _strings(entry, "forms"):
        words = words_of(form)
        if words:
            _add_form(sections, number, entry, words)
    for variant in _strings(entry, "variants"):
        sections.add_token("".join(words_of(variant)), number, "v")
    for form in _strings(entry, "close"):
        sections.add_close("".join(words_of(form)), number)
    for spelling in _strings(entry, "uncertain"):
        sections.add_token("".join(words_of(spelling)), number, "u")
    for exception in _strings(entry, "exceptions"):
        _add_exception(sections, number, exception)


def _add_form(sections: _Sections, number: int, entry: dict[str, object], words: list[str]) -> None:
    joined = "".join(words)
    if len(words) > 1:
        sections.add_pattern(words, number, "h")
        return
    sections.add_token(joined, number, "f", int(str(entry["severity"])))
    if entry["match"] == "whole":
        return
    if entry["match"] != "prefix":
        # Of a beginning nobody could tell what letters are hidden.
        sections.add_mask(joined, number)
    if len(_strings(entry, "variants")) >= _OFTEN_MISSPELLED and entry.get("language") == "en":
        sections.add_sound(joined, number, joined == entry["canonical"])
    if entry["match"] in ("substring", "prefix"):
        if not any(other != joined and other in joined for other in sections.substrings):
            sections.add_pattern(words, number, "s" if entry["match"] == "substring" else "p")
    elif _glues(joined, int(str(entry["severity"]))) and not any(other in joined for other in sections.substrings):
        sections.add_pattern(words, number, "w")


def _glues(word: str, severity: int) -> bool:
    return severity >= GLUED_SEVERITY and len(word) >= GLUED_LENGTH and word.isalpha()


def _add_exception(sections: _Sections, number: int, exception: str) -> None:
    words = words_of(exception)
    if len(words) > 1:
        sections.add_pattern(words, number, "X")
    elif words and "*" in exception:
        opened = ("l" if exception[0] == "*" else "") + ("r" if exception[-1] == "*" else "")
        sections.add_pattern(words, number, "x" + opened)
    elif words:
        sections.add_token(words[0], number, "-")


def _statements(found: list[tuple[int, str]]) -> bytes:
    if not found:
        return b""
    return compile_statements(found, lexicons.statements()["classes"])  # type: ignore[arg-type]


def innocent_words() -> list[str]:
    """Ordinary words of many languages and names that the engine's mechanisms would take for a disguised term."""
    return str(package_data.read(lexicons, "innocent.txt"), "utf-8").split()


def _add_innocent(sections: _Sections, innocent: list[str]) -> None:
    """Spare those ordinary words that contain a spelling of these entries, in either direction."""
    spellings = {start + item.partition(":")[0] for start, items in sections.lookup.items() for item in items}
    matcher = Matcher((spelling, 0) for spelling in spellings if len(spelling) > 1)

    def close(key: str) -> str:
        return ";".join(sections.masks.get(key, ()))

    for word in innocent:
        hyphened = words_of(word) if "-" in word else ()
        if len(hyphened) > 1:
            # No token is ever written like that: "pique-nique". Single letters side by side are spelled.
            if min(map(len, hyphened)) > 1:
                sections.add_pattern(hyphened, 0, "X")
            continue
        key = squash(word)
        # A "z" may be read as the "s" of a plural.
        if any(True for side in (key, key[::-1], squash(key.replace("z", "s"))) for _ in matcher.scan(side)) or (
            near.near(close, word) is not None or sections.masks.get(sounds.key_of(word))
        ):
            sections.add_token(word, 0, "-")

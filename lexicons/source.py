"""The reviewed source files: one YAML file per language and subject, one line per group of related entries.

A line is `entry, entry ... ! innocent, innocent ...`. `{a,b}` expands to the spellings of an entry, an empty
alternative is allowed, a spelling with a space is a phrase. The first spelling names the entry. A block gives its
lines category, severity (1 mild, 2 strong, 3 severe, 4 hateful, threatening or about minors) and match mode.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

SOURCES = Path(__file__).parent / "sources"
MATCHES = ("word", "whole", "prefix", "substring", "guarded")
_BRACES = re.compile(r"\{([^{}]*)\}")
_KEYS = {"category", "severity", "match", "terms"}


class SourceError(ValueError):
    """A source file does not say what an entry needs."""


@dataclass
class Entry:
    """One entry with everything a reviewer wrote about it."""

    canonical: str
    language: str
    category: str
    severity: int
    match: str
    forms: list[str]
    exceptions: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Spellings that are one token."""
        return [form for form in self.forms if " " not in form]


@dataclass
class Source:
    """All entries of one language and what is said about the list as a whole."""

    language: str
    status: str
    derived_from: list[str]
    kept: set[str]
    # Generated misspellings that are something else.
    spared: set[str]
    # Languages in whose texts a folded spelling is an ordinary word.
    elsewhere: dict[str, set[str]]
    # Words beside which a folded spelling is innocent, and spellings that are names too.
    company: dict[str, set[str]]
    names: set[str]
    entries: list[Entry]


def expand(pattern: str) -> list[str]:
    """Every spelling of a `{a,b}` pattern, left to right, without doubles."""
    found = _BRACES.search(pattern)
    if not found:
        return [" ".join(pattern.split())]
    spellings = []
    for choice in found.group(1).split(","):
        spellings += expand(pattern[: found.start()] + choice + pattern[found.end() :])
    return list(dict.fromkeys(spellings))


def _split(line: str) -> list[str]:
    """Split at commas outside braces."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(line):
        depth += (character == "{") - (character == "}")
        if character == "," and depth == 0:
            parts.append(line[start:at])
            start = at + 1
    parts.append(line[start:])
    return [part.strip() for part in parts if part.strip()]


def _entries(line: str, block: dict[str, object], language: str, where: str) -> list[Entry]:
    """The entries of a line: one for each part between commas, so that a hit is told by a term that resembles it."""
    terms, _, innocent = line.partition(" ! ")
    severity, match = block["severity"], block["match"]
    if severity not in (1, 2, 3, 4) or match not in MATCHES:
        raise SourceError(f"{where}: severity {severity!r}, match {match!r}")
    about = (language, str(block["category"]), int(str(severity)), str(match))
    entries = []
    for part in _split(terms):
        forms = expand(part)
        if any(set(form) & set("{}") for form in forms):
            raise SourceError(f"{where}: an open brace in {part!r}")
        entries.append(Entry(forms[0], *about, forms))
    if not entries:
        raise SourceError(f"{where}: no spelling in {line!r}")
    for exception in (form for part in _split(innocent) for form in expand(part)):
        concerned = [entry for entry in entries if any(form in exception for form in entry.forms)]
        for entry in concerned or entries[:1]:
            entry.exceptions.append(exception)
    return entries


def read(language: str, folder: Path = SOURCES) -> Source:
    """Read all files of one language in the order of their names."""
    about = yaml.safe_load((folder / language / "about.yaml").read_text(encoding="utf-8"))
    entries = []
    for path in sorted((folder / language).glob("*.yaml")):
        if path.name == "about.yaml":
            continue
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["blocks"]:
            if set(block) != _KEYS:
                raise SourceError(f"{path.name}: a block has {sorted(block)}, wanted {sorted(_KEYS)}")
            lines = filter(None, map(str.strip, block["terms"].splitlines()))
            entries += [entry for line in lines for entry in _entries(line, block, language, path.name)]
    elsewhere: dict[str, set[str]] = {}
    for others, words in about.get("elsewhere", {}).items():
        for word in words.split():
            elsewhere.setdefault(word, set()).update(others.split())
    company = {
        word: set(beside.split()) for words, beside in about.get("company", {}).items() for word in words.split()
    }
    kept, spared, names = (set(about.get(name, "").split()) for name in ("kept", "spared", "names"))
    return Source(language, about["status"], about["derived_from"], kept, spared, elsewhere, company, names, entries)


def languages(folder: Path = SOURCES) -> list[str]:
    """Languages that have a source folder."""
    return sorted(path.name for path in folder.iterdir() if (path / "about.yaml").is_file())

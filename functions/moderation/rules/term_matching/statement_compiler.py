"""From statements as a lexicon writes them to the data of `Statements`. Runs when a policy is compiled.

A statement is words between spaces: a word, `<class>`, or several of these between `|`; behind it `?` for one that may
be missing and `*` for up to four in a row. `..` are up to two words of any kind, `...` up to six, none of which denies
anything; `^` stands for the beginning or the end of a sentence. `!<class>` behind all others: the message has no word
of the class.
"""

import itertools
from collections.abc import Mapping, Sequence

from moderation.rules.term_matching.evidence import is_function_word
from moderation.rules.term_matching.line_writer import joined, keyed_lines, numbered_lines
from moderation.text.common_words import COMMON

# Classes that a lexicon has in any case: what turns a statement around, and who "they" are: see `Statements`.
SPECIAL = ("denied", "turned", "reported", "they", "group")
_REPEATED_MAX = 4
_GAPS = {"..": 2, "...": 6}
_BOUNDARY = "^"
_BOUNDARY_CODE = "."
# Above the digits and signs of the data's own form.
_FIRST_CODE = 0x100
_OPTIONAL_MAX = 5
# Shorter words tell nothing.
_TELLING_MIN = 3

# Least and most words, and what they may be: words and <class> names, none for any.
Part = tuple[int, int, frozenset[str]]


class StatementError(ValueError):
    """A statement names a class that there is not, or could be anything."""


def compile_statements(statements: Sequence[tuple[int, str]], classes: Mapping[str, Sequence[str]]) -> bytes:
    """Data for (term, statement) pairs; b"" for none."""
    if not statements:
        return b""
    parts = [(term, _parts(statement, classes)) for term, statement in statements]
    coding = _Coding(classes, {name for _, items in parts for _, _, names in items for name in names})
    numbers: dict[str, tuple[list[str], list[str]]] = {}
    lines = []
    for number, (term, told) in enumerate(parts):
        for rank, (_, _, names) in enumerate(_telling(told, classes)):
            for code in coding.codes(names):
                numbers.setdefault(code, ([], []))[rank].append(str(number))
        written = [
            " ".join((str(term), *(f"{least}{most}{coding.codes(names)}" for least, most, names in items)))
            for items in _beginning(told)
        ]
        lines.append(";".join(written))
    return joined(
        (
            keyed_lines(coding.said()),
            "\t".join(coding.codes(frozenset((f"<{name}>",))) for name in SPECIAL).encode(),
            keyed_lines({code: f"{' '.join(most)};{' '.join(second)}" for code, (most, second) in numbers.items()}),
            numbered_lines(lines),
        )
    )


class _Coding:
    """One character for all words that no statement tells apart."""

    def __init__(self, classes: Mapping[str, Sequence[str]], names: set[str]) -> None:
        members: dict[str, set[str]] = {}
        for name, words in classes.items():
            for word in words:
                members.setdefault(word, set()).add(f"<{name}>")
        for name in sorted(names):
            if not name.startswith("<") and name != _BOUNDARY:
                members.setdefault(name, set()).add(name)
        kinds: dict[frozenset[str], str] = {}
        self.words = {
            word: kinds.setdefault(frozenset(told), chr(_FIRST_CODE + len(kinds))) for word, told in members.items()
        }
        self._kinds = kinds

    def codes(self, names: frozenset[str]) -> str:
        boundary = _BOUNDARY_CODE if _BOUNDARY in names else ""
        return boundary + "".join(code for kind, code in self._kinds.items() if not kind.isdisjoint(names))

    def said(self) -> dict[str, str]:
        """Of each word its code, and the rests and codes of the names that begin with it, longer ones first."""
        names: dict[str, list[str]] = {}
        for name in sorted(self.words, key=lambda name: (-name.count("_"), name)):
            first, _, rest = name.partition("_")
            if rest:
                names.setdefault(first, []).append(f"{rest}={self.words[name]}")
        firsts = names.keys() | {word for word in self.words if "_" not in word}
        return {word: " ".join((self.words.get(word, ""), *names.get(word, ()))) for word in firsts}


def _telling(parts: list[Part], classes: Mapping[str, Sequence[str]]) -> tuple[Part, Part]:
    """The two parts without which a statement is not made and that say most, chat using them least."""

    def common(part: Part) -> tuple[int, int, int]:
        words = _words(part[2], classes)
        small = sum(len(word) < _TELLING_MIN or is_function_word(word) for word in words)
        return (small, len(words & COMMON), len(words))

    needed = sorted((part for part in parts if part[0] and part[2] and _BOUNDARY not in part[2]), key=common)
    return needed[0], needed[min(1, len(needed) - 1)]


def _words(names: frozenset[str], classes: Mapping[str, Sequence[str]]) -> set[str]:
    members = [word for name in names for word in (classes[name[1:-1]] if name.startswith("<") else (name,))]
    return {_rarest(member.split("_")) for member in members}


def _rarest(words: list[str]) -> str:
    """The word of a name that says most."""
    return max(words, key=lambda word: (word not in COMMON, len(word)))


def _parts(statement: str, classes: Mapping[str, Sequence[str]]) -> list[Part]:
    parts: list[Part] = []
    for token in statement.split():
        if token in _GAPS:
            parts.append((0, _GAPS[token], frozenset()))
            continue
        bare = token.strip("!?*")
        names = frozenset(bare.split("|"))
        unknown = [name for name in names if name.startswith("<") and name[1:-1] not in classes]
        if unknown:
            raise StatementError(f"{statement}: no class {unknown[0]}")
        least, most = {"": (1, 1), "?": (0, 1), "*": (0, _REPEATED_MAX), "!": (0, 0)}[token.replace(bare, "")]
        parts.append((least, most, names))
    if not any(least for least, _, _ in parts) or sum(least < most for least, most, _ in parts) > _OPTIONAL_MAX:
        raise StatementError(f"{statement}: all of it, or more than {_OPTIONAL_MAX} of its words, may be missing")
    return parts


def _beginning(parts: list[Part]) -> list[list[Part]]:
    """The same statement with and without the words at its beginning that may be missing."""
    optional = len(list(itertools.takewhile(lambda part: not part[0], parts)))
    return [
        [(1, parts[first][1], parts[first][2]), *parts[first + 1 :]] for first in range(optional + 1) if parts[first][2]
    ]

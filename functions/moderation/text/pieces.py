"""Cutting folded text into pieces, and squashing stretched letters."""

import functools
import re

# Letters and digits, with the vowel signs that Python does not count as letters (Indic scripts, Thai, kana marks).
_LETTER = "[\\wऀ-෿฀-࿿က-႟ក-៿゙゚]"
# An apostrophe inside a word belongs to it: the "s" of "it's" is no word.
# Compiled by the first text that has more than letters: it takes half a millisecond of a cold start.
WORD = rf"{_LETTER}+(?:'+{_LETTER}+)*"
# A letter before itself; that it is one is asked last, as few characters are twice. Deleting needs no template, which
# Python 3.11 expands slowly.
_STRETCHED = re.compile(r"(.)(?=\1)(?<=[^\W\d_])")
_RUN = re.compile(r"([^\W\d_])\1*|[\W\d_]")

# A pattern, compiled by the first text that needs it and not in a cold start; `re` itself takes as long to look one up
# as it takes to search a word.
compiled = functools.cache(re.compile)


def squash(text: str) -> str:
    """The text with each run of one letter reduced to one; digits stay, as their number means something."""
    return _STRETCHED.sub("", text)


def chunk_places(text: str, texts: list[str]) -> list[int]:
    """Where each chunk of a text begins; `texts` are those between its spaces, or the first of them."""
    places = []
    at = 0
    for chunk in texts:
        at = text.index(chunk, at)
        places.append(at)
        at += len(chunk)
    return places


def run_starts(text: str) -> list[int]:
    """Where each character of `squash(text)` starts in the text, and the text's length at the end."""
    starts = [run.start() for run in _RUN.finditer(text)]
    starts.append(len(text))
    return starts


def run_lengths(text: str) -> str:
    """Length of each run as one digit ("fuuck" -> "1211"), 9 for longer ones."""
    if _STRETCHED.search(text) is None:
        return "1" * len(text)
    return "".join([str(min(9, run.end() - run.start())) for run in _RUN.finditer(text)])

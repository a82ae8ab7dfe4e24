"""Disguised words in short messages, seeded: what the evasion scores and the tests' floors are computed from."""

from __future__ import annotations

import random

from bench.quality.disguises import FIRST, KINDS, SECOND
from bench.quality.words import HELD_OUT, TUNING

CARRIERS = (
    "{}",
    "you {}",
    "what a {}",
    "{} lol",
    "stop being a {} please",
    "hey {} nice stream",
    "this is {} man",
    "such a {} today",
)
SPLITS = {"tuning": TUNING, "held-out": HELD_OUT}
SEED = 20261122


class Case:
    """One message with one disguised word."""

    __slots__ = ("kind", "split", "text", "word")

    def __init__(self, split: str, kind: str, word: str, text: str) -> None:
        self.split = split
        self.kind = kind
        self.word = word
        self.text = text


def plain(seed: int = SEED) -> list[Case]:
    """Every word as it is: tells which words an engine knows at all."""
    rng = random.Random(seed)
    return [
        Case(split, "plain", word, rng.choice(CARRIERS).format(word))
        for split, words in SPLITS.items()
        for word in words
    ]


def single(seed: int = SEED) -> list[Case]:
    """Every word in every kind of disguise that changes it."""
    rng = random.Random(seed + 1)
    cases = []
    for split, words in SPLITS.items():
        for kind, disguise in KINDS.items():
            for word in words:
                hidden = disguise(word, rng)
                if hidden != word:
                    cases.append(Case(split, kind, word, rng.choice(CARRIERS).format(hidden)))
    return cases


def pairs(seed: int = SEED) -> list[Case]:
    """Every pair of kinds over words of both splits, ten words a pair."""
    rng = random.Random(seed + 2)
    cases = []
    for first in FIRST:
        for second in SECOND:
            if first == second:
                continue
            for word in rng.sample(TUNING + HELD_OUT, 10):
                once = KINDS[first](word, rng)
                twice = KINDS[second](once, rng)
                if once != word and twice != once:
                    cases.append(Case("pairs", f"{first} + {second}", word, rng.choice(CARRIERS).format(twice)))
    return cases

"""Messages that nobody should touch, by kind: generated from dictionaries (seeded) or written here."""

from __future__ import annotations

import json
import random
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from bench.quality.engines import PEERS
from bench.quality.everyday import CHAT, CODE, EMOTES, GAMES, PRICES, SENTENCES, URLS
from bench.quality.words import WORDS

# Short entries that ordinary words contain.
STEMS = """
anal anus arse ass balls bastard bitch boner boob butt cock coon crap cum cunt damn dick dike dyke fag fuck gook
hell ho homo jap jerk jizz kike knob kum milf muff nazi nig nude orgy paki penis piss poof poon porn prick pube
queer rape retard sex shit skank slag slut smut spic suck tard testes tit titty tranny turd twat vag wank whore
wog wop chink kraut cameltoe rectum semen
""".split()


def _any_of(name: str) -> re.Pattern[str]:
    """The pattern of a file with one alternative a line."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(filter(None, lines)))


# What makes a dictionary word itself profane, so that flagging it is right; at home and in other languages.
_PROFANE = _any_of("profane_english.txt")
_PROFANE_ABROAD = _any_of("profane_abroad.txt")
ABROAD = ("ar", "de", "es", "fr", "hi", "it", "nl", "pl", "pt", "zh")
ALSO_ABROAD = ("ru", "tr", "ja", "ko")


@cache
def corpora() -> dict[str, Any]:
    """The data packages of .venv/peers, read once."""
    script = Path(__file__).parent / "corpora.py"
    done = subprocess.run([str(PEERS / "bin" / "python"), str(script)], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def embedded() -> list[str]:
    """Ordinary English words that contain a stem."""
    stem = re.compile("|".join(STEMS))
    return [
        word
        for word, _ in corpora()["words"]["en"]
        if len(word) > 3 and word.isalpha() and stem.search(word) and not _PROFANE.search(word)
    ]


def cross_word(rng: random.Random, count: int) -> list[str]:
    """Two ordinary words whose letters make a stem across the gap ("push it")."""
    common = [word for word, zipf in corpora()["words"]["en"] if zipf >= 4 and len(word) > 1 and word.isalpha()]
    clean = [word for word in common if not _PROFANE.search(word)]
    stems = [stem for stem in (*STEMS, *WORDS) if len(stem) >= 3]
    by_end: dict[str, list[str]] = {}
    by_start: dict[str, list[str]] = {}
    for word in clean:
        for size in range(1, min(6, len(word)) + 1):
            by_end.setdefault(word[-size:], []).append(word)
            by_start.setdefault(word[:size], []).append(word)
    disguised = {*STEMS, *WORDS, "bellend", "footjob", "handjob"}
    pairs: set[str] = set()
    while len(pairs) < count:
        stem = rng.choice(stems)
        at = rng.randint(1, len(stem) - 1)
        left, right = by_end.get(stem[:at]), by_start.get(stem[at:])
        if left and right:
            first, second = rng.choice(left), rng.choice(right)
            # Both halves spelled alone are what people do to hide the word; that is a disguise, not an accident.
            joined = (first + second).removesuffix("s")
            if joined not in disguised and (first, second) != (stem[:at], stem[at:]):
                pairs.add(f"{first} {second}")
    return sorted(pairs)


def abroad(language: str, rng: random.Random, count: int) -> list[str]:
    """Messages of frequent words of another language, in random order."""
    pool = [(word, 10 ** (zipf - 3)) for word, zipf in corpora()["words"][language] if not _PROFANE_ABROAD.search(word)]
    words, weights = [word for word, _ in pool], [weight**0.5 for _, weight in pool]
    joint = "" if language in ("zh", "ja") else " "
    return [joint.join(rng.choices(words, weights, k=rng.randint(3, 7))) for _ in range(count)]


def sets(seed: int, size: int) -> dict[str, list[str]]:
    """All innocent sets by name; `size` messages where a set is generated."""
    rng = random.Random(seed)
    known = set(WORDS) | set(STEMS)
    surnames = [name for name in corpora()["surnames"] if name.lower() not in known]
    found = {
        "embedded words": embedded(),
        "cross-word pairs": cross_word(rng, size),
        "surnames": [f"thanks {name}" for name in rng.sample(surnames, size)],
        "cities": [f"greetings from {city}" for city in rng.sample(corpora()["cities"], size)],
        "chat": CHAT,
        "game talk": GAMES,
        "code": CODE,
        "URLs": URLS,
        "prices": PRICES,
        "emotes": EMOTES,
    }
    for language in (*ABROAD, *ALSO_ABROAD):
        found[f"words: {language}"] = abroad(language, rng, size // 2)
    found |= {f"sentences: {language}": texts for language, texts in SENTENCES.items()}
    return found

"""`python -m lexicons report`: what each list holds and what it costs in false alarms, as docs/lexicons.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lexicons import dictionaries
from moderation.lexicons import LANGUAGES, lexicon
from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read

TARGET = Path(__file__).parent.parent / "docs" / "lexicons.md"
INTRODUCTION = Path(__file__).parent / "introduction.md"
# Words that are used at least once in a million.
EVERYDAY_ZIPF = 3.0
VERIFICATIONS = 1000
SHOWN = 6


def _entries(language: str) -> list[dict[str, Any]]:
    entries = lexicon(language)["entries"]
    assert isinstance(entries, list)
    return entries


def _everyday(language: str) -> list[str]:
    return [word for word, zipf in dictionaries.frequencies(language).items() if zipf >= EVERYDAY_ZIPF]


def false_alarms(language: str, spelled: set[str], everyday: dict[str, list[str]]) -> dict[str, list[str]]:
    """By language: everyday words that one list hits and that are no list's own spelling."""
    matcher = TermMatcher(compile_terms([{**entry, "language": language, "group": ""} for entry in _entries(language)]))
    found = {}
    for other, words in everyday.items():
        found[other] = [
            word for word in words if word.removesuffix("'s") not in spelled and matcher.find(read(word), VERIFICATIONS)
        ]
    return found


def _row(language: str, alarms: dict[str, list[str]], everyday: dict[str, list[str]]) -> str:
    listed, entries = lexicon(language), _entries(language)
    forms = [form for entry in entries for form in entry["forms"]]
    phrases = sum(" " in form for form in forms)
    abroad = [word for other, words in alarms.items() if other != language for word in words]
    total = sum(len(words) for other, words in everyday.items() if other != language)
    shown = ", ".join(dict.fromkeys([*alarms[language], *abroad])) if len(abroad) < SHOWN else ", ".join(abroad[:SHOWN])
    return (
        f"| `{language}` | {listed['status']} | {len(entries)} | {len(forms) - phrases} | {phrases} "
        f"| {sum(len(entry['variants']) for entry in entries)} "
        f"| {len(alarms[language])} of {len(everyday[language])} | {len(abroad)} of {total} | {shown or '–'} |"
    )


def write() -> None:
    """Measure every list and write the page."""
    spelled = {form for language in LANGUAGES for entry in _entries(language) for form in entry["forms"]}
    everyday = {language: _everyday(language) for language in LANGUAGES}
    lines = [
        INTRODUCTION.read_text(encoding="utf-8").rstrip(),
        "",
        "| list | status | entries | words | phrases | misspellings | false alarms at home | abroad | which |",
        "|---|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    lines += [_row(language, false_alarms(language, spelled, everyday), everyday) for language in LANGUAGES]
    lines += ["", "## Sources", ""]
    for language in LANGUAGES:
        credits = lexicon(language)["derivedFrom"]
        assert isinstance(credits, list)
        lines.append(f"* `{language}`: {'; '.join(credits)}.")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")

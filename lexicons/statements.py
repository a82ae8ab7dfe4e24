"""`python -m lexicons statements`: the shipped statements, from `sources/statements/`. Needs no dictionary."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import yaml

from lexicons.source import SOURCES, SourceError, expand
from moderation.rules.term_matching.statement_compiler import SPECIAL
from moderation.text.fold import fold

SOURCE = SOURCES / "statements" / "en.yaml"
TARGET = Path(__file__).parent.parent / "functions" / "moderation" / "lexicons" / "statements.json"
_NONE: dict[str, object] = {"variants": [], "close": [], "uncertain": [], "elsewhere": [], "exceptions": []}


def source_hash() -> str:
    """Hash of what the shipped statements were made from."""
    return hashlib.sha256(SOURCE.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:16]


def statements() -> str:
    """The shipped JSON, one class or entry a line."""
    told = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    classes = _classes(told["classes"])
    missing = [name for name in SPECIAL if name not in classes]
    if missing:
        raise SourceError(f"{SOURCE.name}: no class {', '.join(missing)}")
    entries = [
        {
            "canonical": block["says"],
            "category": block["category"],
            "severity": block["severity"],
            "match": "statement",
            "forms": [
                " ".join((*line.split(), *(f"!<{name}>" for name in block.get("unless", "").split())))
                for line in block["lines"].splitlines()
                if line.strip()
            ],
            **_NONE,
        }
        for block in told["statements"]
    ]
    head = {"language": "en", "sourceHash": source_hash()}
    return (
        json.dumps(head)[:-1]
        + ', "classes": {\n'
        + ",\n".join(f"{json.dumps(name)}: {json.dumps(words, ensure_ascii=False)}" for name, words in classes.items())
        + '\n}, "entries": [\n'
        + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        + "\n]}\n"
    )


def _classes(told: dict[str, str]) -> dict[str, list[str]]:
    """Words of each class; "kind+folk" are the names that a word of each of these classes, written before, makes."""
    classes: dict[str, list[str]] = {}
    for name, words in told.items():
        found: set[str] = set()
        for pattern in words.split():
            first, _, second = pattern.partition("+")
            if second:
                found.update(f"{one}_{other}" for one in classes[first] for other in classes[second])
            else:
                found.update("_".join(map(fold, name.split("_"))) for name in expand(pattern))
        classes[name] = sorted(found)
    return classes


def write() -> None:
    """Write the shipped file."""
    TARGET.write_text(statements(), encoding="utf-8")

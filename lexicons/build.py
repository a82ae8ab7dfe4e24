"""From reviewed sources and dictionaries to the lexicons that ship in `functions/moderation/lexicons/`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from lexicons import dictionaries, source, vet

SHIPPED = Path(__file__).parent.parent / "functions" / "moderation" / "lexicons"
BUILDERS = ("build.py", "dictionaries.py", "source.py", "variants.py", "vet.py")


def source_hash(language: str) -> str:
    """Hash of what a shipped lexicon was made from: its source files and the build's own code."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in (*sorted((source.SOURCES / language).glob("*.yaml")), *(folder / name for name in BUILDERS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _built(entry: source.Entry, vetted: vet.Vetted, listed: source.Source, taken: set[str]) -> list[dict[str, object]]:
    """One entry as shipped, less the spellings in `taken`; words and phrases become two, as they match differently."""
    about = {"canonical": entry.canonical, "category": entry.category, "severity": entry.severity}
    spoken = [dictionaries.fold(innocent) for innocent in entry.exceptions]
    spellings = [form for form in dict.fromkeys(map(dictionaries.fold, entry.forms)) if form not in taken]
    taken.update(spellings)
    words = [form for form in spellings if " " not in form and (entry.language, form) not in vetted.foreign]
    phrases = [form for form in spellings if " " in form]
    built = []
    if words:
        match = "substring" if entry.match == "guarded" else entry.match
        exceptions = set(spoken)
        for stem in words if entry.match == "guarded" else ():
            exceptions |= set(vet.compact(vetted.exceptions[stem], stem))
        misspelt = {variant for word in words for variant in vetted.variants.get(word, ())}
        doubtful = set(spellings) - set(words) - set(phrases)
        if entry.language == "en":
            doubtful |= {variant for word in words for variant in vetted.uncertain.get(word, ())}
        built.append(
            {
                **about,
                "match": match,
                "forms": words,
                "variants": sorted(misspelt),
                "close": [word for word in words if (entry.language, word) in vetted.close],
                "uncertain": sorted(doubtful),
                "elsewhere": sorted({language for word in words for language in listed.elsewhere.get(word, ())}),
                **_senses(spellings, listed),
                "exceptions": sorted(exceptions),
            }
        )
    if phrases:
        none: dict[str, object] = {"variants": [], "close": [], "uncertain": [], "elsewhere": []}
        built.append({**about, "match": "phrase", "forms": phrases, **none, "exceptions": sorted(spoken)})
    return built


def _senses(spellings: list[str], listed: source.Source) -> dict[str, object]:
    company = {dictionaries.fold(word) for form in spellings for word in listed.company.get(form, ())}
    return {
        **({"company": sorted(company)} if company else {}),
        **({"name": True} if not listed.names.isdisjoint(spellings) else {}),
    }


def lexicon(listed: source.Source, vetted: vet.Vetted) -> str:
    """The shipped JSON of one language, one entry a line."""
    head = {
        "language": listed.language,
        "status": listed.status,
        "derivedFrom": listed.derived_from,
        "sourceHash": source_hash(listed.language),
    }
    taken: set[str] = set()
    built = [shipped for entry in listed.entries for shipped in _built(entry, vetted, listed, taken)]
    lines = [json.dumps(shipped, ensure_ascii=False) for shipped in built]
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    return opening + ', "entries": [\n' + ",\n".join(lines) + "\n]}\n"


def build() -> list[str]:
    """Write every shipped lexicon; returns the lines of a report about what was dropped."""
    sources = [source.read(language) for language in source.languages()]
    vetted = vet.vet(sources)
    for listed in sources:
        (SHIPPED / f"{listed.language}.json").write_text(lexicon(listed, vetted), encoding="utf-8")
    report = [f"{len(found)} variants of {word}" for word, found in vetted.variants.items() if len(found) > 80]
    report += [
        f"{language} {word}: ordinary in {', '.join(others)}; dropped"
        for (language, word), others in sorted(vetted.foreign.items())
    ]
    return [
        *report,
        f"{sum(map(len, vetted.variants.values()))} variants kept, {vetted.dropped_variants} dropped as ordinary words",
    ]

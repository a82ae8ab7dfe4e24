"""Coverage-guided fuzz of readings, matching and masking: `python tests/fuzz/message_texts.py -runs=N -seed=S`.

Inputs are arbitrary texts with pieces of disguises among them. Every character of every reading must come from where
its map says, whatever is found must lie in the text, and masking it must put one star for each sign that was hit and
leave all others as they are.
"""

import itertools
import sys

import atheris

with atheris.instrument_imports(include=["moderation.text", "moderation.rules"]):
    from moderation.default import default_policy
    from moderation.findings import WORK_MAX
    from moderation.text import Reading, fingerprint, mask, read
    from moderation.text.clusters import cluster_starts
    from moderation.text.fold import fold

MATCHERS = default_policy().matchers
PARTS = ["f u c k", "sh1t", "b*tch", "&#102;", "%66", "<b>", "\u202e", "ɐ", "|-|", "🇫🇷", "\u200d", "\u0301", "ﷺ"]
PARTS += ["\ud800", "𝐟", "я", " ", "\n", ".", "'", "!", "1", "(", "fuck", "n i g", "zz", "İ"]
PARTS += ["&#102;|-|", "&lt;b>", "\u202eab", "ﬃ", "ß", "&#x69;", "e\u0301", "क्ष", "한"]

# What letters are that stand on their heads.
TURNED = "bdjmnpquvwy69"


def fuzz_one_input(data: bytes) -> None:
    """One text; raises for a defect."""
    provider = atheris.FuzzedDataProvider(data)
    parts: list[str] = []
    while provider.remaining_bytes() and len(parts) < 40:
        parts.append(provider.PickValueInList(PARTS) if provider.ConsumeBool() else provider.ConsumeUnicode(6))
    content = "".join(parts)
    readings = read(content)
    for reading in (readings.plain, *readings.others):
        check_map(reading, content)
    spans = [(hit.start, hit.end) for matcher in MATCHERS for hit in matcher.find(readings, WORK_MAX)]
    assert all(0 <= start < end <= len(content) for start, end in spans)
    assert mask(content, spans) == starred(content, spans)
    anywhere = [(at, at + 1) for at in range(len(data) % 5, len(content), 5)]
    assert mask(content, anywhere) == starred(content, anywhere)
    assert len(fingerprint(content)) == 16


def check_map(reading: Reading, content: str) -> None:
    """The places of a reading's characters are places of the text, in its order unless it was turned, and say so."""
    places = [reading.span(at, at + 1) for at in range(len(reading.text))]
    assert all(0 <= start < end <= len(content) for start, end in places)
    assert places == sorted(places, reverse=reading.name == "turned")
    for character, (start, end) in zip(reading.text, places, strict=True):
        if reading.name == "plain":
            assert end == start + 1 and character in fold(content[start:end])
        elif reading.name in ("decoded", "untagged", "drawn") or (reading.name == "turned" and character not in TURNED):
            assert character in told(content[start:end], reading.name == "drawn")


def told(part: str, strokes: bool) -> str:
    """What a part of a text says by itself.

    Where letters are drawn with strokes a capital "i" is an "l", too, brackets are an "o" if anything follows, and a
    figure is drawn if a stroke is anywhere.
    """
    text = views(part)
    return text + views(f"| {part}0") + "l" * ("i" in text) if strokes else text


def views(part: str) -> str:
    """All readings of a text, one after another."""
    alone = read(part)
    return alone.plain.text + "".join(other.text for other in alone.others)


def starred(content: str, spans: list[tuple[int, int]]) -> str:
    """What masking must give, worked out sign by sign."""
    hit = {place for start, end in spans for place in range(start, end)}
    signs = itertools.pairwise([*cluster_starts(content), len(content)])
    return "".join(
        content[start:end] if hit.isdisjoint(range(start, end)) else " " if content[start].isspace() else "*"
        for start, end in signs
    )


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz_one_input)
    atheris.Fuzz()

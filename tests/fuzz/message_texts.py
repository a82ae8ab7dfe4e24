"""Coverage-guided fuzz of readings, matching and masking: `python tests/fuzz/message_texts.py -runs=N -seed=S`.

Inputs are arbitrary texts with pieces of disguises among them. Whatever is found must lie in the text, and masking it
must give a text that is no longer and has nothing of the hit left.
"""

import sys

import atheris

with atheris.instrument_imports(include=["moderation.text", "moderation.rules"]):
    from moderation.default import default_policy
    from moderation.findings import WORK_MAX
    from moderation.text import fingerprint, mask, read

MATCHERS = default_policy().matchers
PARTS = ["f u c k", "sh1t", "b*tch", "&#102;", "%66", "<b>", "\u202e", "ɐ", "|-|", "🇫🇷", "\u200d", "\u0301", "ﷺ"]
PARTS += ["\ud800", "𝐟", "я", " ", "\n", ".", "'", "!", "1", "(", "fuck", "n i g", "zz", "İ"]


def fuzz_one_input(data: bytes) -> None:
    """One text; raises for a defect."""
    provider = atheris.FuzzedDataProvider(data)
    parts: list[str] = []
    while provider.remaining_bytes() and len(parts) < 40:
        parts.append(provider.PickValueInList(PARTS) if provider.ConsumeBool() else provider.ConsumeUnicode(6))
    content = "".join(parts)
    readings = read(content)
    spans = [(hit.start, hit.end) for matcher in MATCHERS for hit in matcher.find(readings, WORK_MAX)]
    assert all(0 <= start < end <= len(content) for start, end in spans)
    masked = mask(content, spans)
    assert len(masked) <= len(content)
    assert bool(masked) == bool(content)
    assert len(fingerprint(content)) == 16


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz_one_input)
    atheris.Fuzz()

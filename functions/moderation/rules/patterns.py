"""Patterns: regular expressions in RE2's syntax, whose time is linear in the text whatever the expression.

RE2 is imported only when a policy has patterns: it costs a wheel and 11 ms.
"""

from moderation.hit import Hit
from moderation.rules.finder import Find, Params
from moderation.subject import Subject

# Bytes of compiled program per expression: RE2 refuses what would need more, at compile time and here alike.
PROGRAM_BYTES_MAX = 1 << 20
HITS_MAX = 16
# Lone surrogates cannot be written as UTF-8, which is what RE2 reads.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def build(params: Params, emotes: frozenset[str]) -> Find:
    """`patterns` lists `{"pattern", "category", "severity"}`; letter case does not matter."""
    compiled = [
        (compile_pattern(entry["pattern"]), entry["category"], entry["severity"]) for entry in params["patterns"]
    ]

    def find(subject: Subject) -> list[Hit]:
        text = subject.content
        if not text.isascii():
            text = text.translate(_SURROGATES)
        hits: list[Hit] = []
        for expression, category, severity in compiled:
            for match in expression.finditer(text):
                if match.start() < match.end():
                    start, end = match.span()
                    hits.append(Hit("", "patterns", category, severity, start, end, "plain", match[0]))
                if len(hits) >= HITS_MAX:
                    return hits
        return hits

    return find


def compile_pattern(pattern: str):  # type: ignore[no-untyped-def]  # re2 ships no types
    """An RE2 expression; raises `re2.error` for what is not regular (back-references, look-around) or too large."""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = PROGRAM_BYTES_MAX
    options.log_errors = False
    return re2.compile(pattern, options)

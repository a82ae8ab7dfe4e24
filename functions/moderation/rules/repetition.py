"""Repetition: the same text, give or take case and spacing, sent again and again by one sender."""

from moderation.hit import Hit
from moderation.rules.finder import Find, Params
from moderation.subject import Subject
from moderation.text import fingerprint


def build(params: Params, emotes: frozenset[str]) -> Find:
    """`times` are accepted within the sender's window (60 to 120 s), this one included; the next one is a hit.

    Texts shorter than `minLength` code points (gg, lol) may be repeated.
    """
    accepted: int = params["times"]
    shortest: int = params["minLength"]

    def find(subject: Subject) -> list[Hit] | tuple[Hit, ...]:
        hashes = subject.state.hashes
        content = subject.content
        if not hashes or len(content) < shortest:
            return ()
        sent = hashes.get(fingerprint(content), 0)
        if sent <= accepted:
            return ()
        return [Hit("", "repetition", "repetition", 2, 0, len(content), "plain", f"{sent} times")]

    return find

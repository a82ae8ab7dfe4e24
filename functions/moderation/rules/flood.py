"""Flood: more messages by one sender within some seconds than the rule accepts."""

from moderation.hit import Hit
from moderation.rules.finder import Find, Params
from moderation.subject import Subject


def build(params: Params, emotes: frozenset[str]) -> Find:
    """`messages` are accepted in any `seconds` (1-60), this one included; the next one is a hit."""
    accepted: int = params["messages"]
    seconds: int = params["seconds"]

    def find(subject: Subject) -> list[Hit] | tuple[Hit, ...]:
        counts = subject.state.seconds
        if not counts:
            return ()
        sent = sum(count for age, count in counts.items() if 0 <= age < seconds)
        if sent <= accepted:
            return ()
        measured = f"{sent} messages in {seconds} s"
        wait = _wait_seconds(counts, accepted, seconds)
        return [Hit("", "flood", "flood", 2, 0, len(subject.content), "plain", measured, wait)]

    return find


def _wait_seconds(counts: dict[int, int], accepted: int, seconds: int) -> int:
    """Seconds of silence after which one more message is accepted; refused messages count too."""
    later = 0
    for age in sorted(age for age, count in counts.items() if count > 0):
        later += counts[age]
        if later >= accepted:
            return max(1, seconds - age)
    return 1

"""Proves many chains, one after the other, within a limit; what is left is told by a position to go on from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .desk import ProofDesk
from .proof import Finding, Step, steps
from .sweeping import PAGE, unpublished_since

# A chain is first published within this many days of the next month.
DAYS_AFTER_MONTH = 2


@dataclass(frozen=True, slots=True)
class Proven:
    """What was looked at. It is all of what was asked for if `position` is ""; a finding ends the proof."""

    chains: int
    entries: int
    erased: int
    pending: int
    finding: Finding | None
    position: str


def prove(desk: ProofDesk, room: str, month: str, position: str, limit: int) -> Proven:
    """Prove the chains of a room (`org` for the organisation's, "" for all) and a month ("" for all).

    Goes on from `position`, and stops behind the step in which `limit` rows have been looked at: a link each, an entry
    each.
    """
    reached, _, begun = position.rpartition("|")
    chains = looked = entries = erased = pending = 0
    if not room and not reached:
        finding = _seen_anywhere(desk)
        if finding:
            return Proven(0, 0, 0, 0, finding, "")
    for chain in _chains(desk, room, month, reached):
        chains += 1
        step = Step("")
        days = _days(desk, chain)
        for step in steps(desk, chain, days, begun if chain == reached else ""):
            looked, entries = looked + step.looked, entries + step.links
            erased, pending = erased + step.erased, pending + step.pending
            if step.finding:
                return Proven(chains, entries, erased, pending, step.finding, "")
            if looked >= limit and step.position:
                return Proven(chains, entries, erased, pending, None, f"{chain}|{step.position}")
    return Proven(chains, entries, erased, pending, None, "")


def _days(desk: ProofDesk, chain: str) -> Sequence[str]:
    return [published.day for published in desk.heads.days(f"{_month(chain)}-01")]


def _chains(desk: ProofDesk, room: str, month: str, reached: str) -> Iterator[str]:
    """By month, then by room; chains before the one that was reached are done."""
    if room and month:
        yield f"{room}#{month}"
        return
    recent = _recent(desk)
    months = {published.day[:7] for published in desk.heads.days("")} | {_month(chain) for chain in recent}
    for each in sorted(months):
        if each < _month(reached) or (month and each != month):
            continue
        known = {f"{room}#{each}"} if room else _published(desk, each) | {c for c in recent if _month(c) == each}
        yield from (chain for chain in sorted(known) if each > _month(reached) or chain >= reached)


def _published(desk: ProofDesk, month: str) -> set[str]:
    days = [published.day for published in desk.heads.days(f"{month}-01")]
    near = [day for day in days if day.startswith(month)]
    near += [day for day in days if day not in near][:DAYS_AFTER_MONTH]
    return {head.chain for day in near for head in desk.heads.of_day(day) if _month(head.chain) == month}


def _recent(desk: ProofDesk) -> set[str]:
    """Chains of what was recorded since the last publication."""
    since = unpublished_since(desk)
    chains, token = set[str](), ""
    while True:
        page = desk.trail.recorded(since, desk.clock.now() + 1, PAGE, token)
        # What has lost its room is found missing where it was linked.
        chains |= {entry.chain for entry in page.items if entry.room}
        token = page.next_token
        if not token:
            return chains


def _seen_anywhere(desk: ProofDesk) -> Finding | None:
    for sighting in desk.sightings.all():
        what = "overwritten" if sighting.change == "MODIFY" else "removed"
        return Finding("overwrite_seen", "", 0, "", f"{sighting.partition} / {sighting.sort} was {what}.")
    return None


def _month(chain: str) -> str:
    return chain.partition("#")[2]

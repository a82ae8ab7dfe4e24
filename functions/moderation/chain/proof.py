"""Proves one chain: every link follows from the one before, every entry is as it was linked, none is left out.

A proof goes in steps of at most 100 rows, so that whoever asks can stop in between and go on later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..audit import salted
from ..tables import chain_key, entry_key, readable_key
from .desk import ProofDesk
from .hashing import entry_hash, link_hash
from .records import Head, Link, ReadablePart, Sighting, StoredEntry

PAGE = 100
# The chainer takes seconds; an entry that waits for longer than this was left out.
PENDING_SECONDS = 300

_HASHED = ("actor", "subject", "reason", "before", "after")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. `sequence` is 0 where no link is meant, `entry_id` "" where none is."""

    kind: str
    chain: str
    sequence: int
    entry_id: str
    detail: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one step looked at: `looked` rows, of which `links` were proven; `erased` entries have no words any more.

    `pending` entries are too young to be linked; `position` is where the next step begins, "" after the last one.
    """

    position: str
    looked: int = 0
    links: int = 0
    erased: int = 0
    pending: int = 0
    finding: Finding | None = None


def steps(desk: ProofDesk, chain: str, days: Sequence[str], position: str) -> Iterator[Step]:
    """The steps of a chain's proof, from a position on ("" is the beginning); they end with the first finding.

    `days` are the days whose published heads are compared.
    """
    phase, _, token = (position or "links:0").partition(":")
    while phase:
        step = _PHASES[phase](desk, chain, days, token)
        yield step
        if step.finding:
            return
        phase, _, token = step.position.partition(":")


def _prove_links(desk: ProofDesk, chain: str, days: Sequence[str], token: str) -> Step:
    after = int(token)
    before = desk.chains.at(chain, [after]).get(after) if after else None
    if after and before is None:
        return Step("", finding=Finding("missing_link", chain, after, "", "It was there a moment ago."))
    links = desk.chains.links(chain, after, PAGE)
    if not links:
        return Step("entries:")
    ids = [link.entry_id for link in links]
    entries, marks, readable = desk.trail.entries(ids), desk.chains.marks(ids), desk.trail.readable(ids)
    erased = 0
    for number, link in enumerate(links):
        entry = entries.get(link.entry_id)
        finding = (
            _link_finding(chain, before, link)
            or _entry_finding(chain, link, entry, marks.get(link.entry_id))
            or _readable_finding(link, entry, readable.get(link.entry_id))
        )
        if finding:
            return Step("", number, number, erased, finding=finding)
        erased += link.entry_id not in readable
        before = link
    return Step(f"links:{links[-1].sequence}", len(links), len(links), erased)


def _link_finding(chain: str, before: Link | None, link: Link) -> Finding | None:
    expected = before.sequence + 1 if before else 1
    if link.sequence != expected:
        return Finding("missing_link", chain, expected, "", f"After it comes link {link.sequence}.")
    if link.previous != (before.hash if before else ""):
        return Finding("broken_link", chain, link.sequence, link.entry_id, "It does not follow from the link before.")
    if link.hash != link_hash(chain, link.sequence, link.entry_id, link.entry_hash, link.previous):
        return Finding("altered_link", chain, link.sequence, link.entry_id, "Its hash is not that of what it says.")
    return None


def _entry_finding(chain: str, link: Link, entry: StoredEntry | None, mark: tuple[str, int] | None) -> Finding | None:
    if entry is None:
        return Finding("missing_entry", chain, link.sequence, link.entry_id, "The link's entry is gone.")
    if entry_hash(entry) != link.entry_hash:
        return Finding("altered_entry", chain, link.sequence, link.entry_id, "The entry is not what was linked.")
    if entry.chain != chain or entry.entry_id != link.entry_id:
        return Finding("foreign_entry", chain, link.sequence, link.entry_id, f"The entry belongs to {entry.chain}.")
    if mark != (chain, link.sequence):
        return Finding("altered_mark", chain, link.sequence, link.entry_id, f"Its mark says {mark or 'nothing'}.")
    return None


def _readable_finding(link: Link, entry: StoredEntry | None, part: ReadablePart | None) -> Finding | None:
    if part is None or entry is None:
        return None
    for name in _HASHED:
        if salted(part.salt, getattr(part, name)) != entry.facts.get(f"{name}Hash"):
            return Finding(
                "altered_words", link.chain, link.sequence, link.entry_id, f"The {name} is not what was recorded."
            )
    return None


def _prove_entries(desk: ProofDesk, chain: str, days: Sequence[str], token: str) -> Step:
    page = desk.trail.of_chain(chain, PAGE, token)
    marks = desk.chains.marks([entry.entry_id for entry in page.items])
    links = desk.chains.at(chain, sorted({sequence for _, sequence in marks.values()}))
    long_ago = (desk.clock.now() - PENDING_SECONDS) * 1000
    pending = 0
    for entry in page.items:
        mark = marks.get(entry.entry_id)
        if mark is None and entry.at_ms > long_ago:
            pending += 1
        elif mark is None:
            return Step("", finding=Finding("unlinked_entry", chain, 0, entry.entry_id, "It was never linked."))
        elif mark[0] != chain:
            detail = f"It was linked into {mark[0]}, and now says that it belongs into {chain}."
            return Step("", finding=Finding("altered_entry", mark[0], mark[1], entry.entry_id, detail))
        elif mark[1] not in links or links[mark[1]].entry_id != entry.entry_id:
            detail = f"Its mark names link {mark[1]}, which is not its own."
            return Step("", finding=Finding("unlinked_entry", chain, mark[1], entry.entry_id, detail))
    following = f"entries:{page.next_token}" if page.next_token else "heads:"
    return Step(following, len(page.items), pending=pending)


def _prove_heads(desk: ProofDesk, chain: str, days: Sequence[str], token: str) -> Step:
    for head in desk.heads.of_chain(chain, days):
        link = desk.chains.at(chain, [head.sequence]).get(head.sequence)
        if link is None or link.hash != head.hash:
            return Step("", finding=_head_finding(head))
    for sighting in desk.sightings.all():
        if _concerns(desk, chain, sighting):
            return Step("", finding=_sighting_finding(chain, sighting))
    return Step("")


def _head_finding(head: Head) -> Finding:
    return Finding("wrong_head", head.chain, head.sequence, "", "Another head was published for this link.")


def _sighting_finding(chain: str, sighting: Sighting) -> Finding:
    what = "overwritten" if sighting.change == "MODIFY" else "removed"
    entry_id = sighting.partition.partition("#")[2] if sighting.partition.startswith(_ENTRY_KEYS) else ""
    return Finding("overwrite_seen", chain, 0, entry_id, f"{sighting.partition} / {sighting.sort} was {what}.")


_ENTRY_KEYS = (entry_key(""), readable_key(""))


def _concerns(desk: ProofDesk, chain: str, sighting: Sighting) -> bool:
    if sighting.partition == chain_key(chain) or sighting.sort == chain:
        return True
    if not sighting.partition.startswith(_ENTRY_KEYS):
        return False
    entry_id = sighting.partition.partition("#")[2]
    mark, entry = desk.chains.marks([entry_id]).get(entry_id), desk.trail.entries([entry_id]).get(entry_id)
    return chain in (mark[0] if mark else "", entry.chain if entry else "")


_PHASES = {"links": _prove_links, "entries": _prove_entries, "heads": _prove_heads}

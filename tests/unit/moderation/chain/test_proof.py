"""A proof holds for what was left alone, and names what was not."""

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from moderation.chain.absorbing import raise_alarm
from moderation.chain.linking import link_all
from moderation.chain.proving import Proven, prove
from moderation.chain.records import Sighting
from moderation.chain.sweeping import publish_heads, sweep
from tests.unit.moderation.chain.conftest import CHAIN, OTHER, ROOM, Audited
from tests.unit.moderation.chain.tampering import KINDS

SEED = 5_000_011
TAMPERINGS = 1_000


@pytest.fixture
def grown(audited: Audited, always: Callable[[], bool]) -> Audited:
    """Three chains: 25 entries, of which 20 are under a published head; 5 of another room, 3 of the organisation."""
    link_all(audited.chains, [*audited.records(20), *audited.records(5, OTHER), *audited.records(3, "")])
    audited.clock.time += 3_600
    publish_heads(audited.desk, "2027-01-15", sweep(audited.desk, always))
    link_all(audited.chains, audited.records(5))
    audited.clock.time += 3_600
    return audited


def everything(audited: Audited) -> Proven:
    return prove(audited.desk, "", "", "", 10**6)


def test_what_was_left_alone_is_intact(grown: Audited) -> None:
    assert everything(grown) == Proven(chains=3, entries=33, erased=0, pending=0, finding=None, position="")
    assert prove(grown.desk, ROOM, "2027-01", "", 10**6).entries == 25
    assert prove(grown.desk, "org", "", "", 10**6).entries == 3
    assert prove(grown.desk, ROOM, "2026-12", "", 10**6).entries == 0


def test_a_thousand_tamperings_are_all_found_and_named(grown: Audited) -> None:
    chance = random.Random(SEED)
    pristine = copy.deepcopy(grown.table.items)
    found: Counter[str] = Counter()
    for number in range(TAMPERINGS):
        kind = KINDS[number % len(KINDS)]
        grown.table.items = copy.deepcopy(pristine)
        expected = kind(grown.table, CHAIN, chance)
        proven = everything(grown)
        assert proven.finding, f"{kind.__name__}, tampering {number}, seed {SEED}"
        assert proven.finding.kind in expected, f"{kind.__name__} found as {proven.finding}, seed {SEED}"
        assert proven.finding.chain == CHAIN
        in_room = prove(grown.desk, ROOM, "2027-01", "", 10**6).finding
        assert in_room
        assert (in_room.kind, in_room.sequence) == (proven.finding.kind, proven.finding.sequence)
        assert prove(grown.desk, OTHER, "", "", 10**6).finding is None
        found[proven.finding.kind] += 1
    print(f"{sum(found.values())} of {TAMPERINGS} tamperings of {len(KINDS)} kinds found, seed {SEED}: {dict(found)}")
    assert sum(found.values()) == TAMPERINGS


def test_the_first_break_is_the_one_that_is_named(grown: Audited) -> None:
    for sequence in (17, 4, 9):
        grown.table.items[f"entry#{grown.chains.links(CHAIN, sequence - 1, 1)[0].entry_id}", "entry"]["role"] = "x"
    finding = everything(grown).finding
    assert finding
    assert (finding.kind, finding.sequence) == ("altered_entry", 4)


def test_a_row_that_is_no_link_proves_and_disturbs_nothing(grown: Audited) -> None:
    grown.table.put({"pk": f"chain#{CHAIN}", "sk": "0000000000099x", "entryId": "stray"})
    assert everything(grown).finding is None
    assert link_all(grown.chains, grown.records(1)) == 1
    assert grown.chains.last(CHAIN) == grown.chains.links(CHAIN, 25, 1)[0]


def test_erased_words_break_nothing_and_are_counted(grown: Audited) -> None:
    for link in grown.chains.links(CHAIN, 3, 4):
        del grown.table.items[f"readable#{link.entry_id}", "readable"]
    proven = everything(grown)
    assert (proven.finding, proven.erased) == (None, 4)


def test_a_young_entry_is_pending_an_old_one_was_left_out(grown: Audited) -> None:
    grown.record()
    assert everything(grown).pending == 1
    grown.clock.time += 301
    finding = everything(grown).finding
    assert finding
    assert finding.kind == "unlinked_entry"


@pytest.mark.parametrize(
    ("partition", "sort", "concerns"),
    [
        (f"chain#{CHAIN}", "000000000003", {"", ROOM}),
        ("entry#entry3", "entry", {"", ROOM}),
        ("readable#entry3", "readable", {"", ROOM}),
        ("heads#2027-01-15", CHAIN, {"", ROOM}),
        ("entry#entry21", "linked", {"", OTHER}),
        ("sightings", "1800000000000#x", {""}),
        ("entry#gone", "entry", {""}),
    ],
)
def test_an_overwrite_that_was_seen_stays_a_finding_where_it_belongs(
    grown: Audited, partition: str, sort: str, concerns: set[str]
) -> None:
    raise_alarm(grown.desk, Sighting("record1", 1_800_000_000_123, "MODIFY", partition, sort))
    found = {room: prove(grown.desk, room, "", "", 10**6).finding for room in ("", ROOM, OTHER)}
    assert {room for room, finding in found.items() if finding} == concerns
    assert {finding.kind for finding in found.values() if finding} == {"overwrite_seen"}
    assert grown.events.published[-1].type == "audit.tampered"


def test_an_alarm_is_kept_once(grown: Audited) -> None:
    for _ in range(2):
        raise_alarm(grown.desk, Sighting("record1", 1_800_000_000_123, "REMOVE", "entry#entry1", "entry"))
    assert len(grown.desk.sightings.all()) == 1


def pieces(audited: Audited, room: str, limit: int) -> Iterator[Proven]:
    position = ""
    while True:
        proven = prove(audited.desk, room, "", position, limit)
        yield proven
        position = proven.position
        if not position:
            return


@pytest.mark.parametrize("limit", [1, 100, 150, 333])
def test_a_proof_in_pieces_is_the_whole_proof(grown: Audited, limit: int) -> None:
    link_all(grown.chains, [*grown.records(230), *grown.records(120, OTHER)])
    grown.clock.time += 3_600
    whole = everything(grown)
    parts = list(pieces(grown, "", limit))
    assert len(parts) > 1
    assert sum(part.entries for part in parts) == whole.entries == 33 + 350
    assert [part.finding for part in parts] == [None] * len(parts)
    altered = grown.chains.links(CHAIN, 150, 1)[0]
    grown.table.items[f"entry#{altered.entry_id}", "entry"]["role"] = "x"
    finding = everything(grown).finding
    assert finding
    assert list(pieces(grown, "", limit))[-1].finding == finding


def test_two_months_of_a_room_are_two_chains(grown: Audited) -> None:
    grown.clock.time += 30 * 86_400
    link_all(grown.chains, grown.records(4))
    grown.clock.time += 3_600
    proven = prove(grown.desk, ROOM, "", "", 10**6)
    assert (proven.chains, proven.entries) == (2, 29)
    assert prove(grown.desk, "", "2027-02", "", 10**6).entries == 4

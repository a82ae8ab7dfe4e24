"""Every entry is linked exactly once, in one chain without gaps, whoever tries at the same time."""

import random
from pathlib import Path

import pytest

from moderation.chain.absorbing import absorb
from moderation.chain.announcing import TYPES
from moderation.chain.hashing import entry_hash
from moderation.chain.linking import ATTEMPTS, link_all
from moderation.chain.proving import prove
from moderation.errors import Unavailable
from tests.fakes.audit import InMemoryChains
from tests.unit.moderation.chain.conftest import CHAIN, OTHER, Audited

SEED = 20_270_115


def test_each_room_and_the_organisation_have_a_chain_per_month(audited: Audited) -> None:
    entries = [audited.record(), audited.record(room=OTHER), audited.record(room=""), audited.record()]
    audited.clock.time += 30 * 86_400
    entries.append(audited.record())
    assert link_all(audited.chains, entries) == 5
    lengths = {entry.chain: len(audited.chains.links(entry.chain, 0, 100)) for entry in entries}
    assert lengths == {CHAIN: 2, f"{OTHER}#2027-01": 1, "org#2027-01": 1, CHAIN.replace("-01", "-02"): 1}


def test_a_link_says_what_it_links_and_what_came_before(audited: Audited) -> None:
    entries = audited.records(3)
    link_all(audited.chains, entries)
    links = audited.chains.links(CHAIN, 0, 100)
    assert [link.sequence for link in links] == [1, 2, 3]
    assert [link.entry_hash for link in links] == [entry_hash(entry) for entry in entries]
    assert [link.previous for link in links] == ["", links[0].hash, links[1].hash]
    assert len({link.hash for link in links}) == 3


def test_repetitions_change_nothing(audited: Audited) -> None:
    entries = audited.records(120)
    assert link_all(audited.chains, entries[:70]) == 70
    before = dict(audited.table.items)
    assert link_all(audited.chains, entries[:70]) == 0
    assert audited.table.items == before
    # Half known, half new, in one transaction.
    assert link_all(audited.chains, entries[60:]) == 50
    assert len(audited.chains.links(CHAIN, 0, 1000)) == 120


def test_shards_that_race_for_the_same_chain_leave_one_chain(audited: Audited) -> None:
    """Each append is overtaken by another worker's, with some of the same entries among them."""
    chance = random.Random(SEED)
    rounds = 200
    rival = InMemoryChains(audited.table)
    for _ in range(rounds):
        entries = audited.records(chance.randint(1, 4))
        mine = chance.sample(entries, chance.randint(1, len(entries)))
        overtaking = [chance.sample(entries, chance.randint(1, len(entries))) for _ in range(chance.randint(0, 3))]
        audited.chains.before_append = [lambda taken=taken: link_all(rival, taken) for taken in overtaking]
        link_all(audited.chains, mine)
        link_all(audited.chains, entries)
    links = audited.chains.links(CHAIN, 0, 10**6)
    entries_there = [key for key in audited.table.items if key[1] == "entry"]
    print(f"{rounds} races, {len(links)} entries, seed {SEED}")
    assert [link.sequence for link in links] == list(range(1, len(entries_there) + 1))
    assert len({link.entry_id for link in links}) == len(entries_there)
    audited.clock.time += 3_600
    assert prove(audited.desk, "", "", "", 10**6).finding is None


def test_a_chain_that_never_rests_is_left_to_the_next_try(audited: Audited) -> None:
    rival = InMemoryChains(audited.table)
    (entry,) = audited.records(1)
    overtaking = audited.records(ATTEMPTS)
    audited.chains.before_append = [lambda taken=taken: link_all(rival, [taken]) for taken in overtaking]
    with pytest.raises(Unavailable):
        link_all(audited.chains, [entry])
    assert link_all(audited.chains, [entry]) == 1


def test_the_world_is_told_once_per_entry_and_again_on_a_repetition(audited: Audited) -> None:
    entries = [audited.record("ImposeSanction"), audited.record("SendEvent"), audited.record("DeleteMessage")]
    assert absorb(audited.desk, entries) == 3
    assert audited.events.types() == ["user.sanctioned", "audit.recorded", "message.deleted"]
    event = audited.events.published[0]
    assert (event.id, event.room_id, event.at) == (entries[0].entry_id, entries[0].room, entries[0].at_ms / 1000)
    assert event.detail["subject"] == "ada"
    assert event.detail["after"] == {"kind": "ban"}
    assert absorb(audited.desk, entries) == 0
    assert [again.id for again in audited.events.published[3:]] == [entry.entry_id for entry in entries]


def test_linking_does_not_wait_for_the_bus(audited: Audited) -> None:
    entries = audited.records(2)
    audited.events.broken = True
    with pytest.raises(Unavailable):
        absorb(audited.desk, entries)
    assert len(audited.chains.links(CHAIN, 0, 100)) == 2


def test_what_was_erased_before_it_could_be_told_is_linked_and_not_announced(audited: Audited) -> None:
    kept, erased = audited.records(2)
    del audited.table.items[f"readable#{erased.entry_id}", "readable"]
    assert absorb(audited.desk, [kept, erased]) == 2
    assert [event.id for event in audited.events.published] == [kept.entry_id]


def test_every_operation_that_has_an_event_of_its_own_is_one_that_is_recorded() -> None:
    """The table names operations by text: a use case that is renamed must not fall back to `audit.recorded` unseen."""
    sources = (Path(__file__).parents[4] / "functions" / "moderation").rglob("*.py")
    told = "\n".join(file.read_text("utf-8") for file in sources if file.name != "announcing.py")
    assert [operation for operation in TYPES if f'"{operation}"' not in told] == []

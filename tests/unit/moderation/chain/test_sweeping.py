"""What the stream lost is found; what was published can be noted outside and holds from then on."""

from collections.abc import Callable

import pytest

from moderation.chain.hashing import heads_digest
from moderation.chain.linking import link_all
from moderation.chain.sweeping import publish_heads, sweep
from moderation.errors import Unavailable
from tests.unit.moderation.chain.conftest import CHAIN, OTHER, Audited

Always = Callable[[], bool]


def test_entries_that_the_stream_lost_are_chained_and_announced(audited: Audited, always: Always) -> None:
    lost = audited.records(250)
    link_all(audited.chains, lost[100:150])
    audited.clock.time += 3_600
    swept = sweep(audited.desk, always)
    assert (swept.found, swept.complete, swept.chains) == (200, True, frozenset({CHAIN}))
    assert len(audited.chains.links(CHAIN, 0, 1000)) == 250
    assert {event.id for event in audited.events.published} == {e.entry_id for e in lost[:100] + lost[150:]}
    assert sweep(audited.desk, always).found == 0


def test_what_is_younger_than_a_minute_is_left_to_the_stream(audited: Audited, always: Always) -> None:
    audited.record()
    audited.clock.time += 59
    assert sweep(audited.desk, always).found == 0
    audited.clock.time += 2
    assert sweep(audited.desk, always).found == 1


def test_a_round_that_runs_out_of_time_goes_on_in_the_next(audited: Audited, always: Always) -> None:
    audited.records(250)
    audited.clock.time += 3_600
    twice = iter([True, True, False])
    swept = sweep(audited.desk, lambda: next(twice))
    assert (swept.found, swept.complete) == (200, False)
    assert sweep(audited.desk, always).found == 50


def test_an_outage_of_days_is_caught_up_on(audited: Audited, always: Always) -> None:
    """Each round begins where the last publication was, however long ago that is."""
    link_all(audited.chains, audited.records(2))
    audited.clock.time += 3_600
    assert publish_heads(audited.desk, "2027-01-15", sweep(audited.desk, always))
    audited.records(3)
    audited.clock.time += 9 * 86_400
    assert sweep(audited.desk, always).found == 3


def test_heads_are_published_once_a_day(audited: Audited, always: Always) -> None:
    link_all(audited.chains, [*audited.records(3), *audited.records(2, OTHER)])
    audited.clock.time += 3_600
    published = publish_heads(audited.desk, "2027-01-15", sweep(audited.desk, always))
    heads = audited.desk.heads.of_day("2027-01-15")
    assert {head.chain: head.sequence for head in heads} == {CHAIN: 3, f"{OTHER}#2027-01": 2}
    assert {head.hash for head in heads} == {audited.chains.last(head.chain).hash for head in heads}  # type: ignore[union-attr]
    assert published
    assert (published.chains, published.digest) == (2, heads_digest(heads))
    (event,) = (event for event in audited.events.published if event.type == "audit.heads_published")
    assert event.detail == {"day": "2027-01-15", "chains": 2, "digest": published.digest}
    assert publish_heads(audited.desk, "2027-01-15", sweep(audited.desk, always)) is None


def test_the_next_day_publishes_what_grew(audited: Audited, always: Always) -> None:
    link_all(audited.chains, [*audited.records(3), *audited.records(2, OTHER)])
    audited.clock.time += 7_200
    publish_heads(audited.desk, "2027-01-15", sweep(audited.desk, always))
    audited.clock.time += 86_400
    link_all(audited.chains, audited.records(1, OTHER))
    audited.clock.time += 3_600
    publish_heads(audited.desk, "2027-01-16", sweep(audited.desk, always))
    assert [head.sequence for head in audited.desk.heads.of_day("2027-01-16")] == [3]


def test_a_crash_between_the_heads_and_the_day_is_made_good(audited: Audited, always: Always) -> None:
    link_all(audited.chains, audited.records(3))
    audited.clock.time += 3_600
    swept = sweep(audited.desk, always)
    audited.events.broken = True
    with pytest.raises(Unavailable):
        publish_heads(audited.desk, "2027-01-15", swept)
    assert audited.desk.heads.last_day() is None
    audited.events.broken = False
    link_all(audited.chains, audited.records(1))
    audited.clock.time += 3_600
    published = publish_heads(audited.desk, "2027-01-15", sweep(audited.desk, always))
    assert published
    # The head that was kept before the crash stays: rows of the audit never change.
    (head,) = audited.desk.heads.of_day("2027-01-15")
    assert head.sequence == 3
    assert published.digest == heads_digest([head])

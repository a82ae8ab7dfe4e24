"""Reconciliation over the ports: what becomes of delivered messages."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from moderation.compile import compile_policy
from moderation.errors import Unavailable
from moderation.publishing.records import PolicyPointer, Publication
from moderation.reconciliation.reconcile import Reconciler
from moderation.reconciliation.records import DeliveredMessage, Finding, Recheck
from moderation.records import SanctionRecord
from tests.fakes.reconciliation import ROOM, ReconcilerWorld
from tests.unit.reconciler.build import CLEAN, DENIED, MASKED, NOW, decision, delivered, packed


@pytest.fixture
def world() -> ReconcilerWorld:
    return ReconcilerWorld()


@pytest.fixture
def reconciler(world: ReconcilerWorld) -> Reconciler:
    return Reconciler(world.desk)


def seen(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.standing, finding.outcome, finding.cause) for finding in findings]


def ban(world: ReconcilerWorld, user_id: str = "ann", scope: str = "*") -> None:
    world.state.sanctions[user_id, scope] = SanctionRecord(user_id, scope, "ban", None, "r", "person:1", int(NOW))


def publish(world: ReconcilerWorld, scope: str, term: str, **when: object) -> None:
    """Put a policy in force that denies one term."""
    rule = {"id": "own", "kind": "terms", "verdict": "deny", "reasonCode": "own", "params": {"terms": [term]}}
    compiled = compile_policy({"name": scope, "rules": [{**rule, "when": when}]})
    assert not compiled.problems, compiled.problems
    world.policy_versions.keep_compiled(compiled.data)
    world.state.policies.publications[scope] = Publication(scope, PolicyPointer("p", 1, compiled.hash))


def test_what_an_allow_covers_stands_without_another_review(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    plain, masked = delivered("m1", DENIED), delivered("m2", MASKED)
    world.decisions.packed["m1"] = packed(plain)
    world.decisions.filed["m2"] = decision(masked, "MASK")
    ban(world)
    assert seen(reconciler.look([plain, masked])) == [("covered", "stands", "")] * 2
    assert world.removed() == set()


def test_what_was_refused_and_delivered_all_the_same_is_removed_at_once(
    world: ReconcilerWorld, reconciler: Reconciler
) -> None:
    message = delivered("m1", CLEAN)
    world.decisions.filed["m1"] = decision(
        message, "DENY", elapsed_ms=900.0, rule_id="flood", reason_code="flood", at_ms=int(message.at * 1000)
    )
    assert seen(reconciler.look([message])) == [("refused", "removed", "timeout")]
    (intent,) = world.state.intents.values()
    assert (intent.operation, intent.room_id) == ("DeleteMessage", ROOM)
    assert intent.arguments == {"messageId": "m1", "reason": "Removed by policy (flood)."}
    assert intent.lease_until <= NOW, "the action runner may take it at once"
    (entry,) = world.state.audit.values()
    assert (entry.actor, entry.operation, entry.subject) == ("automatic:reconciler", "DeleteMessage", "m1")
    assert entry.after == {
        "cause": "timeout",
        "userId": "ann",
        "sentAt": int(message.at * 1000),
        "verdict": "DENY",
        "ruleId": "flood",
        "reasonCode": "flood",
    }
    (event,) = world.events.published
    assert (event.type, event.id, event.at, event.room_id) == ("engine.fallback", "fallback-m1", message.at, ROOM)
    assert event.detail == {"messageId": "m1", "userId": "ann", "cause": "timeout", "outcome": "removed"}


@pytest.mark.parametrize("content", [DENIED, MASKED])
def test_what_nobody_decided_and_would_not_pass_waits_twice_and_goes(
    world: ReconcilerWorld, reconciler: Reconciler, content: str
) -> None:
    message = delivered("m1", content)
    assert seen(reconciler.look([message])) == [("missing", "waits", "")]
    for waited, outcome in ((20, "waits"), (60, "removed")):
        ((due, _, recheck),) = world.rechecks.waiting
        assert due == world.clock.now() + waited
        world.rechecks.waiting.clear()
        world.clock.time = due
        assert reconciler.look_again(recheck).outcome == outcome
    assert world.removed() == {"m1"}
    assert world.rechecks.waiting == []
    filed = world.decisions.filed["m1"]
    assert (filed.verdict, filed.user_id, filed.at_ms) == ("DENY", "ann", int(message.at * 1000))
    assert filed.elapsed_ms == 90_000, "ten seconds of the chat log, eighty of waiting"
    assert filed.rule_id
    assert filed.hits
    assert dict(filed.notes) == {"cause": "unknown", "decided": "after delivery"}
    assert reconciler.look_again(recheck).standing == "refused"
    assert len(world.state.audit) == 1


@pytest.mark.parametrize(
    "last_change", ["none", "organisation", "room", "withdrawn", "sanction", "modes", "deployment"]
)
@pytest.mark.parametrize("seconds_before", [59, 61])
def test_what_would_have_been_refused_when_it_was_sent_waits_once(
    world: ReconcilerWorld, last_change: str, seconds_before: int
) -> None:
    message = delivered("m1", "bananas", at=NOW)
    changed_at = NOW - seconds_before
    world.clock.time = changed_at if last_change == "deployment" else NOW - 1_000
    reconciler = Reconciler(world.desk)
    world.clock.time = NOW + 10
    published = world.state.policies.publications
    if last_change == "deployment":
        message = delivered("m1", DENIED, at=NOW)
    else:
        publish(world, "*", "bananas")
        publish(world, ROOM, "bananas")
    if last_change in ("organisation", "withdrawn"):
        published[ROOM] = Publication(ROOM)
    scope = {"organisation": "*", "room": ROOM, "withdrawn": ROOM}.get(last_change)
    if scope:
        published[scope] = replace(published[scope], at=int(changed_at))
    if last_change == "sanction":
        ban(world)
        world.state.sanctions["ann", "*"] = replace(world.state.sanctions["ann", "*"], at=int(changed_at))
    if last_change == "modes":
        world.state.modes[ROOM] = {"linksOff": {}}
    assert reconciler.look([message])[0].outcome == "waits"
    ((due, _, recheck),) = world.rechecks.waiting
    world.clock.time = due
    settled = last_change == "none" or (seconds_before == 61 and last_change != "modes")
    assert reconciler.look_again(recheck).outcome == ("removed" if settled else "waits")


def test_what_nobody_decided_and_would_pass_stands(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    assert seen(reconciler.look([delivered("m1", CLEAN)])) == [("missing", "stands", "")]
    assert world.rechecks.waiting == []


@pytest.mark.parametrize("late", ["packed", "filed"])
def test_an_allow_that_comes_late_stands_although_the_message_would_not_pass_now(
    world: ReconcilerWorld, reconciler: Reconciler, late: str
) -> None:
    message = delivered("m1", DENIED)
    reconciler.look([message])
    if late == "packed":
        world.decisions.packed["m1"] = packed(message)
    else:
        world.decisions.filed["m1"] = decision(message)
    assert reconciler.look_again(Recheck(message, 2)).outcome == "stands"
    assert world.removed() == set()


@pytest.mark.parametrize("degraded", ["sanctions", "settings+sanctions+counts"])
def test_a_degraded_allow_is_reviewed_again_with_sanctions_read_afresh(
    world: ReconcilerWorld, reconciler: Reconciler, degraded: str
) -> None:
    good, bad = delivered("m1", user_id="ann"), delivered("m2", user_id="bob")
    world.decisions.filed.update({each.message_id: decision(each, degraded=degraded) for each in (good, bad)})
    ban(world, "bob", ROOM)
    assert seen(reconciler.look([good, bad])) == [("degraded", "stands", ""), ("degraded", "removed", "degraded")]
    assert world.removed() == {"m2"}


def test_modes_are_read_afresh(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    world.state.modes[ROOM] = {"linksOff": {}}
    link = delivered("m1", "see https://example.org/x")
    world.decisions.filed["m1"] = decision(link, degraded="settings")
    assert seen(reconciler.look([link])) == [("degraded", "removed", "degraded")]


def test_counts_are_not_counted_again(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    world.state.modes[ROOM] = {"slow": {"seconds": 60}, "uniqueChat": {}}
    same = [delivered(f"m{at}", CLEAN, at=NOW - 10 + at / 10) for at in range(30)]
    assert {finding.outcome for finding in reconciler.look(same)} == {"stands"}


def test_a_newcomers_later_message_is_not_taken_for_the_first(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    publish(world, ROOM, "hello", firstMessage=True)
    message = delivered("m1", "hello", sender_attributes={"firstMessage": "true"})
    world.decisions.filed["m1"] = decision(message, degraded="counts")
    assert seen(reconciler.look([message])) == [("degraded", "stands", "")]


def test_an_altered_text_is_judged_as_it_was_delivered(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    harmless, unmasked = delivered("m1", CLEAN), delivered("m2", MASKED)
    world.decisions.packed["m1"] = packed(harmless, content="something else")
    world.decisions.filed["m2"] = decision(unmasked, "MASK", content="**** happens")
    assert seen(reconciler.look([harmless, unmasked])) == [("altered", "stands", ""), ("altered", "removed", "altered")]


def test_the_rooms_policy_decides_and_goes_before_the_organisations(
    world: ReconcilerWorld, reconciler: Reconciler
) -> None:
    publish(world, "*", "bananas")
    texts = [delivered("m1", "bananas"), delivered("m2", "cherries"), delivered("m3", DENIED)]
    assert [finding.outcome for finding in reconciler.look(texts)] == ["waits", "stands", "stands"]
    publish(world, ROOM, "cherries")
    assert [finding.outcome for finding in reconciler.look(texts)] == ["stands", "waits", "stands"]


@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_nothing_is_removed_by_another_policy_than_the_one_in_force(
    world: ReconcilerWorld, reconciler: Reconciler, damage: str
) -> None:
    pointer = PolicyPointer("p", 1, "ab" * 32)
    world.state.policies.publications[ROOM] = Publication(ROOM, pointer)
    if damage == "broken":
        world.state.policies.compiled[pointer.hash] = b"not a policy"
    assert seen(reconciler.look([delivered("m1", DENIED)])) == [("missing", "unjudged", "")]
    assert world.removed() == set()


@pytest.mark.parametrize("room", ["detached", "gone"])
def test_a_room_that_our_review_does_not_guard_is_left_alone(
    world: ReconcilerWorld, reconciler: Reconciler, room: str
) -> None:
    if room == "detached":
        world.chat.update(ROOM, {"handler_uri": ""})
    else:
        world.chat.delete(ROOM)
    assert reconciler.look_again(Recheck(delivered("m1", DENIED), 2)).outcome == "not_ours"
    assert world.removed() == set()


def test_one_that_fails_is_put_off_and_holds_no_other_up(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    good, bad = delivered("m1", CLEAN), DeliveredMessage("m2", ROOM, "bob", None, NOW)  # type: ignore[arg-type]
    world.decisions.packed["m1"] = packed(good)
    assert seen(reconciler.look([bad, good])) == [("unknown", "put_off", "AttributeError"), ("covered", "stands", "")]
    ((due, _, recheck),) = world.rechecks.waiting
    assert (due, recheck) == (NOW + 20, Recheck(bad, 0))
    with pytest.raises(AttributeError):
        reconciler.look_again(recheck)


def test_while_decisions_cannot_be_read_everything_is_put_off(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    world.decisions.broken = True
    assert seen(reconciler.look([delivered("m1", DENIED)])) == [("unknown", "put_off", "Unavailable")]
    world.rechecks.broken = True
    with pytest.raises(Unavailable):
        reconciler.look([delivered("m1", DENIED)])


def test_a_repetition_changes_nothing_and_tells_the_same_event(world: ReconcilerWorld, reconciler: Reconciler) -> None:
    message = delivered("m1", CLEAN)
    world.decisions.filed["m1"] = decision(message, "DENY")
    for _ in range(3):
        reconciler.look([message])
    assert len(world.state.audit) == len(world.state.intents) == 1
    assert {event.id for event in world.events.published} == {"fallback-m1"}
    assert len({repr(event) for event in world.events.published}) == 1


def test_an_event_that_is_not_taken_is_told_when_the_message_comes_back(
    world: ReconcilerWorld, reconciler: Reconciler
) -> None:
    message = delivered("m1", CLEAN)
    world.decisions.filed["m1"] = decision(message, "DENY")
    world.events.broken = True
    assert seen(reconciler.look([message])) == [("unknown", "put_off", "Unavailable")]
    world.events.broken = False
    ((_, _, recheck),) = world.rechecks.waiting
    assert reconciler.look_again(recheck).outcome == "removed"
    assert world.events.types() == ["engine.fallback"]
    assert len(world.state.intents) == 1

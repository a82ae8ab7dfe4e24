"""The hold queue through the API: who may decide what, when, and what viewers then get."""

from dataclasses import replace
from typing import Any

import pytest

from moderation.delivery.records import DONE, PENDING
from moderation.ledger.records import Flag, Hold
from moderation.records import SanctionRecord
from tests.fakes.state import InMemoryLedger
from tests.fakes.world import ROOM, World

ID = "hold00000001"


def world_with_hold(**members: Any) -> World:
    """A message was held a minute ago; it waits fourteen more."""
    world = World()
    now_ms = int(world.clock.now() * 1000)
    hold = Hold(ID, ROOM, "ada", "Ada", "zounds", "links", "link", now_ms - 60_000, now_ms + 840_000, 2_000_000_000)
    world.state.book.holds[ID] = replace(hold, **members)
    return world


def decide(world: World, decision: str, token: str, **more: Any) -> Any:
    return world.ask("POST", f"/v1/holds/{ID}/decision", {"decision": decision, **more}, token=token)


def test_approval_sends_the_message_and_closes_the_hold() -> None:
    world = world_with_hold()
    token = world.person("moderator")
    shown = world.ask("GET", f"/v1/holds/{ID}", token=token).json
    assert (shown["text"], shown["name"], shown["remainingSeconds"]) == ("zounds", "Ada", 840)
    answer = decide(world, "approve", token, reason="fair").json
    assert (answer["status"], answer["sent"], answer["parts"]) == ("approved", 1, 1)
    assert "text" not in answer, "answers to POST are remembered for a day"
    (intent,) = world.state.intents.values()
    attributes = {"holdId": ID, "userId": "ada", "name": "Ada", "content": "zounds", "part": "1", "parts": "1"}
    sent = ("SendEvent", ROOM, "roomkeeper:message", {**attributes, "actionId": intent.action_id})
    assert world.chat.calls == [sent]
    assert world.state.endings == {intent.action_id: (DONE, "event0000001")}
    (entry,) = world.state.audit.values()
    assert (entry.operation, entry.subject, entry.reason, entry.room_id) == ("DecideHold", "ada", "fair", ROOM)
    assert "zounds" not in repr(entry)
    assert world.ask("GET", f"/v1/rooms/{ROOM}/holds", token=token).json["items"] == []
    closed = world.ask("GET", f"/v1/rooms/{ROOM}/holds", token=token, query={"status": "approved"}).json["items"]
    assert [hold["decidedBy"] for hold in closed] == ["person:sub-of-moderator"]


def test_a_long_message_goes_out_in_order_and_a_busy_chat_gets_the_rest_later() -> None:
    text = "\N{PARTY POPPER}" * 500
    world = world_with_hold(text=text)
    answer = decide(world, "approve", world.person("lead")).json
    assert (answer["sent"], answer["parts"]) == (3, 3)
    assert "".join(call[3]["content"] for call in world.chat.calls) == text
    assert [call[3]["part"] for call in world.chat.calls] == ["1", "2", "3"]

    busy = world_with_hold(text=text)
    busy.chat.refuse["SendEvent"] = "ThrottlingException"
    answer = decide(busy, "approve", busy.person("lead")).json
    assert (answer["status"], answer["sent"], answer["parts"]) == ("approved", 0, 3)
    assert len(busy.chat.calls) == 1, "what must wait keeps the rest behind it"
    assert [action.status for action in busy.state.actions.values()] == [PENDING] * 3
    assert all(intent.expires_at == busy.clock.now() + 300 for intent in busy.state.intents.values())
    ids = list(busy.state.intents)
    follows = [intent.arguments.get("after") for intent in busy.state.intents.values()]
    assert follows == [None, *ids[:-1]], "the runner keeps their order, too"


def test_denial_needs_no_text_and_sends_nothing() -> None:
    world = world_with_hold(text=None)
    token = world.person("moderator")
    assert decide(world, "approve", token).code == "hold_without_text"
    answer = decide(world, "deny", token, reason="spam").json
    assert (answer["status"], answer["reason"]) == ("denied", "spam")
    assert world.chat.calls == []


def test_who_is_second_learns_who_was_first() -> None:
    world = world_with_hold()
    first, second = world.person("moderator"), world.person("lead")
    assert decide(world, "deny", first).status == 200
    late = decide(world, "approve", second)
    assert (late.status, late.code, late.json["status"], late.json["decidedBy"]) == (
        409,
        "hold_closed",
        "denied",
        "person:sub-of-moderator",
    )
    assert decide(world, "deny", first).status == 200, "one's own decision again is no conflict"
    assert decide(world, "approve", first).code == "hold_closed"
    assert len(world.state.audit) == 1


def test_a_claim_keeps_others_away_until_it_ends() -> None:
    world = world_with_hold()
    mine, other = world.person("moderator"), world.person("lead")
    claimed = world.ask("POST", f"/v1/holds/{ID}/claim", {"leaseSeconds": 30}, token=mine).json
    assert claimed["claimedBy"] == "person:sub-of-moderator"
    for path, body in (("claim", None), ("release", None), ("decision", {"decision": "deny"})):
        refused = world.ask("POST", f"/v1/holds/{ID}/{path}", body, token=other)
        assert (refused.status, refused.code) == (409, "hold_claimed")
        assert (refused.json["claimedBy"], refused.json["claimSeconds"]) == ("person:sub-of-moderator", 30)
    assert world.ask("POST", f"/v1/holds/{ID}/release", token=mine).json["claimedBy"] is None
    assert world.ask("POST", f"/v1/holds/{ID}/claim", token=other).json["claimedBy"] == "person:sub-of-lead"
    world.clock.time += 61
    assert world.ask("POST", f"/v1/holds/{ID}/claim", token=mine).json["claimedBy"] == "person:sub-of-moderator"
    assert decide(world, "approve", mine).status == 200


def test_a_hold_whose_time_is_up_is_nobodys_any_more() -> None:
    world = world_with_hold()
    token = world.person("moderator")
    world.clock.time += 839.5
    assert world.ask("GET", f"/v1/holds/{ID}", token=token).json["remainingSeconds"] == 1
    world.clock.time += 0.5
    for path, body in (("claim", None), ("release", None), ("decision", {"decision": "approve"})):
        refused = world.ask("POST", f"/v1/holds/{ID}/{path}", body, token=token)
        assert (refused.status, refused.code, refused.json["status"]) == (409, "hold_closed", "expired")
    listed = world.ask("GET", f"/v1/rooms/{ROOM}/holds", token=token, query={"status": "expired"}).json["items"]
    assert [(hold["holdId"], hold["status"]) for hold in listed] == [(ID, "expired")]
    assert world.chat.calls == []


@pytest.mark.parametrize("scope", [ROOM, "*"])
@pytest.mark.parametrize(("kind", "until", "code"), [("ban", None, 409), ("timeout", 60, 409), ("warning", None, 200)])
def test_nothing_is_released_for_somebody_who_may_not_speak(
    scope: str, kind: str, until: int | None, code: int
) -> None:
    world = world_with_hold()
    until = until and int(world.clock.now()) + until
    world.state.sanctions["ada", scope] = SanctionRecord("ada", scope, kind, until, "r", "person:x", 1)
    answer = decide(world, "approve", world.person("moderator"))
    assert answer.status == code
    if code == 409:
        assert (answer.code, answer.json["kind"]) == ("sender_sanctioned", kind)
        assert world.chat.calls == []
    world.clock.time += 61
    if kind == "timeout":
        assert decide(world, "approve", world.person("moderator")).status == 200


@pytest.mark.parametrize("scope", [ROOM, "*"])
@pytest.mark.parametrize("muted", [True, False])
def test_a_sanction_of_the_same_moment_is_not_overlooked(scope: str, muted: bool) -> None:
    """It is imposed, or lifted, after the approval has looked and before it is committed."""
    world = world_with_hold()
    ban = SanctionRecord("ada", scope, "ban", None, "r", "person:x", 1, version=7)
    commits = iter([True])
    real = InMemoryLedger.commit

    def commit(ledger: InMemoryLedger, *told: Any) -> bool:
        if next(commits, False):
            if muted:
                world.state.sanctions["ada", scope] = ban
            else:
                del world.state.sanctions["ada", scope]
        return real(ledger, *told)

    if not muted:
        # It has run out, so that the approval goes ahead.
        world.state.sanctions["ada", scope] = replace(ban, until=int(world.clock.now()) - 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(InMemoryLedger, "commit", commit)
        answer = decide(world, "approve", world.person("moderator"))
    if muted:
        assert (answer.status, answer.code) == (409, "sender_sanctioned")
        assert (world.chat.calls, world.state.audit) == ([], {})
    else:
        assert (answer.status, len(world.chat.calls)) == (200, 1)


def test_nobody_approves_their_own_message() -> None:
    world = world_with_hold(user_id="sub-of-lead")
    assert decide(world, "approve", world.person("lead")).code == "target_is_self"
    assert decide(world, "approve", world.person("moderator")).status == 200


def test_the_same_request_under_one_key_sends_once() -> None:
    world = world_with_hold()
    token, key = world.person("moderator"), {"Idempotency-Key": "k"}
    path, body = f"/v1/holds/{ID}/decision", {"decision": "approve"}
    answers = [world.ask("POST", path, body, token=token, headers=key).body for _ in range(3)]
    assert len(set(answers)) == 1
    assert len(world.chat.calls) == 1


def test_what_a_crash_after_the_commit_leaves_is_not_sent_twice() -> None:
    world = world_with_hold()
    token = world.person("moderator")
    world.chat.send_event = lambda *_: (_ for _ in ()).throw(SystemExit)  # type: ignore[method-assign]
    with pytest.raises(SystemExit):
        decide(world, "approve", token)
    assert len(world.state.intents) == 1, "the action runner will send it"
    del world.chat.send_event
    answer = decide(world, "approve", token)
    assert (answer.status, answer.json["status"], answer.json["sent"]) == (200, "approved", 0)
    assert world.chat.calls == []


def test_a_flag_is_seen_once_and_keeps_who_saw_it() -> None:
    world = World()
    world.state.book.flags[ID] = Flag(ID, ROOM, "ada", "see", int(world.clock.now() * 1000), 2_000_000_000)
    token = world.person("moderator")
    for role in ("moderator", "lead"):
        seen = world.ask("POST", f"/v1/flags/{ID}/seen", token=world.person(role)).json
        assert (seen["status"], seen["seenBy"]) == ("seen", "person:sub-of-moderator")
    assert len(world.state.audit) == 1
    assert world.ask("GET", f"/v1/rooms/{ROOM}/flags", token=token).json["items"] == []
    assert world.ask("POST", "/v1/flags/nosuchflag12/seen", token=token).code == "flag_not_found"

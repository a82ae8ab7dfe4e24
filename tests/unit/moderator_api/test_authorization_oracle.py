"""Random requests by random callers, decided by the API and by an oracle that shares no line with it."""

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from moderation.records import Moderator
from moderator_api.application import resolver
from moderator_api.openapi import description
from tests.fakes.world import FOREIGN, ROOM, Answer, World
from tests.unit.moderator_api import oracle
from tests.unit.moderator_api.oracle import HIDDEN, NO, YES, Asked
from tests.unit.moderator_api.requests import GOOD, Good
from tests.unit.moderator_api.test_authorization import prepared

CASES, SEED = 200_000, 20261122
PEOPLE = ("admin", "lead", "moderator", "policy_editor", "analyst")
MISSING = "nosuchroom12"
SCOPES: tuple[tuple[str, ...], ...] = (
    ("*",),
    (ROOM,),
    (FOREIGN,),
    (ROOM, FOREIGN),
    (MISSING,),
    (),
    (ROOM.upper(),),
    (ROOM[:-1],),
    (f"{ROOM},{FOREIGN}",),
)
# Who is acted on: a viewer, the caller, somebody with a role (by `sub` or user name), somebody who had one.
TARGETS = ("viewer", "self", "self by name", *PEOPLE, *(f"{role} by name" for role in PEOPLE), "former admin")
# One good request for each operation, so that each is drawn as often as any other.
OPERATIONS = {f"{good.method} {good.template}": good for good in GOOD}
# These may name a room, in the query or in a list in the body.
NAMING = {name for name, (_, scope, _) in oracle.RULES.items() if scope == "named"}
GOODS = list(OPERATIONS.values())
NOT_THERE = {
    "room_not_found",
    "upstream_not_found",
    "action_not_found",
    "hold_not_found",
    "decision_not_found",
    "flag_not_found",
}


@dataclass(frozen=True)
class Case:
    """A request as generated; `state` of the caller: active, inactive or unknown."""

    good: Good
    role: str
    rooms: tuple[str, ...]
    state: str
    room: str
    target: str
    access: str
    names_room: bool

    @property
    def operation(self) -> str:
        return f"{self.good.method} {self.good.template}"

    @property
    def asked(self) -> Asked:
        by_name = self.target.removesuffix(" by name")
        return Asked(
            operation=self.operation,
            role=self.role if self.state == "active" else "",
            rooms=self.rooms,
            room=self.room if self.names_room or self.operation not in NAMING else "",
            room_exists=self.room != MISSING,
            target=by_name if by_name in PEOPLE else "",
            on_self=by_name == "self" and self.role != "service",
            wants=self.access,
        )

    def user(self) -> str:
        name = self.target.removesuffix(" by name").replace(" ", "-")
        return f"target-{name}@example.com" if "by name" in self.target and name != "self" else self._self_or(name)

    def _self_or(self, name: str) -> str:
        if name != "self":
            return f"target-{name}"
        return "caller@example.com" if "by name" in self.target else "caller"


def drawn(dice: random.Random) -> Case:
    role = dice.choice((*PEOPLE, "service"))
    return Case(
        good=dice.choice(GOODS),
        role=role,
        rooms=("*",) if role == "service" else dice.choice(SCOPES),
        state="active" if role == "service" or dice.random() < 0.9 else dice.choice(("inactive", "unknown")),
        room=dice.choice((ROOM, ROOM, FOREIGN, MISSING)),
        target=dice.choice(TARGETS),
        access=dice.choice(("view", "view", "chat")),
        names_room=dice.random() < 0.5,
    )


@cache
def token_of_caller() -> str:
    return World().token(sub="caller")


def world_of(case: Case) -> World:
    world = prepared()
    for role in PEOPLE:
        name = f"target-{role}"
        world.state.moderators[name] = Moderator(name, f"{name}@example.com", role, ("*",))
    former = "target-former-admin"
    world.state.moderators[former] = Moderator(former, f"{former}@example.com", "admin", ("*",), active=False)
    if case.role != "service" and case.state != "unknown":
        caller = Moderator("caller", "caller@example.com", case.role, case.rooms, active=case.state == "active")
        world.state.moderators["caller"] = caller
    return world


def put(world: World, case: Case) -> Answer:
    """The operation's good request, with the case's room, target and caller in it."""
    good, user, body, query = case.good, case.user(), case.good.body, case.good.query
    path = {
        "roomId": case.room,
        "actionId": case.room,
        "holdId": case.room,
        "messageId": case.room,
        "userId": quote(user, safe=""),
        **good.path,
    }
    if "{sub}" in good.template:
        path["sub"] = "caller" if case.asked.on_self else "sub-of-somebody"
    if "{userId}" in good.template:
        path["userId"] = quote(user, safe="")
    if good.template.endswith("/tokens"):
        body = {"userId": user, "access": case.access}
    if case.operation in NAMING:
        if good.method == "GET":
            unnamed = {name: value for name, value in query.items() if name != "roomId"}
            query = {**unnamed, **({"roomId": case.room} if case.names_room else {})}
        elif good.template == "/v1/audit/verify":
            body = {"roomId": case.room if case.names_room else None}
        else:
            body = {**good.body, "rooms": [case.room] if case.names_room else None}
    url = good.template.format(**path)
    return world.ask(good.method, url, body, token="" if case.role == "service" else token_of_caller(), query=query)


def verdict(answer: Answer) -> str:
    """What the API's answer says about the right to ask."""
    if answer.status == 403:
        return NO
    if answer.status == 404 and answer.code in NOT_THERE:
        return HIDDEN
    assert answer.status < 500, answer
    assert answer.status != 401, answer
    return YES


def test_the_oracle_knows_every_operation_of_the_description() -> None:
    document = json.loads(description(resolver()))
    described = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}
    assert described - {"GET /v1/health"} == set(oracle.RULES)
    assert set(OPERATIONS) == set(oracle.RULES)


def test_the_api_and_the_oracle_agree(soak_count: Callable[[int], int]) -> None:
    count, dice = soak_count(CASES), random.Random(SEED)
    reached: Counter[tuple[str, str]] = Counter()
    told: Counter[str] = Counter()
    for number in range(count):
        case = drawn(dice)
        world = world_of(case)
        before = len(world.chat.calls), len(world.state.audit)
        answer = put(world, case)
        said, right = verdict(answer), oracle.answers(case.asked)
        assert said in right, (f"case {number} of seed {SEED}", case, right, answer)
        _check_traces(world, case, answer, said, before)
        reached[case.operation, case.role] += 1
        told[said] += 1
    everyone = len(OPERATIONS) * (len(PEOPLE) + 1)
    print(f"{count} requests, seed {SEED}: {dict(told)}; {len(reached)} of {everyone} operations x roles reached")
    assert len(reached) == everyone
    assert min(told.values()) > count // 50, "each kind of answer is common enough to mean something"


def _check_traces(world: World, case: Case, answer: Answer, said: str, before: tuple[int, int]) -> None:
    """A refusal leaves nothing behind, and so does a look, but for one at all that is held about a user."""
    calls, entries = len(world.chat.calls) - before[0], len(world.state.audit) - before[1]
    if case.good.template == "/v1/users/{userId}/export":
        assert entries == (answer.status == 200), (case, answer)
    elif said == NO or case.good.method == "GET":
        assert entries == 0, (case, answer)
    if said == NO or (said == HIDDEN and case.room != MISSING):
        assert calls == 0, (case, answer)
        assert entries == 0, (case, answer)


def test_an_answer_holds_nothing_of_a_room_outside_of_the_scope() -> None:
    """Each listing and look of somebody with one room is searched for the other room's id."""
    world = prepared()
    token = world.person("admin", ROOM)
    looks: list[Any] = [good for good in GOOD if good.method == "GET"]
    for good in looks:
        answer = world.ask("GET", good.url, token=token, query=good.query)
        assert FOREIGN not in answer.body, (str(good), answer)

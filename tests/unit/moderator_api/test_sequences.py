"""Sequences of requests in one deployment, fed with what earlier answers held: no 5xx, every answer as described."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, seed, settings

from tests.fakes.world import World
from tests.unit.moderator_api.test_schema_conformance import ALWAYS, DOCUMENT
from tests.unit.moderator_api.wsgi import Wsgi

SEED = 20261122
CASES, STEPS = 6_000, 12
# Schemathesis finds by itself what feeds what where names agree; here is the rest. "" feeds nothing: it only follows.
ROOM_SANCTION, SANCTION = "/v1/rooms/{roomId}/sanctions/{userId}", "/v1/sanctions/{userId}"
SAME_USER = "userId=$request.path.userId"
SAME_PLACE = f"roomId=$request.path.roomId {SAME_USER}"
FOLLOWS = (
    ("GET /v1/health", "GET /v1/me", ""),
    ("GET /v1/me", "GET /v1/moderators", ""),
    ("GET /v1/me", "GET /v1/health", ""),
    ("GET /v1/me", "GET /v1/stats", ""),
    ("GET /v1/rooms/{roomId}/flags", "POST /v1/flags/{messageId}/seen", "messageId=$response.body#/items/0/messageId"),
    ("GET /v1/moderators", "GET /v1/moderators/{sub}", "sub=$response.body#/items/0/sub"),
    ("GET /v1/moderators", "DELETE /v1/moderators/{sub}", "sub=$response.body#/items/0/sub"),
    ("GET /v1/moderators", "PUT /v1/moderators/{sub}", ""),
    ("GET /v1/lexicons", "GET /v1/lexicons/look-up", ""),
    ("GET /v1/organisation/policy", "PATCH /v1/organisation/policy", ""),
    ("GET /v1/organisation/policy", "DELETE /v1/organisation/policy", ""),
    *((f"PUT {ROOM_SANCTION}", f"{method} {ROOM_SANCTION}", SAME_PLACE) for method in ("GET", "PUT", "DELETE")),
    *((f"PUT {SANCTION}", f"{method} {SANCTION}", SAME_USER) for method in ("GET", "PUT", "DELETE")),
)


def linked() -> dict[str, Any]:
    """The description with those links in it."""
    document = deepcopy(DOCUMENT)
    for number, (first, then, fed) in enumerate(FOLLOWS):
        method, path = then.split()
        link = {"operationId": document["paths"][path][method.lower()]["operationId"]}
        link["parameters"] = {f"path.{name}": source for name, source in (each.split("=") for each in fed.split())}
        method, path = first.split()
        document["paths"][path][method.lower()]["responses"]["200"].setdefault("links", {})[f"follows{number}"] = link
    return document


def test_sequences_of_requests_are_answered_as_described(soak_count: Callable[[int], int]) -> None:
    sequences = soak_count(CASES) // STEPS
    statuses: Counter[str] = Counter()
    operations: Counter[str] = Counter()
    schema = schemathesis.openapi.from_dict(linked())
    machine: Any = schema.as_state_machine()

    class Sequence(machine):  # type: ignore[misc]  # made at run time
        def setup(self) -> None:
            self.world = World()
            self.world.person("lead", sub="somebody")
            self.token = self.world.person("admin")

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            headers = {"Authorization": f"Bearer {self.token}"}
            return {"app": Wsgi(self.world), "base_url": "http://api.test", "headers": headers}

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            statuses[str(response.status_code)] += 1
            operations[f"{case.method} {case.path}"] += 1
            case.validate_response(response, checks=ALWAYS)

    reachable = {
        name for name, transitions in machine._transitions.operations.items() if transitions.incoming
    } | machine._root_labels
    described = {f"{method.upper()} {path}" for path, item in DOCUMENT["paths"].items() for method in item}
    assert reachable == described, "say in FOLLOWS what leads there"
    seed(SEED)(Sequence)
    Sequence.run(
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
    )
    cases = sum(statuses.values())
    print(f"{cases} requests in {sequences} sequences, seed {SEED}, {dict(statuses)}; {len(operations)} operations")
    assert cases >= sequences * STEPS // 2
    assert statuses["200"] + statuses["201"] + statuses["204"] > cases // 4, "few requests get past the door"

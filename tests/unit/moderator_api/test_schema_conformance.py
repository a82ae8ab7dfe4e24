"""Requests generated from the description, good ones and bad ones: no 5xx, and every answer as described."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from moderator_api.application import resolver
from moderator_api.openapi import description
from tests.fakes.world import ROOM, World
from tests.unit.moderator_api.requests import DOCUMENT as RULES
from tests.unit.moderator_api.wsgi import Wsgi

ALWAYS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
SEED = 20261122
CASES = 6_000
KNOWN = {"roomId": ROOM, "messageId": "message00001", "configurationId": "conf00000000", "operationId": "0" * 26}
KNOWN |= {"policyId": "house", "version": "1", "name": "en"}
# Nothing in these requests can be said in more than a few ways.
PLAIN = {("DELETE", "/v1/organisation/policy")}

DOCUMENT: dict[str, Any] = json.loads(description(resolver()))
# Who asks is test_authentication's subject; here every request is an admin's.
del DOCUMENT["components"]["securitySchemes"]
OPERATIONS = [(method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item]
for _item in DOCUMENT["paths"].values():
    for _operation in _item.values():
        del _operation["security"]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_answers_are_as_described(method: str, path: str, soak_count: Callable[[int], int]) -> None:
    seen: Counter[str] = Counter()
    operation = schemathesis.openapi.from_dict(DOCUMENT)[path][method]
    known = {name: value for name, value in KNOWN.items() if f"{{{name}}}" in path}
    strategy = (
        operation.as_strategy(path_parameters=known)
        | operation.as_strategy()
        | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    )
    count = soak_count(CASES) // len(OPERATIONS)

    @seed(SEED)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def ask(case: Any) -> None:
        world = World()
        world.configurations.create("", {"s3": {"bucketName": "logs"}}, {})
        world.state.policies.put_in_force(ROOM, world.state.policies.add("house", RULES["document"]), None)
        response = case.call(
            app=Wsgi(world), base_url="http://api.test", headers={"Authorization": f"Bearer {world.person('admin')}"}
        )
        seen[str(response.status_code)] += 1
        case.validate_response(response, checks=[*ALWAYS, negative_data_rejection])

    ask()
    print(f"{method} {path}: {sum(seen.values())} cases, seed {SEED}, {dict(seen)}")
    few = method == "GET" or (method, path) in PLAIN
    assert sum(seen.values()) >= (1 if few else count // 2), "few requests are left to generate"

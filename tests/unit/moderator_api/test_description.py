"""The committed description is what the code says."""

import json
import re
from pathlib import Path

from moderation import errors
from moderation.roles import OPERATIONS, ROLES
from moderator_api.application import resolver
from moderator_api.examples import BODIES
from moderator_api.idempotency import NEVER_REMEMBERED
from moderator_api.openapi import description
from moderator_api.problems import _STATUS, _UPSTREAM_STATUS
from tests.unit.moderator_api.requests import GOOD
from tests.unit.moderator_api.test_authorization import prepared

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"


def test_the_committed_description_is_that_of_the_code() -> None:
    assert COMMITTED.read_text() == description(resolver()), (
        "run `PYTHONPATH=functions python -m moderator_api > docs/openapi.json`"
    )


def test_every_operation_has_an_id_a_summary_and_a_refusal() -> None:
    document = json.loads(COMMITTED.read_text())
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert operation["responses"]["default"]["content"].keys() == {"application/problem+json"}


def test_every_body_has_an_example_that_works() -> None:
    document = json.loads(COMMITTED.read_text())
    takes_body = {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "requestBody" in operation
    }
    assert {operation["operationId"] for operation in takes_body.values()} == set(BODIES)
    for good in GOOD:
        if operation := takes_body.get(str(good)):
            example = operation["requestBody"]["content"]["application/json"]["example"]
            world = prepared()
            answer = world.ask(good.method, good.url, example, query=good.query, token=world.person("admin"))
            assert answer.status < 300, (str(good), answer)


def test_refusals_are_described_where_they_can_occur() -> None:
    document = json.loads(COMMITTED.read_text())
    used: set[str] = set()
    for path, item in document["paths"].items():
        for method, operation in item.items():
            described = operation["responses"].items()
            given = {status: each["$ref"].rpartition("/")[2] for status, each in described if "$ref" in each}
            assert path == "/v1/health" or {"401", "403", "429", "503"} <= given.keys()
            assert ("404" in given) == ("{" in path)
            assert ("422" in given) == (method == "post" and not path.endswith(NEVER_REMEMBERED))
            used |= set(given.values())
    assert used == set(document["components"]["responses"])


def test_parameters_are_named_as_members_are() -> None:
    """A parameter whose marker stands inside of an optional type loses its alias, and becomes a query parameter."""
    document = json.loads(COMMITTED.read_text())
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    names = {(each["in"], each["name"]) for operation in operations for each in operation.get("parameters", [])}
    for place, name in names:
        form = r"[A-Z][a-z]+(-[A-Z][a-z]+)*" if place == "header" else r"[a-z][A-Za-z]*"
        assert re.fullmatch(form, name), (place, name)


def test_the_table_of_roles_in_the_documentation_is_that_of_the_code() -> None:
    rows = {
        f"| `{name}` | {scope} |{''.join(' ● |' if role in roles else ' |' for role in ROLES)}"
        for name, (scope, roles) in OPERATIONS.items()
    }
    text = (COMMITTED.parent / "api.md").read_text()
    header = f"| operation | scope | {' | '.join(ROLES)} |"
    _, _, below = text.partition(header)
    shown = [line for line in below.split("\n\n")[0].splitlines() if line.startswith("| `")]
    assert set(shown) == rows
    assert len(shown) == len(rows)


def test_every_code_of_a_refusal_is_in_the_documentation() -> None:
    """Wherever a refusal is given a code of its own, and the codes that stand for a whole kind."""
    sources = [path.read_text() for path in (COMMITTED.parents[1] / "functions").rglob("*.py")]
    codes = {code for text in sources for code in re.findall(r'code="([a-z_]+)"', text)}
    codes |= {kind.code for kind in _STATUS}
    codes |= {code for _, code in _UPSTREAM_STATUS.values()}
    # Kinds whose refusals all have codes of their own.
    codes -= {errors.Forbidden.code, errors.NotFound.code, errors.Conflict.code}
    text = (COMMITTED.parent / "api.md").read_text()
    assert sorted(code for code in codes if f"`{code}`" not in text) == []

"""The committed description is what the code says."""

import json
import re
from pathlib import Path

from moderation.roles import OPERATIONS
from moderator_api.application import resolver
from moderator_api.openapi import description

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


def test_parameters_are_named_as_members_are() -> None:
    """A parameter whose marker stands inside of an optional type loses its alias, and becomes a query parameter."""
    document = json.loads(COMMITTED.read_text())
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    names = {(each["in"], each["name"]) for operation in operations for each in operation.get("parameters", [])}
    for place, name in names:
        form = r"[A-Z][a-z]+(-[A-Z][a-z]+)*" if place == "header" else r"[a-z][A-Za-z]*"
        assert re.fullmatch(form, name), (place, name)


def test_the_table_of_roles_in_the_documentation_is_that_of_the_code() -> None:
    text = (COMMITTED.parent / "api.md").read_text()
    for name, (scope, roles) in OPERATIONS.items():
        assert f"| `{name}` | {scope} | {', '.join(roles)} |" in text

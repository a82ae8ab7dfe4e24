"""The pages' client of the API: the operations of the description, and what it makes of values and answers."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCENES = Path(__file__).parent / "api-client.mjs"
DESCRIPTION = Path(__file__).parents[3] / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What Node shows of every scene."""
    done = subprocess.run(["node", SCENES], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def described() -> dict[str, dict[str, Any]]:
    paths = json.loads(DESCRIPTION.read_text())["paths"]
    return {
        f"{method.upper()} {path.removeprefix('/v1/')}": operation
        for path, item in paths.items()
        for method, operation in item.items()
    }


def test_the_table_is_that_of_the_description(seen: dict[str, Any]) -> None:
    expected = {operation["operationId"]: where for where, operation in described().items()}
    assert seen["operations"] == expected
    assert set(seen["methods"]) == set(expected)


def test_what_is_no_path_parameter_is_query_or_body_as_the_client_takes_it() -> None:
    """The client puts what is left into the query of GET and DELETE, and into the body of all others."""
    for where, operation in described().items():
        in_query = [each for each in operation.get("parameters", []) if each["in"] == "query"]
        if where.split()[0] in ("GET", "DELETE"):
            assert "requestBody" not in operation, where
        else:
            assert not in_query, where


def test_values_go_where_they_belong(seen: dict[str, Any]) -> None:
    (request,) = seen["path"]["sent"]
    assert request["method"] == "PUT"
    assert request["url"] == "https://api.test/base/v1/rooms/room00000001/sanctions/a%2Fb%20c%25%C3%A9%3F%23"
    assert request["body"] == {"kind": "ban", "reason": "spam"}
    assert request["headers"]["Authorization"] == "Bearer token"
    assert "Idempotency-Key" not in request["headers"]
    (request,) = seen["query"]["sent"]
    assert request["url"].endswith("/tags?key=a&key=b%26c")
    assert "body" not in request
    assert seen["missing"] == {
        "sent": [],
        "result": {"error": "TypeError", "message": "GET rooms/{roomId} needs roomId"},
    }


def test_each_post_has_a_key_of_its_own_or_the_callers(seen: dict[str, Any]) -> None:
    (request,) = seen["empty"]["sent"]
    assert len(request["headers"]["Idempotency-Key"]) == 36
    assert (request["body"], seen["empty"]["result"]) == ({}, None)
    (request,) = seen["keyed"]["sent"]
    assert (request["headers"]["Idempotency-Key"], request["signal"]) == ("mine", True)
    (request,) = seen["conditional"]["sent"]
    assert request["headers"]["If-Match"] == '"tag"'
    assert request["body"] == {"slow": None}


def test_refusals_are_errors_with_a_text_for_people(seen: dict[str, Any]) -> None:
    refused = seen["refused"]["result"]
    assert (refused["status"], refused["code"], refused["message"]) == (429, "too_many_requests", "Slow down.")
    assert refused["problem"]["retryAfterMs"] == 5000
    for scene, status in (("gateway", 403), ("notJson", 502)):
        said = {"status": status, "code": "", "message": f"The API answered {status}.", "problem": None}
        assert seen[scene]["result"] == said


def test_tags_files_pages_and_strangers(seen: dict[str, Any]) -> None:
    assert seen["file"]["result"] == {"text": "a,b\r\n", "cursor": "more"}
    assert seen["etag"]["result"] == '"abc"'
    assert seen["pages"]["result"] == [1, 2, 3]
    assert [request["url"].partition("?")[2] for request in seen["pages"]["sent"]] == [
        "limit=2",
        "limit=2&cursor=next",
        "limit=2&cursor=last",
    ]
    assert "Authorization" not in seen["stranger"]["sent"][0]["headers"]

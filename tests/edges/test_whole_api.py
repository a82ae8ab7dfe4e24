"""The API as its composition root makes it: settings from an environment, DynamoDB, the emulator, a key document."""

import json
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from aws_edges import clients
from aws_edges.cognito_keys import CognitoKeys
from aws_edges.dynamo_attach_operations import DynamoAttachOperations
from aws_edges.environment import EnvironmentProblems
from local.ivschat.server import Running
from moderation.errors import Unavailable
from moderation.tables import TABLES
from moderator_api.composition import compose
from moderator_api.settings import parse
from tests.edges.conftest import ACCOUNT, HANDLER, NAMES, REGION
from tests.edges.key_server import KeyServer, serving
from tests.fakes.world import CLIENT, KID, World, key, request

POOL = f"{REGION}_test"
ENVIRONMENT = {
    "AWS_REGION": REGION,
    "USER_POOL_ID": POOL,
    "USER_POOL_CLIENT_ID": CLIENT,
    "REVIEW_HANDLER_ARN": HANDLER,
    "REVIEW_FALLBACK": "DENY",
    "LOGGING_CONFIGURATION_ARN": f"arn:aws:ivschat:{REGION}:{ACCOUNT}:logging-configuration/abcdefghijkl",
    "ROOM_ATTACHER_FUNCTION": "room-attacher",
    "CHAT_LOG_GROUP": "chat-log",
    "LOG_DAYS": "7",
    "PERSON_ACTIONS_PER_MINUTE": "60",
    "PERSON_BANS_PER_HOUR": "20",
    "SERVICE_ACTIONS_PER_MINUTE": "1200",
    **{table.env: NAMES[table.name] for table in TABLES},
}


@pytest.fixture
def keys() -> Iterator[KeyServer]:
    with serving() as server:
        server.document = {"keys": [key(KID).as_dict(private=False)]}
        yield server


class Whole:
    """Asks the composed API; everything but the clients' side is real."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._api = compose(parse(environment))
        self._tokens = World()
        self._tokens.clock.time = time.time()

    def ask(self, method: str, path: str, body: Any = None, sub: str = "", **more: Any) -> tuple[int, Any]:
        token = self._tokens.token(sub=sub) if sub else ""
        answer = self._api.handle(request(method, path, body, token=token, **more), _Context())
        return answer["statusCode"], json.loads(answer["body"]) if answer["body"] else None


class _Context:
    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


@pytest.fixture
def whole(aws: None, ivschat: Running, keys: KeyServer) -> Whole:
    logging: Any = boto3.client("ivschat")
    made = logging.create_logging_configuration(
        destinationConfiguration={"cloudWatchLogs": {"logGroupName": "chat"}}, name="ours"
    )
    ivschat.advance(1)
    table = boto3.resource("dynamodb").Table(NAMES["State"])
    for role in ("admin", "moderator"):
        item: Any = {"pk": f"moderator#{role}", "sk": "profile", "role": role, "rooms": ["*"], "active": True}
        table.put_item(Item={**item, "username": role, "version": 1, "scope": "moderators", "scopeSort": role})
    urls = {"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": keys.url}
    return Whole({**ENVIRONMENT, **urls, "LOGGING_CONFIGURATION_ARN": made["arn"]})


def test_a_shift_of_a_moderator(whole: Whole, keys: KeyServer, ivschat: Running) -> None:
    created = {"Idempotency-Key": "one"}
    status, room = whole.ask("POST", "/v1/rooms", {"name": "a", "tags": {"t": "1"}}, "admin", headers=created)
    assert (status, room["attached"]) == (201, True)
    assert whole.ask("POST", "/v1/rooms", {"name": "a", "tags": {"t": "1"}}, "admin", headers=created) == (201, room)
    place = f"/v1/rooms/{room['roomId']}"
    assert whole.ask("POST", f"{place}/tokens", {"userId": "ada", "attributes": {"name": "A"}})[0] == 201
    assert whole.ask("DELETE", f"{place}/messages/message00001", None, "moderator", query={"reason": "spam"})[0] == 200
    assert (
        whole.ask("PUT", f"{place}/sanctions/ada", {"kind": "ban", "seconds": 60, "reason": "spam"}, "moderator")[0]
        == 200
    )
    status, refused = whole.ask("POST", f"{place}/tokens", {"userId": "ada"})
    assert (status, refused["code"], refused["remainingSeconds"] in (59, 60)) == (403, "banned", True)
    assert whole.ask("DELETE", f"{place}/sanctions/ada", None, "moderator")[0] == 204
    assert whole.ask("POST", f"{place}/tokens", {"userId": "ada"})[0] == 201
    assert whole.ask("PATCH", f"{place}/modes", {"slow": {"seconds": 5}}, "moderator") == (
        200,
        {"slow": {"seconds": 5}},
    )
    assert whole.ask("POST", f"{place}/detach", None, "admin")[1]["attached"] is False
    assert whole.ask("POST", f"{place}/attach", None, "admin")[1]["attached"] is True
    assert whole.ask("DELETE", place, None, "moderator")[0] == 403
    assert whole.ask("DELETE", place, None, "admin")[0] == 204
    status, gone = whole.ask("GET", place, None, "admin")
    assert (status, gone["upstreamCode"]) == (404, "ResourceNotFoundException")
    assert keys.paths == [f"/{POOL}/.well-known/jwks.json"], "fetched once"


def test_every_change_left_its_entry_and_every_call_its_end(whole: Whole) -> None:
    _, room = whole.ask("POST", "/v1/rooms", {}, "admin")
    place = f"/v1/rooms/{room['roomId']}"
    whole.ask("POST", f"{place}/users/ada/disconnect", None, "moderator")
    whole.ask("DELETE", "/v1/rooms/nosuchroom12/messages/message00001", None, "moderator")
    tables = boto3.resource("dynamodb")
    entries = tables.Table(NAMES["Audit"]).scan()["Items"]
    assert sorted(str(entry["operation"]) for entry in entries if entry["sk"] == "entry") == [
        "CreateRoom",
        "DeleteMessage",
        "DisconnectUser",
    ]
    intents = {str(item["operation"]): item for item in tables.Table(NAMES["Actions"]).scan()["Items"]}
    assert {name: intent["status"] for name, intent in intents.items()} == {
        "CreateRoom": "done",
        "DeleteMessage": "failed",
        "DisconnectUser": "done",
    }
    assert intents["DeleteMessage"]["outcome"] == "ResourceNotFoundException"


def test_an_attacher_that_cannot_be_started_finds_the_operation_later(whole: Whole) -> None:
    status, progress = whole.ask("POST", "/v1/rooms/attach", {"tag": {"key": "t"}}, "admin")
    assert (status, progress["status"]) == (202, "queued")
    operations = DynamoAttachOperations(clients.dynamodb(), NAMES)
    assert list(operations.unfinished()) == [progress["operationId"]]


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/me"), ("POST", "/v1/rooms")])
def test_a_dead_state_store_is_a_503_and_nothing_is_called(
    keys: KeyServer, ivschat: Running, monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")
    dead = Whole({**ENVIRONMENT, "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": keys.url})
    sub = "admin" if method == "GET" else ""
    status, problem = dead.ask(method, path, {} if method == "POST" else None, sub, headers={"Idempotency-Key": "k"})
    assert (status, problem["code"], problem["retryAfterMs"]) == (503, "unavailable", 1000)
    assert clients.ivschat().list_rooms()["rooms"] == []


def test_all_problems_of_an_environment_are_told_together() -> None:
    wrong = {**ENVIRONMENT, "REVIEW_FALLBACK": "PERHAPS", "REVIEW_HANDLER_ARN": "live", "STATE_TABLE": ""}
    del wrong["USER_POOL_ID"]
    with pytest.raises(EnvironmentProblems) as problems:
        parse(wrong)
    for name in ("REVIEW_FALLBACK", "REVIEW_HANDLER_ARN", "STATE_TABLE", "USER_POOL_ID"):
        assert name in str(problems.value)


def test_keys_come_from_the_pool_itself_where_no_endpoint_is_set() -> None:
    settings = parse(ENVIRONMENT)
    assert settings.issuer == f"https://cognito-idp.{REGION}.amazonaws.com/{POOL}"
    assert settings.keys_url == f"{settings.issuer}/.well-known/jwks.json"
    assert (
        parse({**ENVIRONMENT, "AWS_ENDPOINT_URL": "http://x:1/"}).keys_url == f"http://x:1/{POOL}/.well-known/jwks.json"
    )


@pytest.mark.parametrize(
    ("status", "document"),
    [(500, {"keys": []}), (200, b"<html>"), (200, []), (200, {"keys": None}), (200, b"\xff"), (404, b"")],
)
def test_a_key_document_that_is_none_is_refused(keys: KeyServer, status: int, document: object) -> None:
    keys.status, keys.document = status, document
    with pytest.raises(Unavailable):
        CognitoKeys(f"{keys.url}/jwks.json").fetch()


def test_a_key_server_that_is_away_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        CognitoKeys("http://127.0.0.1:9/jwks.json").fetch()


def test_a_policy_from_its_first_draft_into_force_and_back(whole: Whole) -> None:
    def document(*terms: str, **members: Any) -> dict[str, Any]:
        rule = {"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": list(terms)}}
        return {"document": {"rules": [rule], **members}}

    for extends in ("x" * 5_000, "a#b", "", "ü"):
        status, problem = whole.ask("PUT", "/v1/policies/house", document("zounds", extends=extends), "admin")
        assert (status, problem["pointer"]) == (400, "/document/extends"), extends[:9]
    for number, terms in enumerate((["zounds"], ["zounds", "plugh"]), 1):
        status, saved = whole.ask("PUT", "/v1/policies/house", document(*terms), "admin")
        assert (status, saved["version"]) == (200, number)
    assert whole.ask("PUT", "/v1/policies/house", document("x1"), "admin", headers={"If-Match": '"1"'})[0] == 412
    for number in (1, 2):
        assert whole.ask("POST", "/v1/policies/house/publish", {"version": number}, "admin")[0] == 200
    assert whole.ask("GET", "/v1/policies/house", None, "admin")[1]["inForce"] == [
        {"roomId": None, "policyId": "house", "version": 2, "hash": saved["hash"]}
    ]
    assert whole.ask("GET", "/v1/policies", None, "admin", query={"limit": 1})[1]["items"][0]["policyId"] == "default"
    assert whole.ask("POST", "/v1/policies/house/rollback", {}, "admin")[1]["places"][0]["version"] == 1
    status, closed = whole.ask("PATCH", "/v1/organisation/policy", {"failMode": "closed"}, "admin")
    assert (status, closed["effectiveFailMode"], closed["version"]) == (200, "closed", 1)
    settings = boto3.resource("dynamodb").Table(NAMES["State"]).get_item(Key={"pk": "org", "sk": "settings"})["Item"]
    assert (settings["policyId"], settings["policyVersion"], settings["failMode"]) == ("house", 1, "closed")
    assert whole.ask("DELETE", "/v1/organisation/policy", None, "admin")[1]["source"] == "bundled"

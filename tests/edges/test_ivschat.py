"""The IVS Chat adapters against the emulator, with the real SDK in between."""

from datetime import UTC, datetime
from typing import Any

import pytest

from aws_edges import clients
from aws_edges.ivschat_arns import Arns
from aws_edges.ivschat_logging_configurations import IvschatLoggingConfigurations
from aws_edges.ivschat_messaging import IvschatMessaging
from aws_edges.ivschat_rooms import IvschatRooms
from aws_edges.times import rfc3339
from local.ivschat.server import Running
from moderation.errors import ChatServiceRefused
from tests.edges.conftest import ACCOUNT, HANDLER, REGION

ARNS = Arns(f"arn:aws:ivschat:{REGION}:{ACCOUNT}:logging-configuration/abcdefghijkl")


@pytest.fixture
def rooms(ivschat: Running) -> IvschatRooms:
    return IvschatRooms(clients.ivschat(), clients.ivschat_once(), ARNS)


@pytest.fixture
def messaging(ivschat: Running) -> IvschatMessaging:
    return IvschatMessaging(clients.ivschat(), clients.ivschat_once(), ARNS)


@pytest.fixture
def configurations(ivschat: Running) -> IvschatLoggingConfigurations:
    return IvschatLoggingConfigurations(clients.ivschat(), clients.ivschat_once(), ARNS)


def test_a_room_from_the_first_to_the_last_call(rooms: IvschatRooms) -> None:
    hook = {"handler_uri": HANDLER, "fallback_result": "DENY"}
    made = rooms.create({"name": "a", "maximum_message_length": 99, **hook}, {"team": "x"})
    assert made.arn == ARNS.room(made.room_id)
    assert (made.handler_uri, made.fallback_result, made.maximum_message_length) == (HANDLER, "DENY", 99)
    assert rooms.get(made.room_id) == made
    changed = rooms.update(made.room_id, {"name": "b"})
    assert (changed.name, changed.handler_uri, changed.maximum_message_length) == ("b", HANDLER, 99), "the rest stays"
    off = rooms.update(made.room_id, {"handler_uri": "", "fallback_result": ""})
    assert (off.handler_uri, off.fallback_result) == ("", "")
    rooms.tag(made.room_id, {"a": "1", "team": "y"})
    rooms.untag(made.room_id, ["a", "never"])
    assert rooms.tags(made.room_id) == {"team": "y"}
    rooms.delete(made.room_id)
    with pytest.raises(ChatServiceRefused) as refused:
        rooms.get(made.room_id)
    assert refused.value.upstream_code == "ResourceNotFoundException"


@pytest.mark.parametrize(
    ("settings", "sent"),
    [
        ({"handler_uri": "", "fallback_result": ""}, {"uri": ""}),
        ({"handler_uri": HANDLER, "fallback_result": "DENY"}, {"uri": HANDLER, "fallbackResult": "DENY"}),
        ({"name": "b"}, None),
    ],
)
def test_the_hook_is_taken_off_by_an_empty_uri_and_only_then(
    rooms: IvschatRooms, settings: dict[str, object], sent: dict[str, str] | None
) -> None:
    room_id = rooms.create({}, {}).room_id
    seen: list[Any] = []

    def see(params: Any, **_: Any) -> None:
        seen.append(params.get("messageReviewHandler"))

    rooms._client.meta.events.register("before-parameter-build.ivschat.UpdateRoom", see)
    rooms.update(room_id, settings)
    assert seen == [sent]


def test_rooms_are_listed_by_filter_and_page(rooms: IvschatRooms) -> None:
    made = [rooms.create({"name": f"n{n % 2}"}, {}) for n in range(5)]
    nothing = {"name": "", "handler_uri": "", "logging_arn": ""}
    first = rooms.list(**nothing, limit=3, next_token="")
    second = rooms.list(**nothing, limit=3, next_token=first.next_token)
    assert [room.room_id for room in (*first.items, *second.items)] == [room.room_id for room in reversed(made)]
    assert second.next_token == ""
    named = rooms.list(**{**nothing, "name": "n1"}, limit=50, next_token="")
    assert {room.name for room in named.items} == {"n1"}


def test_a_room_that_is_there_is_asked_for_once(rooms: IvschatRooms) -> None:
    asked: list[str] = []
    rooms._client.meta.events.register("before-call.ivschat.GetRoom", lambda **_: asked.append("GetRoom"))
    room_id = rooms.create({}, {}).room_id
    assert [rooms.exists(room_id) for _ in range(3)] == [True] * 3
    assert len(asked) == 1
    assert rooms.exists("nosuchroom12") is False
    assert rooms.exists("nosuchroom12") is False, "it may be made any moment"
    rooms.delete(room_id)
    assert rooms.exists(room_id) is False
    assert len(asked) == 4


def test_a_room_that_cannot_be_asked_for_gets_the_benefit_of_the_doubt(
    _credentials: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_IVSCHAT", "http://127.0.0.1:9")
    assert IvschatRooms(clients.ivschat_once(), clients.ivschat_once(), ARNS).exists("room00000001") is True


def test_messaging_operations_and_tokens(rooms: IvschatRooms, messaging: IvschatMessaging) -> None:
    room_id = rooms.create({}, {}).room_id
    assert len(messaging.delete_message(room_id, "message00001", "")) == 12
    assert len(messaging.send_event(room_id, "hello", {"a": "b"})) == 12
    messaging.disconnect_user(room_id, "ada", "r" * 999)
    token = messaging.create_token(room_id, "ada", ["SEND_MESSAGE"], 180, {"name": "Ada"})
    assert token.token
    expires = datetime.strptime(token.session_expires_at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    assert 179 < (expires - datetime.now(UTC)).total_seconds() / 60 < 181
    assert len(token.session_expires_at) == len("2027-01-15T08:00:00.000Z")


def test_logging_configurations(ivschat: Running, configurations: IvschatLoggingConfigurations) -> None:
    made = configurations.create("log", {"s3": {"bucketName": "bucket"}}, {"a": "b"})
    ivschat.advance(1)
    assert configurations.get(made.id).destination == {"s3": {"bucketName": "bucket"}}
    assert configurations.update(made.id, "other", None).name == "other"
    ivschat.advance(1)
    assert [each.id for each in configurations.list(50, "").items] == [made.id]
    configurations.delete(made.id)
    ivschat.advance(1)
    assert configurations.list(50, "").items == []


def test_the_eleventh_configuration_is_beyond_the_quota(configurations: IvschatLoggingConfigurations) -> None:
    for number in range(10):
        configurations.create(f"n{number}", {"s3": {"bucketName": "bucket"}}, {})
    with pytest.raises(ChatServiceRefused) as refused:
        configurations.create("n10", {"s3": {"bucketName": "bucket"}}, {})
    assert refused.value.upstream_code == "ServiceQuotaExceededException"


def test_the_services_own_limits_are_refusals_even_where_the_sdk_sees_them(messaging: IvschatMessaging) -> None:
    with pytest.raises(ChatServiceRefused) as refused:
        messaging.delete_message("room00000001", "short", "")
    assert refused.value.upstream_code == "ValidationException"


def test_a_dead_endpoint_is_a_refusal_too(_credentials: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_IVSCHAT", "http://127.0.0.1:9")
    with pytest.raises(ChatServiceRefused) as refused:
        IvschatMessaging(clients.ivschat(), clients.ivschat_once(), ARNS).send_event("room00000001", "a", {})
    assert refused.value.upstream_code == "Unreachable"


def test_calls_that_must_not_be_repeated_are_made_once(ivschat: Running) -> None:
    config = clients.ivschat_once().meta.config
    assert config.retries == {"mode": "standard", "total_max_attempts": 1}  # type: ignore[attr-defined]
    for make in (clients.ivschat, clients.ivschat_once, clients.aws_lambda, clients.cognito, clients.dynamodb_client):
        timeouts = make().meta.config
        assert timeouts.connect_timeout == 1  # type: ignore[attr-defined]
        assert timeouts.read_timeout == 3  # type: ignore[attr-defined]


def test_times_have_three_digits_of_milliseconds() -> None:
    assert rfc3339(datetime(2027, 1, 15, 8, 0, tzinfo=UTC)) == "2027-01-15T08:00:00.000Z"
    assert rfc3339(None) == ""


def test_arns_name_account_and_region_of_their_neighbour() -> None:
    arns = Arns("arn:aws-cn:lambda:cn-north-1:111122223333:function:f:live")
    assert arns.room("room00000001") == "arn:aws-cn:ivschat:cn-north-1:111122223333:room/room00000001"

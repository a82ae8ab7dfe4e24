"""Answers remembered in DynamoDB by Powertools: given again, refused for another request, free again after a crash."""

from typing import TYPE_CHECKING, Any

import pytest

from aws_edges import clients
from moderation.errors import Conflict, IdempotencyMismatch, NotFound
from moderator_api.idempotency import DynamoIdempotencyStore
from tests.edges.conftest import NAMES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource


class Context:
    """A Lambda context with so much time left."""

    def __init__(self, milliseconds: int) -> None:
        self._milliseconds = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self._milliseconds


@pytest.fixture
def store(dynamodb: "DynamoDBServiceResource") -> DynamoIdempotencyStore:
    return DynamoIdempotencyStore(clients.dynamodb_client(), NAMES["State"])


class Maker:
    """Counts how often the answer was made."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> dict[str, Any]:
        self.made += 1
        return {"status": 201, "type": "application/json", "body": {"n": self.made, "text": "ä", "none": None}}


def test_the_answer_is_made_once(store: DynamoIdempotencyStore, dynamodb: "DynamoDBServiceResource") -> None:
    make = Maker()
    answers = [store.once("person:a#k", "print", Context(5000), make) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert make.made == 1
    (item,) = dynamodb.Table(NAMES["State"]).scan()["Items"]
    assert item["pk"] == "idempotency#person:a#k"
    assert "ttl" in item


def test_keys_are_independent_of_each_other(store: DynamoIdempotencyStore) -> None:
    make = Maker()
    for key in ("person:a#k", "person:b#k", "person:a#l"):
        store.once(key, "print", Context(5000), make)
    assert make.made == 3


def test_another_request_under_the_key_is_refused(store: DynamoIdempotencyStore) -> None:
    store.once("key", "print", Context(5000), Maker())
    with pytest.raises(IdempotencyMismatch):
        store.once("key", "other", Context(5000), Maker())


def test_a_refusal_is_not_remembered(store: DynamoIdempotencyStore) -> None:
    def refuse() -> dict[str, Any]:
        raise NotFound("not yet")

    with pytest.raises(NotFound):
        store.once("key", "print", Context(5000), refuse)
    assert store.once("key", "print", Context(5000), Maker())["status"] == 201


def test_the_same_request_at_the_same_time_is_a_conflict(store: DynamoIdempotencyStore) -> None:
    def again() -> dict[str, Any]:
        with pytest.raises(Conflict) as refused:
            store.once("key", "print", Context(5000), Maker())
        assert refused.value.code == "request_in_progress"
        return Maker()()

    store.once("key", "print", Context(5000), again)


class Killed(BaseException):
    """Not an Exception: nobody cleans up after it, as after SIGKILL."""


def test_a_crash_blocks_the_key_only_while_the_function_could_have_run(store: DynamoIdempotencyStore) -> None:
    def die() -> dict[str, Any]:
        raise Killed

    with pytest.raises(Killed):
        store.once("key", "print", Context(-1000), die)
    assert store.once("key", "print", Context(5000), Maker())["status"] == 201

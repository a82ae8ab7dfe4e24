"""A service application signs with SigV4; nothing else opens `/service/v1`, and its key opens nothing else."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from local.seed import ServiceKey
from local.service_app import ServiceClient
from local.stack import LocalStack


def test_a_service_lists_rooms_and_mints_tokens(service: ServiceClient, room_id: str, user_id: str) -> None:
    rooms = service.call("GET", "/rooms")
    assert room_id in [room["roomId"] for room in rooms.json()["items"]]
    token = service.chat_token(room_id, user_id, "Ada")
    assert token.status_code == 201
    assert token.json().keys() == {"token", "sessionExpirationTime"}


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer anything"}, {"Authorization": "Basic YTpi"}])
def test_an_unsigned_call_is_refused(service: ServiceClient, room_id: str, header: dict[str, str]) -> None:
    answer = httpx.post(f"{service.api}/service/v1/rooms/{room_id}/tokens", json={"userId": "x"}, headers=header)
    assert answer.status_code == 403


def test_a_persons_token_does_not_open_the_service_paths(
    service: ServiceClient, token_of: Callable[[str], str], room_id: str
) -> None:
    headers = {"Authorization": f"Bearer {token_of('admin')}"}
    answer = httpx.get(f"{service.api}/service/v1/rooms/{room_id}", headers=headers)
    assert answer.status_code == 403


def test_a_wrong_secret_is_refused(service: ServiceClient) -> None:
    forged = replace(service, key=ServiceKey(service.key.access_key_id, "0" * 40))
    assert forged.call("GET", "/rooms").status_code == 403


@pytest.fixture
def stranger(local_stack: LocalStack, service: ServiceClient) -> Iterator[ServiceClient]:
    """An IAM user of the account whose policy says nothing about this API."""
    iam = local_stack.target.client("iam")
    iam.create_user(UserName="stranger")
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    iam.put_user_policy(UserName="stranger", PolicyName="other", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName="stranger")["AccessKey"]
    yield replace(service, key=ServiceKey(key["AccessKeyId"], key["SecretAccessKey"]))
    iam.delete_access_key(UserName="stranger", AccessKeyId=key["AccessKeyId"])
    iam.delete_user_policy(UserName="stranger", PolicyName="other")
    iam.delete_user(UserName="stranger")


def test_a_user_of_the_account_without_the_grant_is_refused(stranger: ServiceClient) -> None:
    assert stranger.call("GET", "/rooms").status_code == 403


def test_the_service_key_opens_neither_aws_nor_ivs_chat(local_stack: LocalStack, service: ServiceClient) -> None:
    where = local_stack.endpoints
    key: Any = {"aws_access_key_id": service.key.access_key_id, "aws_secret_access_key": service.key.secret_access_key}
    session = local_stack.target.session()
    chat = session.client("ivschat", endpoint_url=where.ivschat, **key)
    with pytest.raises(chat.exceptions.AccessDeniedException):
        chat.list_rooms()
    tables = session.client("dynamodb", endpoint_url=where.aws, **key)
    with pytest.raises(tables.exceptions.ClientError, match="AccessDenied"):
        tables.scan(TableName=local_stack.outputs["StateTable"])

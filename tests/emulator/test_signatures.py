"""Who is let in: SigV4 as AWS checks it, and an authority that may know better."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from local.ivschat.settings import Quotas, Settings
from tests.emulator.conftest import Chat, client, json_server

BODY = b"{}"


class Signed:
    """A signed call, ListRooms unless told, and what is done to it on the way."""

    def __init__(
        self,
        url: str,
        key: dict[str, str] | None = None,
        *,
        operation: str = "ListRooms",
        body: bytes = BODY,
        service: str = "ivschat",
        region: str = "us-west-2",
        body_hash: str = "",
    ) -> None:
        headers = {"content-type": "application/json"} | ({"x-amz-content-sha256": body_hash} if body_hash else {})
        request = AWSRequest("POST", f"{url}/{operation}", headers, body)
        known = Credentials(*key.values()) if key else Credentials("local", "local")
        SigV4Auth(known, service, region).add_auth(request)
        self.headers = dict(request.headers.items())
        self.url = f"{url}/{operation}"

    def send(self, body: bytes = BODY) -> tuple[int, str, str]:
        answer = httpx.post(self.url, content=body, headers=self.headers)
        return answer.status_code, answer.headers.get("x-amzn-errortype", ""), answer.json().get("message", "")


def test_a_good_signature_is_let_in(chat: Chat) -> None:
    assert Signed(chat.running.url).send() == (200, "", "")


def drop_authorization(signed: Signed) -> None:
    del signed.headers["Authorization"]


def use_basic(signed: Signed) -> None:
    signed.headers["Authorization"] = "Basic bG9jYWw6bG9jYWw="


def use_another_key(signed: Signed) -> None:
    signed.headers["Authorization"] = signed.headers["Authorization"].replace("=local/", "=AKIAUNKNOWN/")


def change_the_signature(signed: Signed) -> None:
    last = signed.headers["Authorization"][-1]
    signed.headers["Authorization"] = signed.headers["Authorization"][:-1] + ("0" if last != "0" else "1")


def change_a_signed_header(signed: Signed) -> None:
    signed.headers["content-type"] = "text/plain"


def leave_the_date_unsigned(signed: Signed) -> None:
    signed.headers["Authorization"] = signed.headers["Authorization"].replace(";x-amz-date", "")


def add_an_unsigned_header(signed: Signed) -> None:
    signed.headers["x-amz-target"] = "Something"


def change_the_day(signed: Signed) -> None:
    today = signed.headers["X-Amz-Date"][:8]
    signed.headers["Authorization"] = signed.headers["Authorization"].replace(today, "20200101")


@pytest.mark.parametrize(
    ("tamper", "name"),
    [
        (drop_authorization, "MissingAuthenticationTokenException"),
        (use_basic, "IncompleteSignatureException"),
        (use_another_key, "UnrecognizedClientException"),
        (change_the_signature, "InvalidSignatureException"),
        (change_a_signed_header, "InvalidSignatureException"),
        (leave_the_date_unsigned, "IncompleteSignatureException"),
        (add_an_unsigned_header, "InvalidSignatureException"),
        (change_the_day, "InvalidSignatureException"),
    ],
)
def test_a_tampered_request_is_refused(chat: Chat, tamper: Callable[[Signed], None], name: str) -> None:
    signed = Signed(chat.running.url)
    tamper(signed)
    status, error, message = signed.send()
    assert (status, error) == (403, name)
    assert message


def test_another_body_is_refused(chat: Chat) -> None:
    assert Signed(chat.running.url).send(b'{"name": "x"}')[:2] == (403, "InvalidSignatureException")


def test_a_body_hash_that_is_not_the_bodys_is_refused(chat: Chat) -> None:
    """The signer believes the header, so a signature over somebody else's hash is good in itself."""
    for claimed in ("0" * 64, "UNSIGNED-PAYLOAD"):
        signed = Signed(chat.running.url, body_hash=claimed)
        assert signed.send()[:2] == (403, "InvalidSignatureException")


@pytest.mark.parametrize(
    ("minutes", "error"), [(-4, ""), (4, ""), (-6, "Signature expired"), (6, "Signature not yet current")]
)
def test_a_clock_may_be_five_minutes_off(chat: Chat, monkeypatch: pytest.MonkeyPatch, minutes: int, error: str) -> None:
    moved = datetime.now(UTC) + timedelta(minutes=minutes)
    with monkeypatch.context() as patched:
        patched.setattr("botocore.auth.get_current_datetime", lambda: moved)
        signed = Signed(chat.running.url)
    status, _, message = signed.send()
    assert status == (403 if error else 200)
    assert message.startswith(error)


@pytest.mark.parametrize("scope", [{"service": "ivs"}, {"region": "eu-west-1"}])
def test_the_scope_must_be_this_service_and_region(chat: Chat, scope: dict[str, Any]) -> None:
    status, error, message = Signed(chat.running.url, **scope).send()
    assert (status, error) == (403, "InvalidSignatureException")
    assert message.startswith("Credential should be scoped to")


def test_a_long_term_key_has_no_session_token(chat: Chat) -> None:
    with pytest.raises(ClientError) as raised:
        client(chat.running, aws_session_token="token").list_rooms()
    assert raised.value.response["Error"]["Code"] == "UnrecognizedClientException"


def test_an_authority_decides_over_http(start_chat: Callable[..., Chat]) -> None:
    """It is asked with the action and the resource, and a grant that it takes away bites at the next call."""
    questions: list[dict[str, Any]] = []
    allowed = {"ivschat:CreateRoom", "ivschat:GetRoom"}

    def decide(question: dict[str, Any]) -> dict[str, Any]:
        questions.append(question)
        known = question["accessKeyId"] == "ASIAROLE" and question["sessionToken"] == "session"
        return {
            "secretAccessKey": "role-secret" if known else None,
            "principal": "arn:aws:sts::123456789012:assumed-role/api/one",
            "allowed": question["action"] in allowed,
        }

    role = {"aws_access_key_id": "ASIAROLE", "aws_secret_access_key": "role-secret"}
    with json_server(decide) as url:
        chat = start_chat(settings=Settings(authority_url=url, quotas=Quotas().without_api_rates()))
        api = client(chat.running, **role, aws_session_token="session")
        room = api.create_room()["arn"]
        assert api.get_room(identifier=room)["arn"] == room
        raw = json.dumps({"identifier": room, "roomIdentifier": room[:-1] + "x"}).encode()
        Signed(chat.running.url, {**role, "token": "session"}, operation="DeleteMessage", body=raw).send(raw)
        allowed.remove("ivschat:GetRoom")
        with pytest.raises(ClientError) as refused:
            api.get_room(identifier=room)
        with pytest.raises(ClientError) as stranger:
            client(chat.running, **role, aws_session_token="stolen").get_room(identifier=room)
        with pytest.raises(ClientError) as static:
            chat.api.get_room(identifier=room)
    with pytest.raises(ClientError) as down:
        api.get_room(identifier=room)
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    assert refused.value.response["Error"]["Message"] == (
        "User: arn:aws:sts::123456789012:assumed-role/api/one is not authorized to perform: "
        f"ivschat:GetRoom on resource: {room}"
    )
    assert stranger.value.response["Error"]["Code"] == "UnrecognizedClientException"
    assert static.value.response["Error"]["Code"] == "UnrecognizedClientException"
    assert down.value.response["Error"]["Code"] == "InternalServerException"
    assert questions[0]["resource"] == "arn:aws:ivschat:us-west-2:123456789012:room/*"
    assert questions[2]["resource"] == room[:-1] + "x", "the operation's own identifier, whatever else is in the body"
    assert questions[1] == {
        "accessKeyId": "ASIAROLE",
        "sessionToken": "session",
        "action": "ivschat:GetRoom",
        "resource": room,
    }


def test_the_path_says_which_resource_is_tagged_whatever_the_body_says(chat: Chat) -> None:
    meant, other = chat.room(), chat.room()
    raw = json.dumps({"resourceArn": other, "tags": {"a": "1"}}).encode()
    path = f"tags/{quote(meant, safe='')}"
    assert Signed(chat.running.url, operation=path, body=raw).send(raw)[0] == 200
    tags = [chat.api.list_tags_for_resource(resourceArn=arn)["tags"] for arn in (meant, other)]
    assert tags == [{"a": "1"}, {}]

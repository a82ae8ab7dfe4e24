"""Every defect that a token can have, on every operation: 401, and nothing happens."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from moderation.errors import Unavailable
from tests.fakes.world import CLIENT, ISSUER, KID, ROOM, World, key, request
from tests.unit.moderator_api.requests import GOOD, Good

NOW = 1_800_000_000


def _tampered(world: World) -> str:
    header, payload, signature = world.token(sub="admin").split(".")
    return ".".join([header, payload[:-4] + ("AAAA" if not payload.endswith("AAAA") else "BBBB"), signature])


def _unsigned(world: World) -> str:
    _, payload, _ = world.token(sub="admin").split(".")
    return f"eyJhbGciOiJub25lIiwia2lkIjoiZmlyc3QifQ.{payload}."


def _symmetric(world: World) -> str:
    """Signed with the public key as if it were a shared secret."""
    claims = {"iss": ISSUER, "client_id": CLIENT, "token_use": "access", "sub": "admin", "iat": NOW, "exp": NOW + 900}
    public = json.dumps(key().as_dict(private=False)).encode()
    return jwt.encode({"alg": "HS256", "kid": KID}, claims, OctKey.import_key(public))


DEFECTS: dict[str, Callable[[World], str]] = {
    "no token": lambda world: "-",
    "not a token": lambda world: "not.a.token",
    "two parts": lambda world: ".".join(world.token(sub="admin").split(".")[:2]),
    "too long": lambda world: world.token(sub="admin", junk="x" * 8192),
    "not ASCII": lambda world: world.token(sub="admin") + "é",
    "tampered": _tampered,
    "algorithm none": _unsigned,
    "algorithm HS256 with the public key": _symmetric,
    "no key id": lambda world: world.token(sub="admin", header={"kid": ""}),
    "key of somebody else": lambda world: world.token(signed_by="stranger", sub="admin"),
    "key id of ours, key of somebody else": lambda world: world.token("stranger", {"kid": KID}, sub="admin"),
    "other issuer": lambda world: world.token(sub="admin", iss=ISSUER + "x"),
    "no issuer": lambda world: world.token(sub="admin", iss=None),
    "other client": lambda world: world.token(sub="admin", client_id="another"),
    "our client among others": lambda world: world.token(sub="admin", client_id=["another", CLIENT]),
    "no client": lambda world: world.token(sub="admin", client_id=None),
    "client only as audience": lambda world: world.token(sub="admin", client_id=None, aud=CLIENT),
    "ID token": lambda world: world.token(sub="admin", token_use="id"),
    "several uses": lambda world: world.token(sub="admin", token_use=["id", "access"]),
    "no use": lambda world: world.token(sub="admin", token_use=None),
    "expired": lambda world: world.token(sub="admin", exp=NOW - 60),
    "no expiry": lambda world: world.token(sub="admin", exp=None),
    "expiry is text": lambda world: world.token(sub="admin", exp="tomorrow"),
    "no issue time": lambda world: world.token(sub="admin", iat=None),
    "issued in an hour": lambda world: world.token(sub="admin", iat=NOW + 3600),
    "not yet valid": lambda world: world.token(sub="admin", nbf=NOW + 3600),
    "several subjects": lambda world: world.token(sub=["admin"]),
    "header is no object": lambda world: f"bnVsbA.{world.token(sub='admin').partition('.')[2]}",
    "no subject": lambda world: world.token(sub=None),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defective_token_is_refused_on_every_operation(defect: str) -> None:
    world = World()
    world.person("admin", sub="admin")
    token = DEFECTS[defect](world)
    for good in GOOD:
        answer = world.ask(good.method, good.url, good.body, token=token, query=good.query)
        assert answer.status == 401, (str(good), answer)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert world.state.audit == {}
    assert world.chat.calls == []


def test_a_good_token_is_taken() -> None:
    world = World()
    world.person("admin", sub="admin")
    assert world.ask("GET", "/v1/me", token=world.token(sub="admin", exp=NOW - 20)).status == 200, (
        "clocks differ a little"
    )
    assert world.ask("GET", "/v1/me", token=world.token(sub="admin"), headers={"Authorization": "x"}).status == 200


def test_somebody_without_a_record_has_no_role() -> None:
    answer = World().ask("GET", "/v1/me", token=World().token(sub="stranger"))
    assert (answer.status, answer.code) == (403, "no_role")


def test_keys_are_fetched_once_and_again_after_a_rotation() -> None:
    world = World()
    world.person("admin", sub="admin")
    for _ in range(3):
        assert world.ask("GET", "/v1/me", token=world.token(sub="admin")).status == 200
    assert world.keys.fetched == 1
    world.keys.names = ["second"]
    rotated = world.token("second", sub="admin")
    assert world.ask("GET", "/v1/me", token=rotated).status == 401, "the keys are not older than a minute"
    world.clock.time += 61
    assert world.ask("GET", "/v1/me", token=rotated).status == 200
    assert world.keys.fetched == 2


def test_strangers_keys_do_not_make_us_fetch_again_and_again() -> None:
    world = World()
    world.person("admin", sub="admin")
    for _ in range(20):
        assert world.ask("GET", "/v1/me", token=world.token("stranger", sub="admin")).status == 401
    assert world.keys.fetched == 1


def test_unreachable_keys_are_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()

    def fail() -> dict[str, Any]:
        raise Unavailable("no keys")

    monkeypatch.setattr(world.keys, "fetch", fail)
    answer = world.ask("GET", "/v1/me", token=world.token(sub="admin"))
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "1"


def test_a_strangers_key_does_no_harm_while_the_keys_cannot_be_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    token = world.person("admin")
    assert world.ask("GET", "/v1/me", token=token).status == 200
    asked = []

    def fail() -> dict[str, Any]:
        asked.append(1)
        raise Unavailable("no keys")

    monkeypatch.setattr(world.keys, "fetch", fail)
    world.clock.time += 61
    assert [world.ask("GET", "/v1/me", token=world.token("stranger")).status for _ in range(5)] == [503, *[401] * 4]
    assert world.ask("GET", "/v1/me", token=token).status == 200, "the keys that we have are still good"
    assert len(asked) == 1


@pytest.mark.parametrize("good", GOOD, ids=str)
def test_services_need_the_gateways_word_for_their_signature(good: Good) -> None:
    """A bearer token on the service path, as the emulated gateway lets through, is nobody's signature."""
    world = World()
    event = request(good.method, good.url, good.body, query=good.query)
    event["headers"]["authorization"] = f"Bearer {world.person('admin')}"
    authorizers: list[Any] = [{}, {"iam": {}}, {"iam": {"userArn": ""}}, {"jwt": {"claims": {"sub": "x"}}}, None]
    for authorizer in authorizers:
        event["requestContext"]["authorizer"] = authorizer
        assert world.api.handle(event, None)["statusCode"] == 401


def test_a_role_is_one_service_whatever_its_sessions_are_called() -> None:
    world = World()
    event = request("GET", "/v1/me")
    arn = "arn:aws:sts::123456789012:assumed-role/Chat/{}"
    seen = set()
    for session in ("a", "b"):
        event["requestContext"]["authorizer"] = {"iam": {"userArn": arn.format(session)}}
        seen.add(json.loads(world.api.handle(event, None)["body"])["userId"])
    assert seen == {"arn:aws:sts::123456789012:assumed-role/Chat"}


def test_health_and_description_need_no_token() -> None:
    world = World()
    assert world.ask("GET", "/v1/health").json == {"status": "ok"}
    assert world.ask("GET", "/v1/openapi.json").json["openapi"].startswith("3.")
    assert world.ask("GET", f"/v1/rooms/{ROOM}", token="-").status == 401

"""Conditions of rules: each part, and that all parts must hold."""

from typing import Any

import pytest

from moderation.verdict import ALLOW, DENY
from tests.unit.moderation.build import BAD, NOW, judge, policy, rule, terms

YOUNG = str(int(NOW) - 100)
OLD = str(int(NOW) - 100_000)


@pytest.mark.parametrize(
    ("when", "attributes", "applies"),
    [
        ({"roles": ["vip"]}, {"role": "vip"}, True),
        ({"roles": ["vip"]}, {"role": "viewer"}, False),
        ({"roles": ["vip"]}, {}, False),
        ({"exceptRoles": ["vip"]}, {"role": "vip"}, False),
        ({"exceptRoles": ["vip"]}, {}, True),
        ({"attributes": {"region": ["eu", "uk"]}}, {"region": "uk"}, True),
        ({"attributes": {"region": ["eu"]}}, {"region": "us"}, False),
        ({"attributes": {"region": ["eu"], "tier": ["1"]}}, {"region": "eu"}, False),
        ({"accountYoungerThanSeconds": 3600}, {"accountCreatedAt": YOUNG}, True),
        ({"accountYoungerThanSeconds": 3600}, {"accountCreatedAt": OLD}, False),
        ({"accountYoungerThanSeconds": 100}, {"accountCreatedAt": YOUNG}, False),
        ({"accountYoungerThanSeconds": 3600}, {}, False),
        ({"accountYoungerThanSeconds": 3600}, {"accountCreatedAt": "-5"}, False),
        ({"firstMessage": True}, {"firstMessage": "true"}, True),
        ({"firstMessage": True}, {}, False),
        ({"firstMessage": False}, {}, True),
        ({"roles": ["vip"], "accountYoungerThanSeconds": 3600}, {"role": "vip", "accountCreatedAt": YOUNG}, True),
        ({"roles": ["vip"], "accountYoungerThanSeconds": 3600}, {"role": "vip", "accountCreatedAt": OLD}, False),
        ({}, {}, True),
    ],
)
@pytest.mark.parametrize("kind", ["terms", "links"])
def test_condition_on_the_sender(kind: str, when: dict[str, Any], attributes: dict[str, str], applies: bool) -> None:
    chosen = terms(when=when) if kind == "terms" else rule("links", {"find": ["any"]}, when=when)
    decision = judge(policy(chosen), f"{BAD} https://example.com", attributes=attributes)
    assert decision.verdict == (DENY if applies else ALLOW)


def test_first_message_ends_with_the_second() -> None:
    subject = policy(terms(when={"firstMessage": True}))
    new = {"firstMessage": "true"}
    assert judge(subject, BAD, attributes=new, seconds={0: 1}).verdict == DENY
    assert judge(subject, BAD, attributes=new, seconds={0: 1, 20: 1}).verdict == ALLOW


def test_condition_on_the_room() -> None:
    subject = policy(terms(when={"modes": ["slow", "shield"]}))
    assert judge(subject, BAD).verdict == ALLOW
    assert judge(subject, BAD, modes={"slow": {"seconds": 1}}).verdict == DENY
    assert judge(subject, BAD, modes={"slow": {"seconds": 1, "until": NOW - 1}}).verdict == ALLOW

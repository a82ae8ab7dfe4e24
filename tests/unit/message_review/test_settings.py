"""The environment: nothing is fine, half of something is not, and all problems are told at once."""

import pytest

from message_review.settings import SettingsError, parse

WHOLE = {
    "STATE_TABLE": "s",
    "WINDOWS_TABLE": "w",
    "POLICIES_TABLE": "p",
    "AWS_REGION": "us-west-2",
    "AWS_ACCESS_KEY_ID": "AKID",
    "AWS_SECRET_ACCESS_KEY": "secret",
}


def test_nothing_configured_is_stateless() -> None:
    settings = parse({})
    assert (settings.tables, settings.fallback, settings.refused_content) == ({}, "ALLOW", "text")


def test_whole_environment() -> None:
    settings = parse({**WHOLE, "AWS_SESSION_TOKEN": "t", "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand"})
    assert settings.tables == {"State": "s", "Windows": "w", "Policies": "p"}
    assert settings.endpoint == ("https", "dynamodb.us-west-2.amazonaws.com", 443)
    assert settings.on_demand


@pytest.mark.parametrize("kind", ["provisioned-concurrency", "", "snap-start"])
def test_only_on_demand_has_a_message_waiting_for_init(kind: str) -> None:
    assert not parse({"AWS_LAMBDA_INITIALIZATION_TYPE": kind}).on_demand


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://127.0.0.1:4566", ("http", "127.0.0.1", 4566)),
        ("http://localhost", ("http", "localhost", 80)),
        ("https://dynamodb.example/", ("https", "dynamodb.example", 443)),
    ],
)
def test_custom_endpoint(url: str, endpoint: tuple[str, str, int]) -> None:
    assert parse({"AWS_ENDPOINT_URL": url}).endpoint == endpoint
    other = parse({"AWS_ENDPOINT_URL": "http://other:1", "AWS_ENDPOINT_URL_DYNAMODB": url})
    assert other.endpoint == endpoint


@pytest.mark.parametrize("url", ["127.0.0.1:4566", "ftp://x", "http://", "http://h:port", "http://h/path"])
def test_unusable_endpoint(url: str) -> None:
    with pytest.raises(SettingsError, match="AWS_ENDPOINT_URL"):
        parse({"AWS_ENDPOINT_URL": url})


@pytest.mark.parametrize("name", WHOLE)
def test_half_a_configuration_names_what_is_missing(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        parse({key: value for key, value in WHOLE.items() if key != name})


def test_all_problems_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        parse({"STATE_TABLE": "s", "REVIEW_FALLBACK": "MAYBE", "REFUSED_CONTENT": "all"})
    for name in ("WINDOWS_TABLE", "POLICIES_TABLE", "AWS_REGION", "REVIEW_FALLBACK", "REFUSED_CONTENT"):
        assert name in str(caught.value)

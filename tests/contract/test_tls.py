"""TLS to the tables: a root that we do not know gets no request, and one that the machine trusts is accepted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.latency.certificates import authority_and_server
from bench.latency.dynamodb_stand_in import StandIn
from tests.contract.conftest import Environment, stored_sanction


@contextmanager
def started(variables: dict[str, str]) -> Iterator[Environment]:
    chat = Environment(variables)
    yield chat
    chat.end()


def test_an_unknown_authority_gets_no_request() -> None:
    _, certificate = authority_and_server()
    with StandIn(certificate) as dynamodb, started(dynamodb.environment) as chat:
        for _ in range(3):
            answer, line = chat.say()
            assert (answer["ReviewResult"], line["level"]) == ("ALLOW", "WARN")
            assert line["failures"]["sanctions"] == "connect: SSLCertVerificationError"
        assert sum(dynamodb.operations.values()) == 0


def test_a_certificate_for_another_name_gets_no_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, certificate = authority_and_server("another.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(written(tmp_path, root)))
    with StandIn(certificate) as dynamodb, started(dynamodb.environment) as chat:
        for _ in range(3):
            assert chat.say()[1]["level"] == "WARN"
        assert sum(dynamodb.operations.values()) == 0


def test_an_authority_that_the_machine_trusts_is_accepted_from_the_second_try_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when AWS moves to a root that is not among ours: INIT finds out, and messages have their state."""
    root, certificate = authority_and_server()
    monkeypatch.setenv("SSL_CERT_FILE", str(written(tmp_path, root)))
    with StandIn(certificate) as dynamodb, started(dynamodb.environment) as chat:
        dynamodb.tables.put("State", stored_sanction("ban"))
        answer, line = chat.say()
        assert (answer["ReviewResult"], line["level"]) == ("DENY", "INFO")
        connections = dynamodb.connections
        for _ in range(5):
            assert chat.say()[1]["level"] == "INFO"
        assert dynamodb.connections <= connections + 5
        assert dynamodb.rejected == []


def written(folder: Path, pem: str) -> Path:
    path = folder / "root.pem"
    path.write_text(pem)
    return path

"""CPU of a message's state round, beside the same four calls through boto3, and of setting up TLS."""

import io
import json
import ssl
import time
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from bench.latency.budgets import verdict
from bench.latency.certificates import authority_and_server
from bench.latency.dynamodb_stand_in import StandIn
from bench.latency.events import ROOM_ID, event
from lean_edges.addresses import Addresses
from lean_edges.amazon_roots import AMAZON_ROOTS
from lean_edges.pool import Pool
from lean_edges.tls import Tls
from message_review import initialise, state_requests

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 12
MESSAGES_PER_ROUND = 40
CALLS = 4  # BatchGetItem, Query, UpdateItem, GetItem
CONNECTIONS = 7
_NAMES = {"State": "State", "Windows": "Windows", "Policies": "Policies"}


def run() -> dict[str, Any]:
    """µs of this thread's CPU (the server has another); the three alternate, so that a busy machine hits all alike."""
    taken: dict[str, list[int]] = {"with_round": [], "stateless": [], "boto3": []}
    with StandIn() as dynamodb:
        mode = {"M": {"slow": {"M": {"seconds": {"N": "1"}}}}}
        dynamodb.tables.put("State", {"pk": {"S": f"room#{ROOM_ID}"}, "sk": {"S": "settings"}, "modes": mode})
        works = {
            "with_round": _handler(dynamodb.environment),
            "stateless": _handler({}),
            "boto3": _boto3(dynamodb.environment),
        }
        for _ in range(ROUNDS):
            for name, work in works.items():
                with redirect_stdout(io.StringIO()):
                    for _ in range(MESSAGES_PER_ROUND):
                        started = time.thread_time_ns()
                        work()
                        taken[name].append(time.thread_time_ns() - started)
    typical = {name: _typical(values) for name, values in taken.items()}
    return {
        "message_with_round_us": typical["with_round"],
        "message_stateless_us": typical["stateless"],
        "round_us": typical["with_round"] - typical["stateless"],
        "boto3_us": typical["boto3"],
        "boto3_call_us": typical["boto3"] / CALLS,
        "tls": _tls(),
    }


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    share = figures["round_us"] / figures["boto3_us"]
    tls = figures["tls"]
    return "\n".join(
        [
            "| CPU per message | µs |",
            "|---|---|",
            f"| handler, stateless | {figures['message_stateless_us']:.0f} |",
            f"| handler with BatchGetItem, Query, UpdateItem and GetItem | {figures['message_with_round_us']:.0f} |",
            f"| the round | {figures['round_us']:.0f} |",
            f"| the same four calls through boto3 | {figures['boto3_us']:.0f} |",
            "",
            f"Share of boto3: {verdict('state_round', 'cpu_share_of_boto3_max', share)} (1/{1 / share:.1f}).",
            "",
            "| TLS | ms of CPU |",
            "|---|---|",
            f"| context with the five Amazon roots | {tls['context_amazon_ms']:.2f} |",
            f"| context with the machine's default store | {tls['context_default_ms']:.2f} |",
            f"| {CONNECTIONS} connections: TCP and handshake (P-256, client side) | {tls['connections_ms']:.2f} |",
        ]
    )


def _handler(environ: dict[str, str]) -> "Callable[[], object]":
    reviewer = initialise.reviewer(environ)
    events = [event("good evening everyone", user=user) for user in _users()]
    return lambda: reviewer.answer(events.pop(), None)


def _users() -> list[str]:
    """A sender for each message: one who sends them all would be refused for flooding."""
    return [f"viewer-{number}" for number in range(ROUNDS * MESSAGES_PER_ROUND)]


def _boto3(environ: dict[str, str]) -> "Callable[[], object]":
    client: Any = boto3.client(
        "dynamodb",
        region_name=environ["AWS_REGION"],
        endpoint_url=environ["AWS_ENDPOINT_URL_DYNAMODB"],
        aws_access_key_id=environ["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environ["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=environ["AWS_SESSION_TOKEN"],
        config=Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1, "mode": "standard"}),
    )

    now = time.time()
    prepared = [
        (
            json.loads(state_requests.settings(_NAMES, ROOM_ID, organisation=False)),
            json.loads(state_requests.sanctions(_NAMES, user)),
            json.loads(state_requests.count(_NAMES, ROOM_ID, user, now, "0123456789abcdef")),
            json.loads(state_requests.previous_window(_NAMES, ROOM_ID, user, now)),
        )
        for user in _users()
    ]

    def same_calls() -> None:
        settings, sanctions, count, previous = prepared.pop()
        client.batch_get_item(**settings)
        client.query(**sanctions)
        client.update_item(**count)
        client.get_item(**previous)

    return same_calls


def _tls() -> dict[str, float]:
    root, certificate = authority_and_server()
    with StandIn(certificate) as server:
        addresses = Addresses("localhost", server.port)
        addresses.refresh()
        addresses.wait(5)
        connecting = []
        for _ in range(7):
            pool = Pool(Tls("localhost", addresses, root), CONNECTIONS)
            started = time.thread_time_ns()
            pool.open(5)
            connecting.append(time.thread_time_ns() - started)
            for connection in pool._connections:
                connection.close()
    return {
        "context_amazon_ms": _context_ms(AMAZON_ROOTS),
        "context_default_ms": _context_ms(None),
        "connections_ms": min(connecting) / 1e6,
    }


def _context_ms(roots: str | None) -> float:
    taken = []
    for _ in range(9):
        started = time.thread_time_ns()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if roots is None:
            context.load_default_certs()
        else:
            context.load_verify_locations(cadata=roots)
        taken.append(time.thread_time_ns() - started)
    return min(taken) / 1e6


def _typical(taken: list[int]) -> float:
    """The lower quartile in µs: what the work takes when nothing else disturbs it."""
    return sorted(taken)[len(taken) // 4] / 1e3

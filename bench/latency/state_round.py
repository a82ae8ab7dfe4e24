"""CPU of a message's state round, beside the same three calls through boto3, and of setting up TLS."""

import io
import ssl
import time
from contextlib import redirect_stdout
from typing import Any

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

MESSAGES = 400
CONNECTIONS = 5
_NAMES = {"State": "State", "Windows": "Windows", "Policies": "Policies"}


def run() -> dict[str, Any]:
    """µs of this thread's CPU; the server runs in another."""
    with StandIn() as dynamodb:
        mode = {"M": {"slow": {"M": {"seconds": {"N": "1"}}}}}
        dynamodb.tables.put("State", {"pk": {"S": f"room#{ROOM_ID}"}, "sk": {"S": "settings"}, "modes": mode})
        ours = _handler_us(dynamodb.environment)
        boto = _boto3(dynamodb)
        stateless = _handler_us({})
    return {
        "message_with_round_us": ours,
        "message_stateless_us": stateless,
        "round_us": ours - stateless,
        "boto3_us": boto,
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
            f"| handler with BatchGetItem, UpdateItem and GetItem | {figures['message_with_round_us']:.0f} |",
            f"| the round | {figures['round_us']:.0f} |",
            f"| the same three calls through boto3 | {figures['boto3_us']:.0f} |",
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


def _handler_us(environ: dict[str, str]) -> float:
    reviewer = initialise.reviewer(environ)
    one = event("good evening everyone")
    taken = []
    with redirect_stdout(io.StringIO()):
        for _ in range(MESSAGES):
            started = time.thread_time_ns()
            reviewer.answer(one, None)
            taken.append(time.thread_time_ns() - started)
    return _typical(taken)


def _boto3(dynamodb: StandIn) -> float:
    environment = dynamodb.environment
    client: Any = boto3.client(
        "dynamodb",
        region_name=environment["AWS_REGION"],
        endpoint_url=environment["AWS_ENDPOINT_URL_DYNAMODB"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=environment["AWS_SESSION_TOKEN"],
        config=Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1, "mode": "standard"}),
    )
    taken = []
    for _ in range(MESSAGES // 2):
        now = time.time()
        started = time.thread_time_ns()
        client.batch_get_item(**state_requests.reads(_NAMES, ROOM_ID, "mary", organisation=False))
        client.update_item(**state_requests.count(_NAMES, ROOM_ID, "mary", now, "0123456789abcdef"))
        client.get_item(**state_requests.previous_window(_NAMES, ROOM_ID, "mary", now))
        taken.append(time.thread_time_ns() - started)
    return _typical(taken)


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

"""The API's cold start under the real awslambdaric: spawn to the end of INIT, and to the first answers.

An on-demand environment has the whole processor while it initialises and a share of it afterwards: what INIT has done,
the first caller does not wait for at 1,024 MB.
"""

import json
import time
from pathlib import Path
from typing import Any

from bench.api.stand_in import CLIENT, POOL, StandIn, token
from bench.latency.runtime_api import ON_DEMAND, ExecutionEnvironment
from moderation.tables import TABLES

ROUNDS = 7
ROOT = Path(__file__).parents[2]
ACCOUNT = "arn:aws:{}:us-west-2:123456789012"
ENVIRONMENT = {
    "USER_POOL_ID": POOL,
    "USER_POOL_CLIENT_ID": CLIENT,
    "REVIEW_HANDLER_ARN": f"{ACCOUNT.format('lambda')}:function:review:live",
    "REVIEW_FALLBACK": "DENY",
    "LOGGING_CONFIGURATION_ARN": f"{ACCOUNT.format('ivschat')}:logging-configuration/abcdefghijkl",
    "ROOM_ATTACHER_FUNCTION": "room-attacher",
    "CHAT_LOG_GROUP": "chat",
    "LOG_DAYS": "30",
    "PERSON_ACTIONS_PER_MINUTE": "60",
    "PERSON_BANS_PER_HOUR": "120",
    "SERVICE_ACTIONS_PER_MINUTE": "1200",
    **{table.env: table.name for table in TABLES},
}
STEPS = ("init_ms", "init_cpu_ms", "first_ms", "first_cpu_ms", "second_ms", "second_cpu_ms")


def run() -> dict[str, Any]:
    """Minima of interleaved rounds, in milliseconds: `first` and `second` are requests, INIT not included."""
    ours, bare = f"{ROOT / 'functions'}", f"{ROOT / 'bench/latency/rivals'}"
    samples: dict[str, list[dict[str, float]]] = {"bare": [], "api": []}
    with StandIn() as aws:
        variables = {**ENVIRONMENT, "AWS_ENDPOINT_URL": aws.url}
        for _ in range(ROUNDS):
            samples["bare"].append(_sample("bare.handler", bare, {}, {"Content": "x"}))
            samples["api"].append(_sample("moderator_api.handler.handler", ours, variables, _event()))
    return {name: {step: min(each[step] for each in taken) for step in STEPS} for name, taken in samples.items()}


def _sample(handler: str, path: str, variables: dict[str, str], event: dict[str, Any]) -> dict[str, float]:
    body = json.dumps(event).encode()
    started = time.perf_counter()
    with ExecutionEnvironment(handler, [path], variables, ON_DEMAND) as environment:
        environment.wait_until_initialised()
        marks = [(time.perf_counter() - started, environment.cpu_s())]
        for _ in range(2):
            answer = json.loads(environment.invoke(body))
            assert "statusCode" not in answer or answer["statusCode"] == 200, answer
            marks.append((time.perf_counter() - started, environment.cpu_s()))
    before, taken = (0.0, 0.0), []
    for wall, cpu in marks:
        taken += [(wall - before[0]) * 1e3, (cpu - before[1]) * 1e3]
        before = wall, cpu
    return dict(zip(STEPS, taken, strict=True))


def _event() -> dict[str, Any]:
    """A person's GET /v1/me: token verified, keys fetched, record read."""
    return {
        "version": "2.0",
        "rawPath": "/v1/me",
        "rawQueryString": "",
        "headers": {"authorization": f"Bearer {token(int(time.time()))}"},
        "requestContext": {"requestId": "r", "stage": "$default", "http": {"method": "GET", "path": "/v1/me"}},
        "isBase64Encoded": False,
    }

"""Calls through the local gateway to the deployed function, IAM and tokens checked: what a client of `make run` waits.

The emulated gateway and DynamoDB are this machine's own processes, so the figures tell what our function takes and how
calls compare, not what AWS's network and tables would add.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from local.login import access_token
from local.options import Options
from local.stack import LocalStack
from local.synth import LOCAL_CONTEXT

CALLS, WARM_UP = 100, 10
Call = Callable[[int], httpx.Response]


def run() -> dict[str, Any]:
    """Milliseconds at the 50th and 99th percentile of one call after the other, per kind of call."""
    context = {**LOCAL_CONTEXT, "person_actions_per_minute": 10_000}
    with tempfile.TemporaryDirectory() as folder:
        options = Options(port_aws=0, port_ivschat=0, port_service=0, directory=Path(folder), context=context)
        with LocalStack(options) as stack:
            where = stack.endpoints
            admin = next(user for user in where.users if user.role == "admin")
            client_id = stack.outputs["UserPoolClientId"]
            token = access_token(where.aws, client_id, where.console, admin.username, admin.password)
            with httpx.Client(base_url=where.api, headers={"Authorization": f"Bearer {token}"}, timeout=20.0) as person:
                calls = _calls(person, f"/v1/rooms/{where.room_arn.rpartition('/')[2]}")
                return {name: _timed(call) for name, call in calls.items()}


def _calls(person: httpx.Client, room: str) -> dict[str, Call]:
    etag = person.get(f"{room}/modes").headers["ETag"]
    timeout = {"kind": "timeout", "seconds": 60, "reason": "bench"}
    return {
        "GET health (no token)": lambda _: person.get("/v1/health"),
        "GET me": lambda _: person.get("/v1/me"),
        "GET modes": lambda _: person.get(f"{room}/modes"),
        "GET modes, not changed": lambda _: person.get(f"{room}/modes", headers={"If-None-Match": etag}),
        "POST token": lambda n: person.post(f"{room}/tokens", json={"userId": f"bench-{n}"}),
        "PUT timeout": lambda n: person.put(f"{room}/sanctions/bench-{n}", json=timeout),
        "DELETE message": lambda n: person.delete(f"{room}/messages/bench{n:07d}"),
    }


def _timed(call: Call) -> dict[str, float]:
    taken = []
    for number in range(WARM_UP + CALLS):
        started = time.perf_counter()
        answer = call(number)
        taken.append((time.perf_counter() - started) * 1e3)
        assert answer.status_code < 400, answer.text
    taken = sorted(taken[WARM_UP:])
    return {"p50_ms": taken[CALLS // 2], "p99_ms": taken[int(CALLS * 0.99)]}

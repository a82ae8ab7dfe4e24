"""What a message meets when its dependency fails: time to the answer, whether it is valid, and what decided."""

import io
import json
import os
import socket
import time
from collections import Counter
from contextlib import redirect_stdout
from typing import Any

from bench.latency.budgets import BUDGETS, verdict
from bench.latency.dynamodb_stand_in import StandIn
from bench.latency.events import event
from message_review import initialise

MESSAGES = 25
FAULTS = ("hang", "slow:0.3", "half", "close", "garbage", "wrong_checksum", "throttled", "server_error")
STATES = ("warm", "first", "cold")


def run() -> dict[str, Any]:
    """Per fault and state of the environment: the longest answer, valid answers, verdicts."""
    cases: dict[str, Any] = {}
    with StandIn() as dynamodb:
        for fault in FAULTS:
            for state in STATES:
                cases[f"{fault}, {state}"] = _case(dynamodb, fault, state)
        for name, port in (("refused", _free_port()), ("never accepts", _black_hole())):
            environ = dynamodb.environment | {"AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{port}"}
            cases[name] = _messages(environ, MESSAGES)
    answers = sum(case["answers"] for case in cases.values())
    return {
        "cases": cases,
        "answers": answers,
        "load_average": os.getloadavg()[0],
        "valid_share": sum(case["valid"] for case in cases.values()) / answers,
        "max_ms": max(case["max_ms"] for case in cases.values()),
        "p99_ms": max(case["p99_ms"] for case in cases.values()),
    }


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    rows = ["| fault, environment | answers | valid | p50 / max ms | verdicts |", "|---|---|---|---|---|"]
    for name, of in figures["cases"].items():
        verdicts = ", ".join(f"{verdict} {count}" for verdict, count in sorted(of["verdicts"].items()))
        rows.append(
            f"| {name} | {of['answers']} | {of['valid']} | {of['p50_ms']:.1f} / {of['max_ms']:.1f} | {verdicts} |"
        )
    share, least = figures["valid_share"], BUDGETS["faults"]["valid_share"]
    rows += [
        "",
        f"{figures['answers']} answers, {share:.0%} valid ({'kept' if share >= least else 'MISSED'}); "
        f"slowest {verdict('faults', 'answer_ms_max', figures['max_ms'])} "
        f"(a machine that runs other jobs adds its own pauses; load average here {figures['load_average']:.1f}).",
    ]
    return "\n".join(rows)


def _case(dynamodb: StandIn, fault: str, state: str) -> dict[str, Any]:
    """Warm: it fails after a good message; first: with the first message; cold: an on-demand environment's start."""
    taken: list[dict[str, Any]] = []
    repeated = 1 if state == "warm" else 5
    for _ in range(repeated):
        environ = dict(dynamodb.environment)
        if state == "cold":
            environ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand"
        reviewer = initialise.reviewer(environ)
        if state == "warm":
            _say(reviewer)
        dynamodb.fault = lambda operation: fault
        taken += [_say(reviewer) for _ in range(MESSAGES // repeated)]
        dynamodb.fault = lambda operation: ""
    return _summary(taken)


def _messages(environ: dict[str, str], count: int) -> dict[str, Any]:
    reviewer = initialise.reviewer(environ)
    return _summary([_say(reviewer) for _ in range(count)])


def _say(reviewer: Any) -> dict[str, Any]:
    stdout = io.StringIO()
    one = event("good evening everyone")
    with redirect_stdout(stdout):
        started = time.perf_counter()
        answer = reviewer.answer(one, None)
        taken = time.perf_counter() - started
    line = json.loads(stdout.getvalue())
    valid = answer in (
        {"ReviewResult": "ALLOW", "Content": one["Content"]},
        answer if answer["ReviewResult"] == "DENY" and answer["Attributes"]["Reason"] else None,
    )
    return {
        "ms": taken * 1e3,
        "valid": valid,
        "verdict": line["verdict"] + (" degraded" if line.get("degraded") else ""),
    }


def _summary(taken: list[dict[str, Any]]) -> dict[str, Any]:
    times = sorted(one["ms"] for one in taken)
    return {
        "answers": len(taken),
        "valid": sum(one["valid"] for one in taken),
        "p50_ms": times[len(times) // 2],
        "p99_ms": times[int((len(times) - 1) * 0.99)],
        "max_ms": times[-1],
        "verdicts": Counter(one["verdict"] for one in taken),
    }


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def _black_hole() -> int:
    """A port whose queue is full: connecting to it never ends. Held by sockets that live as long as this process."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(0)
    _held.append(server)
    for _ in range(3):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(server.getsockname())
        _held.append(filler)
    return int(server.getsockname()[1])


_held: list[socket.socket] = []

"""100 messages a second for a minute: viewers' WebSockets, the IVS Chat emulator, real awslambdaric processes, and a
DynamoDB stand-in that checks every signature. What counts is that no message falls back; times are this machine's.
"""

import asyncio
import json
import os
import queue
import subprocess
import sys
import time
from typing import Any

import boto3

from bench.latency.budgets import verdict
from bench.latency.runtime_api import ARN, ExecutionEnvironment
from bench.latency.task_root import ROOT, task_root
from bench.latency.viewers import chat, percentiles
from local.ivschat.server import start
from local.ivschat.settings import Quotas, Settings

RATE = 100
SECONDS = 60
ENVIRONMENTS = 6
ROOMS, VIEWERS_PER_ROOM = 30, 4


def run() -> dict[str, Any]:
    """Milliseconds per message at the function and at the viewer, fallbacks, and what the tables were asked."""
    tables = subprocess.Popen(
        [sys.executable, "-m", "bench.latency.dynamodb_stand_in"],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'functions'}{os.pathsep}{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert tables.stdin is not None
    assert tables.stdout is not None
    environ = json.loads(tables.stdout.readline())
    with task_root() as task:
        pool = _Pool(
            [ExecutionEnvironment("message_review.handler.handler", [str(task)], environ) for _ in range(ENVIRONMENTS)]
        )
        try:
            pool.wait_until_initialised()
            figures = _through_emulator(pool)
        finally:
            pool.end()
            tables.stdin.close()
    return {**figures, "tables": json.loads(tables.stdout.readline()), "load_average": os.getloadavg()[0]}


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    rows = ["| | p50 | p99 | p99.9 | max |", "|---|---|---|---|---|"]
    for name, of in (("at the function", figures["function_ms"]), ("viewer to viewer", figures["viewer_ms"])):
        rows.append(f"| {name}, ms | {of['p50']:.1f} | {of['p99']:.1f} | {of['p99.9']:.1f} | {of['max']:.1f} |")
    outcomes = ", ".join(f"{name} {count}" for name, count in sorted(figures["reviews"].items()))
    rows += [
        "",
        f"{figures['sent']} messages in {figures['seconds']:.0f} s through {ENVIRONMENTS} environments; {outcomes}; "
        f"degraded {figures['degraded']}.",
        f"Fallbacks {verdict('load', 'fallbacks_max', figures['fallbacks'])}; requests to the tables "
        f"{sum(figures['tables']['operations'].values())}, signatures refused {figures['tables']['rejected']}; "
        f"load average {figures['load_average']:.1f}.",
    ]
    return "\n".join(rows)


class _Pool:
    """Idle environments, the last used first, as Lambda has them."""

    def __init__(self, environments: list[ExecutionEnvironment]) -> None:
        self._all = environments
        self._idle: queue.LifoQueue[ExecutionEnvironment] = queue.LifoQueue()
        self.taken_ms: list[float] = []
        for environment in environments:
            self._idle.put(environment)

    def wait_until_initialised(self) -> None:
        for environment in self._all:
            environment.wait_until_initialised()

    def answer(self, event: dict[str, Any]) -> Any:
        started = time.perf_counter()
        environment = self._idle.get(timeout=5)
        try:
            return json.loads(environment.invoke(json.dumps(event).encode()))
        finally:
            self._idle.put(environment)
            self.taken_ms.append((time.perf_counter() - started) * 1e3)

    def degraded(self) -> int:
        """Messages whose state could not be read in time."""
        return sum(environment.output().count('"DegradedReviews":1') for environment in self._all)

    def end(self) -> None:
        for environment in self._all:
            environment.end()


def _through_emulator(pool: _Pool) -> dict[str, Any]:
    settings = Settings(quotas=Quotas().without_api_rates())
    with start(settings, handlers={ARN: pool.answer}) as ivschat:
        client = boto3.client(
            "ivschat",
            region_name=settings.region,
            endpoint_url=ivschat.url,
            aws_access_key_id=settings.access_key_id,
            aws_secret_access_key=settings.secret_access_key,
        )
        tokens = []
        for room in range(ROOMS):
            arn = client.create_room(messageReviewHandler={"uri": ARN, "fallbackResult": "DENY"})["arn"]
            for viewer in range(VIEWERS_PER_ROOM):
                answer = client.create_chat_token(
                    roomIdentifier=arn, userId=f"viewer-{room}-{viewer}", capabilities=["SEND_MESSAGE"]
                )
                tokens.append(answer["token"])
        started = time.perf_counter()
        viewer_ms, sent = asyncio.run(chat(ivschat.messaging_url, tokens, RATE, SECONDS))
        seconds = time.perf_counter() - started
        (reviews,) = ivschat.call("reviews")["handlers"].values()
    return {
        "sent": sent,
        "seconds": seconds,
        "reviews": reviews,
        "fallbacks": sum(count for name, count in reviews.items() if name.startswith("Fallback.")),
        "degraded": pool.degraded(),
        "function_ms": percentiles(pool.taken_ms),
        "viewer_ms": percentiles(viewer_ms),
    }

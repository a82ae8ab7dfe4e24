"""The whole local stack (`make run`: deployed template, emulated AWS, IVS Chat emulator) at a rising rate, until a
message falls back. All share this machine's cores, the simulated viewers too: the rate says what a desk can show, not
what AWS can do.
"""

import asyncio
import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import httpx

from bench.latency.process_cpu import KINDS, VIEWERS, cpu_seconds
from bench.latency.viewers import chat, percentiles
from local.options import Options
from local.stack import LocalStack

if TYPE_CHECKING:
    from mypy_boto3_ivschat import IvschatClient
    from mypy_boto3_ivschat.type_defs import MessageReviewHandlerTypeDef

RATES = (5, 10, 20, 30, 40, 60, 80, 100)
SECONDS = 15
ROOMS, VIEWERS_PER_ROOM = 10, 5


def run() -> dict[str, Any]:
    """Per rate: messages, outcomes of their reviews, ms from a viewer to the same viewer, and whose CPU it took."""
    steps = []
    with tempfile.TemporaryDirectory() as folder:
        options = Options(port_aws=0, port_ivschat=0, port_service=0, directory=Path(folder))
        with LocalStack(options) as stack:
            client = _client(stack)
            handler: MessageReviewHandlerTypeDef = {"uri": stack.outputs["ReviewHandlerArn"], "fallbackResult": "DENY"}
            rooms = [client.create_room(messageReviewHandler=handler)["arn"] for _ in range(ROOMS)]
            for rate in RATES:
                steps.append(_step(stack, _tokens(client, rooms), rate))
                if steps[-1]["fallbacks"]:
                    break
    return {"steps": steps, "load_average": os.getloadavg()[0]}


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    kinds = (*KINDS.values(), VIEWERS)
    rows = [
        f"| messages/s | messages | fallbacks | viewer to viewer, ms: p50 / p99 / max | CPU ms: {' / '.join(kinds)} |",
        "|---|---|---|---|---|",
    ]
    for step in figures["steps"]:
        ms = "{p50:.0f} / {p99:.0f} / {max:.0f}".format(**step["viewer_ms"])
        rows.append(
            f"| {step['rate']} | {step['sent']} | {step['fallbacks']} | {ms} | "
            + " / ".join(f"{step['cpu_ms_per_message'].get(kind, 0):.1f}" for kind in kinds)
            + " |"
        )
    held = max((step["rate"] for step in figures["steps"] if not step["fallbacks"]), default=0)
    rows += ["", f"Held without a fallback: {held} messages/s; load average at the end {figures['load_average']:.1f}."]
    return "\n".join(rows)


def _client(stack: LocalStack) -> "IvschatClient":
    where = stack.endpoints
    return boto3.client(
        "ivschat",
        region_name=where.region,
        endpoint_url=where.ivschat,
        aws_access_key_id=where.access_key_id,
        aws_secret_access_key=where.secret_access_key,
    )


def _tokens(client: "IvschatClient", rooms: list[str]) -> list[str]:
    """A token for each viewer; it opens one connection."""
    return [
        client.create_chat_token(roomIdentifier=room, userId=f"viewer-{viewer}", capabilities=["SEND_MESSAGE"])["token"]
        for room in rooms
        for viewer in range(VIEWERS_PER_ROOM)
    ]


def _step(stack: LocalStack, tokens: list[str], rate: int) -> dict[str, Any]:
    before, cpu_before = _reviews(stack), cpu_seconds()
    viewer_ms, sent = asyncio.run(chat(stack.endpoints.messaging, tokens, rate, SECONDS))
    reviews, cpu = _reviews(stack) - before, cpu_seconds() - cpu_before
    fallbacks = sum(count for name, count in reviews.items() if name.startswith("Fallback."))
    outcomes = dict(sorted(reviews.items()))
    return {
        "rate": rate, "sent": sent, "reviews": outcomes, "fallbacks": fallbacks, "viewer_ms": percentiles(viewer_ms),
        "cpu_ms_per_message": {kind: seconds * 1e3 / sent for kind, seconds in cpu.items()},
    }  # fmt: skip


def _reviews(stack: LocalStack) -> Counter[str]:
    answer = httpx.get(f"{stack.endpoints.ivschat}/_emulator/reviews", timeout=10).raise_for_status().json()
    return sum((Counter(counts) for counts in answer["handlers"].values()), Counter())

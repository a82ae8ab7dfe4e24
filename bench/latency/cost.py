"""USD per million messages, part by part, from measured CPU and line sizes and counted requests and items.

Prices: us-east-1, on demand, list prices of 2026-11 (aws.amazon.com/lambda|dynamodb|cloudwatch/pricing). Not in it: IVS
Chat itself, data transfer within the region (free), alarms and metrics (per month, not per message).
"""

import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from typing import Any
from uuid import uuid4

from bench.latency import ledger_cost, state_round
from bench.latency.budgets import verdict
from bench.latency.events import event
from bench.latency.ledger_cost import REFUSED_SHARE, VCPU_SHARE
from local.ivschat import chat_log, frames
from message_review import initialise
from message_review.state_requests import SETTLED_AFTER_S
from message_review.state_round import ORGANISATION_FRESH_S

PRICE = {
    "lambda_request": 0.20e-6,
    "lambda_gb_s": 13.3334e-6,
    "provisioned_gb_s": 3.3334e-6,
    "provisioned_duration_gb_s": 7.7778e-6,
    "read_unit": 0.125e-6,
    "write_unit": 0.625e-6,
    "log_byte": 0.50e-9,
}
MEMORY_GB = 0.5
# Assumed, because it cannot be measured here: the slowest of four parallel calls to DynamoDB in the same region.
DYNAMODB_WAIT_S = 0.004
# The runtime client's own work per invocation.
RUNTIME_CPU_S = 0.000_110
LOG_EVENT_BYTES = 26  # CloudWatch Logs counts these on top of each line
# Texts of 40 code points: their lines, and for the allowed one its record in the chat log, are real ones.
ALLOWED_TEXT = "good evening everyone, what did I miss??"
_SENT_NS = 1_790_000_000_123_456_789
REFUSED_TEXT = "go kill yourself right now, you stranger"
# Lines that CloudWatch Logs hands on at once, and rooms that they are of: some seconds of an environment's ten messages
# a second, all of one room. Assumed; the other cases show what that is worth.
BATCH = (25, 1)
OTHER_BATCHES = ((100, 1), (25, 5), (5, 1))
# Settings, sanctions; the sender's previous window, which is read at half the price for most of a minute; now and then
# the organisation's settings, by an environment that gets ten messages a second.
READS = 1 + 1 + (0.5 * (60 - SETTLED_AFTER_S) + 1 * SETTLED_AFTER_S) / 60 + 1 / (10 * ORGANISATION_FRESH_S)
WRITES = 1  # the sender's window, below 1 KB
RATES = (1, 100, 10_000)


def run() -> dict[str, Any]:
    """Parts in USD per million messages, with tables and stateless, and what stands beside them by the month."""
    cpu = state_round.run()
    allowed, refused = _line(ALLOWED_TEXT), _line(REFUSED_TEXT)
    sizes = {"allowed": len(allowed.encode()), "refused": len(refused.encode()), "chat_log": len(_chat_log_record())}
    line = (1 - REFUSED_SHARE) * sizes["allowed"] + REFUSED_SHARE * sizes["refused"] + LOG_EVENT_BYTES
    with_state = {
        "review: request": PRICE["lambda_request"],
        "review: duration": _duration(cpu["message_with_round_us"], DYNAMODB_WAIT_S),
        "state reads": READS * PRICE["read_unit"],
        "window write": WRITES * PRICE["write_unit"],
        "decision line": line * PRICE["log_byte"],
        "chat log": (1 - REFUSED_SHARE) * (sizes["chat_log"] + LOG_EVENT_BYTES) * PRICE["log_byte"],
        **_ledger(refused, cpu, BATCH),
    }
    stateless = {
        "review: request": PRICE["lambda_request"],
        "review: duration": _duration(cpu["message_stateless_us"], 0),
        "decision line": line * PRICE["log_byte"],
    }
    return {
        "with_state": {part: cost * 1e6 for part, cost in with_state.items()},
        "stateless": {part: cost * 1e6 for part, cost in stateless.items()},
        "line_bytes": sizes,
        "with_state_otherwise": {
            f"{batch[0]} lines of {batch[1]}": sum({**with_state, **_ledger(refused, cpu, batch)}.values()) * 1e6
            for batch in OTHER_BATCHES
        },
        "provisioned_usd_per_environment_month": MEMORY_GB * PRICE["provisioned_gb_s"] * 30 * 86_400,
    }


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    rows = ["| part | with tables | stateless |", "|---|---|---|"]
    for part, cost in figures["with_state"].items():
        other = figures["stateless"].get(part)
        rows.append(f"| {part} | {cost:.3f} | {'-' if other is None else f'{other:.3f}'} |")
    totals = {name: sum(figures[name].values()) for name in ("with_state", "stateless")}
    rows.append(f"| **sum** | **{totals['with_state']:.2f}** | **{totals['stateless']:.2f}** |")
    environment = figures["provisioned_usd_per_environment_month"]
    rows += [
        "",
        f"With tables {verdict('cost', 'with_state_max', totals['with_state'])}; "
        f"stateless {verdict('cost', 'stateless_max', totals['stateless'])}.",
        f"CloudWatch Logs hands on {BATCH[0]} lines of {BATCH[1]} room at once; with "
        + ", ".join(f"{case} {usd:.2f}" for case, usd in figures["with_state_otherwise"].items())
        + " USD.",
        "Texts of {} characters. Decision lines: allowed {allowed}, refused {refused} bytes; record in the chat log: "
        "{chat_log} bytes.".format(len(ALLOWED_TEXT), **figures["line_bytes"]),
        f"Beside it, provisioned concurrency: {environment:.2f} USD per environment and month.",
        "",
        "| messages/s | environments | provisioned, USD/month | by the message, USD/month |",
        "|---|---|---|---|",
    ]
    for rate in RATES:
        environments = max(2, -(-rate * 11 // 100))
        monthly = rate * 30 * 86_400 / 1e6 * totals["with_state"]
        rows.append(f"| {rate:,} | {environments:,} | {environments * environment:,.0f} | {monthly:,.0f} |")
    return "\n".join(rows)


def _duration(cpu_us: float, waiting_s: float) -> float:
    """USD; Lambda rounds up to whole milliseconds, which adds half a one in the long run."""
    billed_s = (cpu_us / 1e6 + RUNTIME_CPU_S) / VCPU_SHARE + waiting_s + 0.000_5
    return billed_s * MEMORY_GB * PRICE["lambda_gb_s"]


def _ledger(refused: str, cpu: dict[str, Any], batch: tuple[int, int]) -> Mapping[str, float]:
    """USD per message; a call to AWS waits as long as the review's, and its CPU is boto3's."""
    call_s = DYNAMODB_WAIT_S + cpu["boto3_call_us"] / 1e6 / VCPU_SHARE
    return ledger_cost.cost(refused, *batch, call_s)


def _line(content: str) -> str:
    stdout = io.StringIO()
    with redirect_stdout(stdout):
        reviewer = initialise.reviewer({})
        reviewer.answer(event(content), None)
    return stdout.getvalue()


def _chat_log_record() -> bytes:
    sender = {"UserId": "mary", "Attributes": {"role": "viewer"}}
    frame = frames.message("AYk6xKitV4On", str(uuid4()), ALLOWED_TEXT, None, _SENT_NS, sender)
    return chat_log.written(frame).encode()

"""USD per million messages, part by part, from measured CPU and line sizes and counted requests and items.

Prices: us-east-1, on demand, list prices of 2026-11 (aws.amazon.com/lambda|dynamodb|cloudwatch/pricing). Not in it: IVS
Chat itself, data transfer within the region (free), alarms and metrics (per month, not per message).
"""

import io
import json
from contextlib import redirect_stdout
from typing import Any

from bench.latency import state_round
from bench.latency.budgets import verdict
from bench.latency.events import event
from message_review import initialise

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
# A function of 512 MB has 512/1769 of a vCPU; what it computes takes so much longer than here.
VCPU_SHARE = 512 / 1769
# Assumed, because it cannot be measured here: the slowest of three parallel calls to DynamoDB in the same region.
DYNAMODB_WAIT_S = 0.004
# The runtime client's own work per invocation.
RUNTIME_CPU_S = 0.000_110
REFUSED_SHARE = 0.05
LOG_EVENT_BYTES = 26  # CloudWatch Logs counts these on top of each line
# One MESSAGE frame with its envelope, as in IVS Chat's log records, of a 40-character message.
CHAT_LOG_BYTES = 480
# Ledger: an explained decision is one item of up to 1 KB in the table and in its two indexes, and a strike; plain
# ALLOWs are packed by the hundred into items of about 7 KB; lines arrive by the hundred, each 0.3 ms of work.
LEDGER_WRITES_REFUSED = 4
LEDGER_WRITES_ALLOWED = 7 / 100
LEDGER_LINES_PER_CALL = 100
LEDGER_S_PER_LINE = 0.000_3
READS = 3 + 1  # settings and two sanctions, strongly consistent; the sender's previous window
WRITES = 1  # the sender's window, below 1 KB
RATES = (1, 100, 10_000)


def run() -> dict[str, Any]:
    """Parts in USD per million messages, with tables and stateless, and what stands beside them by the month."""
    cpu = state_round.run()
    allowed, refused = _line_bytes("good evening everyone"), _line_bytes("go kill yourself right now")
    line = (1 - REFUSED_SHARE) * allowed + REFUSED_SHARE * refused + LOG_EVENT_BYTES
    with_state = {
        "review: request": PRICE["lambda_request"],
        "review: duration": _duration(cpu["message_with_round_us"], DYNAMODB_WAIT_S),
        "state reads": READS * PRICE["read_unit"],
        "window write": WRITES * PRICE["write_unit"],
        "decision line": line * PRICE["log_byte"],
        "chat log": (1 - REFUSED_SHARE) * CHAT_LOG_BYTES * PRICE["log_byte"],
        "ledger writes": _ledger_writes() * PRICE["write_unit"],
        "ledger function": _ledger_function(),
    }
    stateless = {
        "review: request": PRICE["lambda_request"],
        "review: duration": _duration(cpu["message_stateless_us"], 0),
        "decision line": line * PRICE["log_byte"],
    }
    return {
        "with_state": {part: cost * 1e6 for part, cost in with_state.items()},
        "stateless": {part: cost * 1e6 for part, cost in stateless.items()},
        "line_bytes": {"allowed": allowed, "refused": refused},
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
        "Decision lines: allowed {allowed}, refused {refused} bytes.".format(**figures["line_bytes"]),
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


def _ledger_writes() -> float:
    return REFUSED_SHARE * LEDGER_WRITES_REFUSED + (1 - REFUSED_SHARE) * LEDGER_WRITES_ALLOWED


def _ledger_function() -> float:
    return PRICE["lambda_request"] / LEDGER_LINES_PER_CALL + LEDGER_S_PER_LINE * MEMORY_GB * PRICE["lambda_gb_s"]


def _line_bytes(content: str) -> int:
    stdout = io.StringIO()
    with redirect_stdout(stdout):
        reviewer = initialise.reviewer({"AWS_LAMBDA_FUNCTION_NAME": "Roomkeeper-MessageReview"})
        reviewer.answer(event(content), None)
    line = stdout.getvalue()
    json.loads(line)
    return len(line.encode())

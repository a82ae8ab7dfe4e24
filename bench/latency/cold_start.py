"""Cold start under the real awslambdaric: spawn of a process to its first answer, beside what others would ship.

Handlers alternate within each round, so that a busy machine hits all alike; minima are compared.
"""

import time
from statistics import median
from typing import Any

from bench.latency.budgets import verdict
from bench.latency.dynamodb_stand_in import StandIn
from bench.latency.events import event_bytes
from bench.latency.runtime_api import ON_DEMAND, ExecutionEnvironment
from bench.latency.task_root import task_root, zipped_bytes

ROUNDS = 11
OURS, OURS_WITH_STATE = "ours, stateless", "ours, with tables"
HANDLERS = {
    "bare": "rival_bare.handler",
    OURS: "message_review.handler.handler",
    OURS_WITH_STATE: "message_review.handler.handler",
    "powertools": "rival_powertools.handler",
    "powertools + boto3 + pydantic": "rival_typical.handler",
}


def run() -> dict[str, Any]:
    """Figures per handler: ms of wall time and CPU to the first answer, peak memory there."""
    samples: dict[str, list[tuple[float, float, int]]] = {name: [] for name in HANDLERS}
    with task_root() as task, StandIn() as dynamodb:
        tables = dynamodb.environment | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{dynamodb.port}"}
        del tables["AWS_ENDPOINT_URL_DYNAMODB"]
        for _ in range(ROUNDS):
            for name, handler in HANDLERS.items():
                variables = tables if name in (OURS_WITH_STATE, "powertools + boto3 + pydantic") else {}
                samples[name].append(_sample(handler, str(task), variables))
        size = zipped_bytes(task)
    handlers = {
        name: {
            "wall_ms_min": min(wall for wall, _, _ in taken),
            "wall_ms_median": median(wall for wall, _, _ in taken),
            "cpu_ms_min": min(cpu for _, cpu, _ in taken),
            "peak_rss_bytes": min(rss for _, _, rss in taken),
        }
        for name, taken in samples.items()
    }
    return {"rounds": ROUNDS, "handlers": handlers, "zip_bytes": size}


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    handlers = figures["handlers"]
    bare, typical = handlers["bare"], handlers["powertools + boto3 + pydantic"]
    lines = [
        f"{figures['rounds']} interleaved rounds; zip of the review function {figures['zip_bytes'] / 1e6:.2f} MB "
        f"({verdict('package', 'zip_bytes_max', figures['zip_bytes'])}).",
        "",
        "| handler | wall ms min / median | CPU ms min | x bare | share of typical | peak RSS MB |",
        "|---|---|---|---|---|---|",
    ]
    for name, of in handlers.items():
        lines.append(
            f"| {name} | {of['wall_ms_min']:.1f} / {of['wall_ms_median']:.1f} | {of['cpu_ms_min']:.1f} | "
            f"{of['wall_ms_min'] / bare['wall_ms_min']:.2f} | 1/{typical['wall_ms_min'] / of['wall_ms_min']:.1f} | "
            f"{of['peak_rss_bytes'] / 1e6:.1f} |"
        )
    lines.append("")
    for name in (OURS, OURS_WITH_STATE):
        of = handlers[name]
        ratios = of["wall_ms_min"] / bare["wall_ms_min"], of["wall_ms_min"] / typical["wall_ms_min"]
        lines.append(
            f"{name}: x bare {verdict('cold_start', 'ratio_to_bare_max', ratios[0])}, share of typical "
            f"{verdict('cold_start', 'ratio_to_powertools_boto3_pydantic_max', ratios[1])}, memory over bare "
            f"{verdict('package', 'rss_over_bare_bytes_max', of['peak_rss_bytes'] - bare['peak_rss_bytes'])}"
        )
    return "\n".join(lines)


def _sample(handler: str, task: str, variables: dict[str, str]) -> tuple[float, float, int]:
    started = time.perf_counter()
    with ExecutionEnvironment(handler, [task], variables, ON_DEMAND) as environment:
        environment.invoke(event_bytes("good evening everyone"))
        wall = time.perf_counter() - started
        return wall * 1e3, environment.cpu_s() * 1e3, environment.peak_rss_bytes()

"""Cold start under the real awslambdaric: spawn of a process to its first answer, beside what others would ship.

Handlers alternate within each round, so that a busy machine hits all alike. Minima of CPU are compared: it is what the
code asks for, and other work on the machine does not add to it.
"""

import time
from statistics import median
from typing import Any

from bench.latency.budgets import verdict
from bench.latency.certificates import authority_and_server
from bench.latency.dynamodb_stand_in import StandIn
from bench.latency.events import event_bytes
from bench.latency.runtime_api import ON_DEMAND, ExecutionEnvironment
from bench.latency.task_root import task_root, zipped_bytes

ROUNDS = 11
OURS, OURS_WITH_STATE = "ours, stateless", "ours, with tables over TLS"
TYPICAL = "powertools + boto3 + pydantic"
HANDLERS = {
    "bare": "rival_bare.handler",
    OURS: "message_review.handler.handler",
    OURS_WITH_STATE: "message_review.handler.handler",
    "powertools": "rival_powertools.handler",
    TYPICAL: "rival_typical.handler",
}


def run() -> dict[str, Any]:
    """Figures per handler: ms of wall time and CPU to the first answer, peak memory there, CPU of the second answer."""
    samples: dict[str, list[tuple[float, float, int, float]]] = {name: [] for name in HANDLERS}
    root, certificate = authority_and_server()
    with task_root(root) as task, StandIn() as plain, StandIn(certificate) as over_tls:
        variables = {
            OURS_WITH_STATE: _tables(over_tls, f"https://localhost:{over_tls.port}"),
            TYPICAL: _tables(plain, f"http://127.0.0.1:{plain.port}"),
        }
        for _ in range(ROUNDS):
            for name, handler in HANDLERS.items():
                samples[name].append(_sample(handler, str(task), variables.get(name, {})))
        size = zipped_bytes(task)
    handlers = {
        name: {
            "wall_ms_min": min(wall for wall, _, _, _ in taken),
            "wall_ms_median": median(wall for wall, _, _, _ in taken),
            "cpu_ms_min": min(cpu for _, cpu, _, _ in taken),
            "peak_rss_bytes": min(rss for _, _, rss, _ in taken),
            "second_cpu_ms_min": min(second for _, _, _, second in taken),
        }
        for name, taken in samples.items()
    }
    return {"rounds": ROUNDS, "handlers": handlers, "zip_bytes": size}


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    handlers = figures["handlers"]
    bare, typical = handlers["bare"], handlers[TYPICAL]
    lines = [
        f"{figures['rounds']} interleaved rounds; zip of the review function {figures['zip_bytes'] / 1e6:.2f} MB "
        f"({verdict('package', 'zip_bytes_max', figures['zip_bytes'])}).",
        "",
        "| handler | CPU ms | x bare | share of typical | wall ms min / median | second message CPU ms | peak RSS MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, of in handlers.items():
        cpu = of["cpu_ms_min"]
        lines.append(
            f"| {name} | {cpu:.1f} | {cpu / bare['cpu_ms_min']:.2f} | 1/{typical['cpu_ms_min'] / cpu:.1f} | "
            f"{of['wall_ms_min']:.1f} / {of['wall_ms_median']:.1f} | {of['second_cpu_ms_min']:.1f} | "
            f"{of['peak_rss_bytes'] / 1e6:.1f} |"
        )
    lines.append("")
    for name in (OURS, OURS_WITH_STATE):
        of = handlers[name]
        ratios = of["cpu_ms_min"] / bare["cpu_ms_min"], of["cpu_ms_min"] / typical["cpu_ms_min"]
        lines.append(
            f"{name}: x bare {verdict('cold_start', 'ratio_to_bare_max', ratios[0])}, share of typical "
            f"{verdict('cold_start', 'ratio_to_powertools_boto3_pydantic_max', ratios[1])}, memory over bare "
            f"{verdict('package', 'rss_over_bare_bytes_max', of['peak_rss_bytes'] - bare['peak_rss_bytes'])}"
        )
    return "\n".join(lines)


def _tables(dynamodb: StandIn, url: str) -> dict[str, str]:
    variables = dynamodb.environment | {"AWS_ENDPOINT_URL": url}
    del variables["AWS_ENDPOINT_URL_DYNAMODB"]
    return variables


def _sample(handler: str, task: str, variables: dict[str, str]) -> tuple[float, float, int, float]:
    started = time.perf_counter()
    with ExecutionEnvironment(handler, [task], variables, ON_DEMAND) as environment:
        environment.invoke(event_bytes("good evening everyone"))
        wall = time.perf_counter() - started
        cpu, rss = environment.cpu_s(), environment.peak_rss_bytes()
        environment.invoke(event_bytes("good evening everyone"))
        return wall * 1e3, cpu * 1e3, rss, (environment.cpu_s() - cpu) * 1e3

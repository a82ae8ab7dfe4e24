"""Python functions run under the real awslambdaric.

ministack runs Python functions in a worker of its own: errors come back as "Runtime.HandlerError" without a stack
trace, the context differs from Lambda's, and import order is not the runtime's. It already speaks the real Runtime
API for `provided.*` functions, so Python functions are sent down that path with a bootstrap that starts awslambdaric.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.ministack.hooks import expect, replace

if TYPE_CHECKING:
    import queue

BOOTSTRAP = f"""#!/bin/sh
export PYTHONPATH="$LAMBDA_TASK_ROOT"
exec {sys.executable} -m awslambdaric "$_HANDLER"
"""


class PythonEnvironment(lambda_runtime.ProvidedWorker):  # type: ignore[misc]  # ministack is untyped
    """One execution environment: an awslambdaric process and its Runtime API port."""

    def _build_handler_class(self, generation: int, pending: "queue.Queue[Any]") -> type:
        handler: type = super()._build_handler_class(generation, pending)
        # Headers and body leave in one packet; otherwise Nagle and delayed ACK add 40 ms to each invocation.
        handler.disable_nagle_algorithm = True  # type: ignore[attr-defined]
        handler.wbufsize = -1  # type: ignore[attr-defined]
        return handler

    def _drain_stderr_bounded(
        self, first_line_wait: float = 0.004, idle_confirm: float = 0.002, hard_cap: float = 0.25
    ) -> str:
        # The runtime has written its lines before it posts the response. ministack's 50 ms of waiting for a first
        # line would be paid by each call that logs nothing; a straggler appears under the next call instead.
        log: str = super()._drain_stderr_bounded(first_line_wait, idle_confirm, hard_cap)
        return log


def _write_bootstrap(directory: Path) -> None:
    target = directory / "bootstrap"
    if target.exists():
        return
    # Two environments of one zip may start together: each writes a file of its own, the rename is atomic.
    descriptor, name = tempfile.mkstemp(dir=directory, prefix="bootstrap-")
    with os.fdopen(descriptor, "w") as file:
        file.write(BOOTSTRAP)
    Path(name).chmod(0o755)
    Path(name).replace(target)


def install() -> None:
    """Route Python functions through the Runtime API."""
    choose = expect(lambda_runtime, "_worker_class_for", "config")
    unpack = expect(lambda_svc, "_provided_runtime_code_dir", "code_zip")
    run_warm = expect(lambda_svc, "_execute_function_warm", "func event request_id")
    run_provided = expect(lambda_svc, "_execute_function_provided_warm", "func event request_id")
    expect(lambda_runtime.ProvidedWorker, "_build_handler_class", "self generation pending")
    expect(lambda_runtime.ProvidedWorker, "_drain_stderr_bounded", "self first_line_wait idle_confirm hard_cap")
    expect(lambda_runtime.ProvidedWorker, "invoke", "self event request_id trace_id invoked_function_arn")

    def is_python(config: dict[str, Any]) -> bool:
        return str(config.get("Runtime", "")).startswith("python")

    def worker_class_for(config: dict[str, Any]) -> Any:
        return PythonEnvironment if is_python(config) else choose(config)

    def code_directory(code_zip: bytes) -> str:
        directory: str = unpack(code_zip)
        _write_bootstrap(Path(directory))
        return directory

    def execute(func: dict[str, Any], event: Any, request_id: str) -> Any:
        run = run_provided if is_python(func.get("config") or func) else run_warm
        return run(func, event, request_id)

    replace(lambda_runtime, "_worker_class_for", "config", worker_class_for)
    replace(lambda_svc, "_provided_runtime_code_dir", "code_zip", code_directory)
    replace(lambda_svc, "_execute_function_warm", "func event request_id", execute)

"""Provisioned concurrency starts execution environments.

ministack stores the configuration and starts nothing, so the first messages would meet cold starts and the review
deadline of 200 ms, which is the very thing that provisioned concurrency is deployed to prevent.
"""

import contextvars
import threading
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.ministack.hooks import expect, replace
from local.ministack.patches.function_environment import initialization_type


def _start(name: str, config: dict[str, Any], code_zip: bytes, count: int) -> None:
    initialization_type.set("provisioned-concurrency")
    workers = [
        lambda_runtime.acquire_worker(name, config, code_zip, qualifier=config.get("Version", "$LATEST"))[0]
        for _ in range(count)
    ]
    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=(lambda_runtime.ensure_spawned, worker))
        for worker in workers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for worker in workers:
        lambda_runtime.release_worker(worker)


def install() -> None:
    """Start the environments when the configuration is put, from a template or from the API."""
    parameters = "func_name qualifier data"
    put = expect(lambda_svc, "_put_provisioned_concurrency", parameters)
    expect(lambda_runtime, "acquire_worker", "func_name config code_zip qualifier max_concurrency")
    expect(lambda_runtime, "ensure_spawned", "worker")
    expect(lambda_svc, "_get_func_record_for_ref", "function_ref")

    def put_and_start(func_name: str, qualifier: str, data: dict[str, Any]) -> Any:
        answer = put(func_name, qualifier, data)
        record, config, name = lambda_svc._get_func_record_for_ref(f"{func_name}:{qualifier}")
        if answer[0] < 300 and record and config and record.get("code_zip"):
            arguments = (name, config, record["code_zip"], int(data["ProvisionedConcurrentExecutions"]))
            threading.Thread(target=contextvars.copy_context().run, args=(_start, *arguments), daemon=True).start()
        return answer

    replace(lambda_svc, "_put_provisioned_concurrency", parameters, put_and_start)

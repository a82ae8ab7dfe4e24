"""Provisioned concurrency starts execution environments, of an alias and of a version.

ministack stores an alias's configuration, ignores a version's and starts nothing, so the first messages would meet
cold starts and the review deadline of 200 ms: the very thing that provisioned concurrency is deployed to prevent.
CloudFormation finishes the resource when the environments are warm; so does this.
"""

import contextvars
import threading
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

from local.ministack.hooks import expect, replace
from local.ministack.patches.function_environment import initialization_type

VERSION = "AWS::Lambda::Version"
# Provisioned off the event loop, because their environments may call the emulated AWS while they start.
RESOURCE_TYPES = (VERSION, "AWS::Lambda::Alias")


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
    _start_when_put()
    _put_for_versions()


def _start_when_put() -> None:
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
            starting = threading.Thread(target=contextvars.copy_context().run, args=(_start, *arguments), daemon=True)
            starting.start()
            if threading.current_thread() is not threading.main_thread():
                starting.join()
        return answer

    replace(lambda_svc, "_put_provisioned_concurrency", parameters, put_and_start)


def _put_for_versions() -> None:
    parameters = "logical_id props stack_name"
    create = expect(provisioners, "_lambda_version_create", parameters)
    expect(provisioners, "_lambda_version_update", "physical_id old_props new_props stack_name logical_id")

    def create_and_put(logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        arn, attributes = create(logical_id, props, stack_name)
        config = props.get("ProvisionedConcurrencyConfig")
        if config:
            name = arn.split(":")[6]
            count = int(config["ProvisionedConcurrentExecutions"])
            lambda_svc._put_provisioned_concurrency(
                name, attributes["Version"], {"ProvisionedConcurrentExecutions": count}
            )
        return arn, attributes

    # The update of a version creates another through the module's name, the creation goes through the registry.
    replace(provisioners, "_lambda_version_create", parameters, create_and_put)
    provisioners._RESOURCE_HANDLERS[VERSION]["create"] = create_and_put

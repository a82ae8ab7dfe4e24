"""One file per change to ministack, each with its reason; `install` checks what it replaces before it does."""

from local.ministack.patches import (
    dynamodb_streams,
    function_environment,
    iam_routes,
    lambda_runtime,
    leading_keys,
    log_search,
    log_subscriptions,
    loopback_is_secure,
    odd_tokens,
    provisioned_concurrency,
    queue_batches,
    queue_redrive,
    worker_threads,
)


def install_all() -> None:
    """Apply every patch; raises PinBrokenError if ministack is not the version they were written for."""
    for patch in (
        lambda_runtime,
        function_environment,
        provisioned_concurrency,
        iam_routes,
        odd_tokens,
        loopback_is_secure,
        worker_threads,
        dynamodb_streams,
        log_search,
        log_subscriptions,
        queue_batches,
        queue_redrive,
        leading_keys,
    ):
        patch.install()

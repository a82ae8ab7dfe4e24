"""A policy that demands TLS lets callers on this machine in.

The bucket of `cdk bootstrap` denies requests that are not `aws:SecureTransport`, and this machine is reached by plain
HTTP on loopback only: every upload of the CDK CLI was refused.
"""

from typing import Any

from ministack.core import iam_evaluator

from local.ministack.hooks import expect, replace

KEY = "aws:securetransport"


def install() -> None:
    """Answer that one condition key."""
    parameters = "key ctx"
    resolve = expect(iam_evaluator, "_resolve_condition_key", parameters)

    def resolve_condition_key(key: str, ctx: Any) -> Any:
        return "true" if key.lower() == KEY else resolve(key, ctx)

    replace(iam_evaluator, "_resolve_condition_key", parameters, resolve_condition_key)

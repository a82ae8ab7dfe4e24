"""A function sees the variables that Lambda sets, and only its own.

ministack passes its own environment on and leaves out the initialisation type, the execution environment and the
log settings, all of which runtimes and Powertools read. Endpoint variables are passed on, because they are what
points the SDKs at this machine.
"""

import os
import sys
from contextvars import ContextVar
from typing import Any

from ministack.services import lambda_svc

from local.ministack.hooks import expect, replace

initialization_type: ContextVar[str] = ContextVar("initialization_type", default="on-demand")

PASSED_ON = ("PATH", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IVSCHAT")


def environment_of(config: dict[str, Any], built: dict[str, str]) -> dict[str, str]:
    """Clean what ministack built for one execution environment and add what Lambda would have set."""
    inherited = {name for name in os.environ if built.get(name) == os.environ[name] and name not in PASSED_ON}
    own = (config.get("Environment") or {}).get("Variables") or {}
    kept = {name: value for name, value in built.items() if name not in inherited or name in own}
    logging = config.get("LoggingConfig") or {}
    kept.update(
        {
            "AWS_EXECUTION_ENV": f"AWS_Lambda_python{sys.version_info.major}.{sys.version_info.minor}",
            "AWS_LAMBDA_INITIALIZATION_TYPE": initialization_type.get(),
            "AWS_LAMBDA_LOG_GROUP_NAME": logging.get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}",
            "AWS_LAMBDA_LOG_FORMAT": logging.get("LogFormat", "Text"),
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
        }
    )
    if "ApplicationLogLevel" in logging:
        kept["AWS_LAMBDA_LOG_LEVEL"] = logging["ApplicationLogLevel"]
    # One set of region and credentials must survive even when ministack itself runs with the same values.
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        kept[name] = built[name]
    return kept


def install() -> None:
    """Wrap the function that builds an environment's variables."""
    parameters = "config code_dir port"
    build = expect(lambda_svc, "_provided_worker_env", parameters)

    def worker_env(config: dict[str, Any], code_dir: str, port: int) -> dict[str, str]:
        return environment_of(config, build(config, code_dir, port))

    replace(lambda_svc, "_provided_worker_env", parameters, worker_env)

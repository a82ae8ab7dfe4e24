"""`python -m local.ivschat`: the emulator on its own."""

import argparse
import asyncio
import importlib
import logging
import signal
import sys

from .emulator import Emulator
from .handlers import CallableHandler, HttpHandler, ReviewHandler
from .server import Server, bind
from .settings import Quotas, Settings

_DEFAULTS = Settings()
_DEFAULT_PORT = 4580


def main(arguments: list[str] | None = None) -> int:
    """Runs until it is interrupted; 2 for a wrong argument, 1 for a busy port."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for noisy in ("httpx", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        handlers = dict(_handler(text) for text in chosen.handler)
        emulator = Emulator(_settings(chosen), handlers=handlers)
    except ValueError as problem:
        parser.error(str(problem))
    try:
        bound = bind(chosen.host, chosen.port)
    except OSError as problem:
        print(f"{chosen.host}:{chosen.port} cannot be used: {problem.strerror}", file=sys.stderr)
        return 1
    asyncio.run(_serve(Server(emulator, bound), f"{chosen.host}:{bound.getsockname()[1]}"))
    return 0


async def _serve(server: Server, address: str) -> None:
    """Until SIGINT or SIGTERM; what waits for the chat log is delivered then.

    uvicorn handles both too, but raises them again when it has stopped: without these handlers that ends the process.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.handle_exit, number, None)
    print(f"IVS Chat emulator: control plane http://{address}, messaging ws://{address}", flush=True)
    await server.run_until_stopped()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local.ivschat",
        description="An Amazon IVS Chat emulator: control plane and messaging on one port.",
        epilog="docs/ivschat-emulator.md says what is faithful, what is chosen, and what is not emulated.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1")
    add("--port", type=int, default=_DEFAULT_PORT, help="0 takes a free one (default: %(default)s)")
    add("--region", default=_DEFAULTS.region)
    add("--account", default=_DEFAULTS.account)
    add("--access-key-id", default=_DEFAULTS.access_key_id, help="the key that callers sign with, and the emulator too")
    add("--secret-access-key", default=_DEFAULTS.secret_access_key)
    add("--aws-endpoint", metavar="URL", help="an emulated AWS with Lambda and CloudWatch Logs")
    add("--authority-url", metavar="URL", help="asked for the secret of a key and whether a call is allowed")
    add(
        "--handler",
        action="append",
        default=[],
        metavar="ARN=TARGET",
        help="a review handler without an emulated AWS: TARGET is http(s)://... or module:function; repeatable",
    )
    add("--quota", action="append", default=[], metavar="NAME=N", help="such as rooms=3 or GetRoom=100; repeatable")
    add("--no-api-rates", action="store_true", help="no limit on control-plane calls per second")
    return parser


def _settings(chosen: argparse.Namespace) -> Settings:
    quotas = Quotas()
    if chosen.no_api_rates:
        quotas = quotas.without_api_rates()
    for text in chosen.quota:
        name, _, value = text.partition("=")
        if not value.isdecimal():
            raise ValueError(f"--quota {text}: expected NAME=N with a whole number")
        quotas = quotas.with_value(name, int(value))
    return Settings(
        region=chosen.region,
        account=chosen.account,
        access_key_id=chosen.access_key_id,
        secret_access_key=chosen.secret_access_key,
        aws_endpoint=chosen.aws_endpoint,
        authority_url=chosen.authority_url,
        quotas=quotas,
    )


def _handler(text: str) -> tuple[str, ReviewHandler]:
    """`ARN=URL` or `ARN=module:function`. Raises: ValueError, it is neither."""
    arn, _, target = text.partition("=")
    if not arn.startswith("arn:aws:lambda:") or not target:
        raise ValueError(f"--handler {text}: expected a function ARN, =, and a URL or module:function")
    if target.startswith(("http://", "https://")):
        return arn, HttpHandler(target)
    module, _, name = target.partition(":")
    try:
        function = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as problem:
        raise ValueError(f"--handler {text}: {problem}") from problem
    return arn, CallableHandler(function)


if __name__ == "__main__":
    sys.exit(main())

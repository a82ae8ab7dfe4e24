"""The commands of `python -m local`: run everything on this machine, or print a bearer token."""

import argparse
import asyncio
import signal
import sys
import time
from dataclasses import fields
from pathlib import Path

import httpx
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

# As in a function: packages under functions/ are top-level. Seeding reads the table keys from there.
sys.path.insert(0, str(Path(__file__).parent.parent / "functions"))

from local import endpoints, login, view
from local.crowd import Crowd
from local.deploy import Target
from local.login import LoginError
from local.options import Options
from local.processes import StartError
from local.stack import LocalStack
from local.synth import STACK

PORT_MAX = 65_535


def main(arguments: list[str]) -> int:
    """Run the command and return its exit status."""
    if arguments[:1] == ["token"]:
        return print_token(_token_parser().parse_args(arguments[1:]))
    return run(_run_parser().parse_args(arguments))


def _run_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local",
        description="Run Roomkeeper on this machine.",
        epilog="`python -m local token --user NAME` prints an access token of somebody who may log in there.",
    )
    defaults = {field.name: field.default for field in fields(Options)}
    for name, what in (("aws", "the emulated AWS"), ("ivschat", "the IVS Chat emulator"), ("service", "the service")):
        default = defaults[f"port_{name}"]
        parser.add_argument(
            f"--port-{name}", type=_port, default=default, metavar="PORT", help=f"{what} (default {default}, 0 = any)"
        )
    parser.add_argument("--no-crowd", action="store_true", help="no simulated viewers")
    parser.add_argument("--directory", type=Path, default=defaults["directory"], help="where endpoints.json is written")
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > PORT_MAX:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {PORT_MAX}, not {text!r}")
    return int(text)


def _token_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local token", description="Print a fresh access token.")
    parser.add_argument("--user", required=True, metavar="NAME", help="a seeded user's name, or their role")
    parser.add_argument("--directory", type=Path, default=Options().directory, help="where endpoints.json is")
    return parser


def run(chosen: argparse.Namespace) -> int:
    """Start the stack, show verdicts until Ctrl-C or SIGTERM, stop everything."""
    options = Options(chosen.port_aws, chosen.port_ivschat, chosen.port_service, chosen.directory)
    try:
        asyncio.run(_run_until_stopped(options, Console(), crowd=not chosen.no_crowd))
    except StartError as error:
        print(f"roomkeeper: {error}", file=sys.stderr)
        return 1
    return 0


async def _run_until_stopped(options: Options, console: Console, *, crowd: bool) -> None:
    began = time.monotonic()

    def report(message: str) -> None:
        elapsed = f"[dim]{time.monotonic() - began:5.1f} s[/dim]"
        console.print(f"{elapsed}  {message}", highlight=False, soft_wrap=True)

    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    stack = LocalStack(options, report)
    # Processes are started from a thread that no signal interrupts: none can be born unnoticed.
    starting = asyncio.create_task(asyncio.to_thread(stack.start))
    tasks: list[asyncio.Task[None]] = []
    try:
        if not await _ends_before(stopped, starting):
            return
        report("ready")
        view.print_guide(console, stack, options.directory)
        tasks.append(asyncio.create_task(view.follow(stack, console)))
        if crowd:
            tasks.append(asyncio.create_task(Crowd(stack.service, stack.endpoints).talk()))
        await _ends_before(stopped, *tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.to_thread(stack.stop)
        await asyncio.wait([starting])
        starting.exception()  # what the stop broke off is nobody's concern
        await asyncio.to_thread(stack.stop)  # what came up after the first stop


async def _ends_before(stopped: asyncio.Event, *tasks: "asyncio.Task[None]") -> bool:
    """Wait for the first task to end, or for the stop. Raises a task's error; returns False if the stop came first."""
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        return False
    waiting.cancel()
    for task in tasks:
        if task.done():
            task.result()
    return True


def print_token(chosen: argparse.Namespace) -> int:
    """Print an access token of the user alone on the last line."""
    try:
        running = endpoints.read(chosen.directory)
    except FileNotFoundError:
        print("roomkeeper: nothing runs here; start it with `make run`", file=sys.stderr)
        return 1
    found = [user for user in running.users if chosen.user in (user.username, user.role)]
    if not found:
        names = ", ".join(user.username for user in running.users)
        print(f"roomkeeper: no user {chosen.user}; there are {names}", file=sys.stderr)
        return 1
    try:
        client_id = _client_id(running)
        token = login.access_token(running.aws, client_id, running.console, found[0].username, found[0].password)
    except (LoginError, BotoCoreError, ClientError, httpx.TransportError) as error:
        print(f"roomkeeper: no token: {error}", file=sys.stderr)
        return 1
    print(token)
    return 0


def _client_id(running: endpoints.Endpoints) -> str:
    target = Target(running.aws, running.region, running.account, running.access_key_id, running.secret_access_key)
    stack = target.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    client_id: str = outputs["UserPoolClientId"]
    return client_id

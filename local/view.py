"""What the terminal shows: where to go, then each verdict as it is given."""

import asyncio
from pathlib import Path

import httpx
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.text import Text

from local import seed
from local.endpoints import FILE
from local.options import Options
from local.stack import LocalStack
from local.verdicts import Verdict, VerdictSource

POLL_SECONDS = 0.5
COLOURS = {"ALLOW": "green", "MASK": "cyan", "HOLD": "yellow", "DENY": "red"}


def print_guide(console: Console, stack: LocalStack, directory: Path) -> None:
    """Say what to open and how to log in."""
    where = stack.endpoints
    rows = {
        "open": where.console,
        "log in as": ", ".join(user.username for user in where.users),
        "password": seed.PASSWORD,
        "API": f"{where.api}/v1/health",
        "a token": f"python -m local token --user moderator{_elsewhere(directory)}",
        "IVS Chat": f"{where.ivschat}, {where.messaging}",
        "AWS": f"{where.aws} (region {where.region}, access key {where.access_key_id})",
        "all of this": str(directory / FILE),
    }
    width = max(map(len, rows))
    console.print(Text("\nRoomkeeper runs here. Ctrl-C stops it.", style="bold"))
    for name, value in rows.items():
        console.print(Text(f"  {name:<{width}}  {value}"), soft_wrap=True)
    console.print()


def _elsewhere(directory: Path) -> str:
    return "" if directory == Options().directory else f" --directory {directory}"


async def follow(stack: LocalStack, console: Console) -> None:
    """Print verdicts as they are given; returns only when cancelled."""
    source = VerdictSource(stack.target, stack.endpoints.ivschat, stack.outputs["ReviewHandlerArn"])
    while True:
        try:
            found = await asyncio.to_thread(source.new)
        except (httpx.HTTPError, BotoCoreError, ClientError) as error:
            console.print(f"verdicts cannot be read: {error}", style="red")
            found = []
        for verdict in found:
            console.print(line(verdict), soft_wrap=True)
        await asyncio.sleep(POLL_SECONDS)


def line(verdict: Verdict) -> Text:
    """One verdict as one line."""
    text = Text()
    text.append(f"{verdict.time} ", style="dim")
    text.append(f"{verdict.verdict:<6}", style=f"bold {COLOURS.get(verdict.verdict, '')}")
    text.append(f"{verdict.elapsed_ms:6.1f} ms  ", style="dim")
    text.append(f"{verdict.user_id:<14} ")
    if verdict.fallback:
        text.append(f"fallback: {verdict.fallback} ", style="bold magenta")
    text.append(verdict.rule, style="italic")
    if verdict.text:
        text.append(f"  {verdict.text!r}", style="dim")
    return text

"""What each function's zip holds: its own packages cut from `functions/`, and the packages it needs from elsewhere.

One table. What it does not name is left out, so a change in one function leaves the others' hashes as they are.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.bytecode import Compiler
from infra.joined import WITHOUT_DOCSTRINGS, join
from infra.settings import Settings
from infra.target import Target
from infra.wheels import ROOT, installed

SOURCES = ROOT / "functions"
# Tests, caches and installers' notes say nothing to a running function; licences stay.
DENIED = ("__pycache__", "*.md", "REQUESTED", "INSTALLER", "RECORD", "direct_url.json")
SDK_DATA = Path("botocore", "data")


@dataclass(frozen=True)
class Asset:
    """A function's own packages, its dependency groups, and the AWS services whose SDK models it needs."""

    packages: tuple[str, ...]
    groups: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    # (directory or file under the repository, path in the zip)
    files: tuple[tuple[str, str], ...] = ()
    # Parts of those packages that this function never imports.
    without: tuple[str, ...] = ()
    # Whether its own modules are also joined into one file, which it imports them from.
    joined: bool = False


# Browser code that no one may vendor into this repository (the SDK's licence is not an open one) is cut in here.
_CHAT_SDK = (
    ("node_modules/amazon-ivs-chat-messaging/dist/esm", "console/vendor/amazon-ivs-chat-messaging"),
    ("node_modules/amazon-ivs-chat-messaging/LICENSE", "console/vendor/amazon-ivs-chat-messaging/LICENSE"),
    ("node_modules/uuid/dist/esm-browser", "console/vendor/uuid"),
    ("node_modules/uuid/LICENSE.md", "console/vendor/uuid/LICENSE"),
)

# What compiles and explains policies, and the moderation desk: a change there must not move the review function.
_NOT_FOR_REVIEWS = tuple(
    f"moderation/{part}"
    for part in (
        "__main__.py",
        "audit.py",
        "chain",
        "compile.py",
        "delivery",
        "document",
        "effects.py",
        "erasure",
        "errors.py",
        "event_schema.py",
        "events.py",
        "explain.py",
        "ledger",
        "lexicons",
        "picture.py",
        "ports.py",
        "publishing",
        "reconciliation",
        "records.py",
        "roles.py",
        "rules/term_matching/line_writer.py",
        "rules/term_matching/statement_compiler.py",
        "rules/term_compiler.py",
        "services",
    )
)

ASSETS = {
    "message_review": Asset(
        ("message_review", "lean_edges", "moderation"), groups=("review",), without=_NOT_FOR_REVIEWS, joined=True
    ),
    "moderator_api": Asset(
        ("moderator_api", "aws_edges", "moderation"),
        groups=("api", "review"),
        services=("cognito-idp", "dynamodb", "ivschat", "lambda", "logs"),
    ),
    "action_runner": Asset(
        ("action_runner", "aws_edges", "moderation"),
        groups=("workers",),
        services=("dynamodb", "ivschat", "logs", "sqs"),
    ),
    "room_attacher": Asset(
        ("room_attacher", "aws_edges", "moderation"), groups=("workers",), services=("dynamodb", "ivschat")
    ),
    "first_admin": Asset(
        ("first_admin", "aws_edges", "moderation"), groups=("workers",), services=("cognito-idp", "dynamodb")
    ),
    "eraser": Asset(("eraser", "aws_edges", "moderation"), groups=("workers",), services=("dynamodb",)),
    "chainer": Asset(("chainer", "aws_edges", "moderation"), groups=("workers",), services=("dynamodb", "events")),
    "ledger_writer": Asset(
        ("ledger_writer", "aws_edges", "moderation"), groups=("workers",), services=("dynamodb", "events", "sqs")
    ),
    "reconciler": Asset(
        ("reconciler", "lean_edges", "aws_edges", "moderation"),
        groups=("workers", "review"),
        services=("dynamodb", "events", "ivschat", "sqs"),
    ),
    "console_site": Asset(("console_site",), files=(("console", "console"), *_CHAT_SDK)),
}


@contextmanager
def staged(
    function: str, settings: Settings, target: Target, compiler: Compiler | None, sources: Path = SOURCES
) -> Iterator[Path]:
    """A directory that holds exactly the contents of one function's zip, gone afterwards."""
    asset = ASSETS[function]
    groups = [*asset.groups, "patterns"] if settings.patterns and "review" in asset.groups else asset.groups
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch)
        for package in asset.packages:
            _copy(sources / package, directory / package)
        for part in asset.without:
            remove(directory / part)
        if compiler:
            compiler.compile(directory, WITHOUT_DOCSTRINGS if asset.joined else 0)
            if asset.joined:
                join(directory, asset.packages)
        for packages in installed(groups, target, compiler):
            _copy_wheels(packages, directory, asset.services)
        for source, place in asset.files:
            _copy(ROOT / source, directory / place)
        yield directory


def _link(source: str, place: str) -> None:
    """Wheels are thousands of files: a second name for each costs a tenth of a copy."""
    try:
        os.link(source, place)
    except OSError:
        # Another file system, or one without links.
        shutil.copyfile(source, place)


def _copy(source: Path, place: Path) -> None:
    if source.is_file():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    else:
        shutil.copytree(source, place, ignore=shutil.ignore_patterns(*DENIED), dirs_exist_ok=True)


def remove(part: Path) -> None:
    """Leave a part out; a name that is not there is a mistake in the table."""
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink()


def _copy_wheels(packages: Path, into: Path, services: tuple[str, ...]) -> None:
    """Copy installed packages with their bytecode; of the SDK's service models (25 MB) only those that are called."""
    data, leave_out = packages / SDK_DATA, shutil.ignore_patterns(*DENIED[1:])

    def ignore(directory: str, names: list[str]) -> set[str]:
        unwanted = set(leave_out(directory, names))
        if Path(directory) == data:
            unwanted |= {name for name in names if (data / name).is_dir() and name not in services}
        return unwanted

    shutil.copytree(packages, into, ignore=ignore, copy_function=_link, dirs_exist_ok=True)

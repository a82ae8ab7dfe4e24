"""`.local/endpoints.json`: where everything is while the local stack runs, for people, tests and tools."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "endpoints.json"


@dataclass(frozen=True, slots=True)
class User:
    """A seeded person who can log in."""

    role: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Addresses and credentials of one running local stack."""

    region: str
    account: str
    access_key_id: str
    secret_access_key: str
    aws: str
    ivschat: str
    messaging: str
    api: str
    console: str
    room_arn: str
    users: tuple[User, ...]

    def write(self, directory: Path) -> None:
        """Write the file at once: a reader sees all of it or none."""
        directory.mkdir(parents=True, exist_ok=True)
        unfinished = directory / f"{FILE}.{os.getpid()}"
        unfinished.write_text(json.dumps(asdict(self), indent=2) + "\n")
        unfinished.chmod(0o600)
        unfinished.replace(directory / FILE)


def read(directory: Path) -> Endpoints:
    """Read the file of a running stack; raises FileNotFoundError if none runs."""
    found = json.loads((directory / FILE).read_text())
    found["users"] = tuple(User(**user) for user in found["users"])
    return Endpoints(**found)


def remove(directory: Path) -> None:
    """Remove the file: nothing listens any more."""
    (directory / FILE).unlink(missing_ok=True)

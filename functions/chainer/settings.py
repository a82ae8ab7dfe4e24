"""The chainer's settings, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.tables import AUDIT


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    tables: Mapping[str, str]
    event_bus: str


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    settings = Settings(tables=reader.tables(AUDIT), event_bus=reader.text("EVENT_BUS"))
    reader.finish()
    return settings

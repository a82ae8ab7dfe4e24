"""The eraser's settings, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.tables import ACTIONS, AUDIT, DECISIONS, STATE


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    tables: Mapping[str, str]


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    settings = Settings(tables=reader.tables(STATE, DECISIONS, AUDIT, ACTIONS))
    reader.finish()
    return settings

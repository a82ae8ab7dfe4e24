"""The settings of the first admin's function, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.tables import AUDIT, STATE


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    user_pool_id: str
    tables: Mapping[str, str]


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    settings = Settings(reader.text("USER_POOL_ID"), reader.tables(STATE, AUDIT))
    reader.finish()
    return settings

"""The attacher's settings, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.services.desk import Hook
from moderation.tables import ACTIONS, AUDIT, STATE
from moderation.verdict import ALLOW, DENY


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `attach_unguarded`: attach what the scheduled check finds, too."""

    hook: Hook
    attach_unguarded: bool
    tables: Mapping[str, str]


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    settings = Settings(
        hook=Hook(
            handler_uri=reader.arn("REVIEW_HANDLER_ARN", "lambda"),
            fallback_result=reader.one_of("REVIEW_FALLBACK", (ALLOW, DENY)),
            logging_arn=reader.arn("LOGGING_CONFIGURATION_ARN", "ivschat"),
        ),
        attach_unguarded=reader.one_of("ATTACH_UNGUARDED", ("true", "false")) == "true",
        tables=reader.tables(STATE, AUDIT, ACTIONS),
    )
    reader.finish()
    return settings

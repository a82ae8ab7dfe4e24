"""The runner's settings, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.delivery.operations import BULK, URGENT
from moderation.tables import ACTIONS, STATE


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `queue_urls` by queue; `logging_arn` tells account and region of the rooms."""

    tables: Mapping[str, str]
    queue_urls: Mapping[str, str]
    chat_log_group: str
    logging_arn: str


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    settings = Settings(
        tables=reader.tables(ACTIONS, STATE),
        queue_urls={URGENT: reader.text("URGENT_QUEUE_URL"), BULK: reader.text("BULK_QUEUE_URL")},
        chat_log_group=reader.text("CHAT_LOG_GROUP"),
        logging_arn=reader.arn("LOGGING_CONFIGURATION_ARN", "ivschat"),
    )
    reader.finish()
    return settings

"""The reconciler's settings, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.ledger.retention import Retention
from moderation.tables import ACTIONS, AUDIT, DECISIONS, POLICIES, STATE


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `content_hash_key` is the review function's own."""

    review_handler_arn: str
    logging_configuration_arn: str
    content_hash_key: str
    recheck_queue_url: str
    event_bus: str
    retention: Retention
    tables: Mapping[str, str]


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    settings = Settings(
        review_handler_arn=reader.arn("REVIEW_HANDLER_ARN", "lambda"),
        logging_configuration_arn=reader.arn("LOGGING_CONFIGURATION_ARN", "ivschat"),
        content_hash_key=reader.text("CONTENT_HASH_KEY"),
        recheck_queue_url=reader.text("RECHECK_QUEUE_URL"),
        event_bus=reader.text("EVENT_BUS"),
        retention=Retention(decision_days=reader.number("DECISION_DAYS")),
        tables=reader.tables(STATE, POLICIES, DECISIONS, AUDIT, ACTIONS),
    )
    reader.finish()
    return settings

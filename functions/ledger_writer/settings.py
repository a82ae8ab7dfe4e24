"""The writer's settings, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.ledger.retention import HOLD_MINUTES_MAX, Retention
from moderation.tables import ACTIONS, AUDIT, DECISIONS, POLICIES, STATE


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    tables: Mapping[str, str]
    poison_queue_url: str
    look_queue_url: str
    event_bus: str
    retention: Retention


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    settings = Settings(
        tables=reader.tables(DECISIONS, STATE, AUDIT, ACTIONS, POLICIES),
        poison_queue_url=reader.text("POISON_QUEUE_URL"),
        look_queue_url=reader.text("LOOK_QUEUE_URL"),
        event_bus=reader.text("EVENT_BUS"),
        retention=Retention(
            allowed_days=reader.number("ALLOWED_DAYS"),
            decision_days=reader.number("DECISION_DAYS"),
            text_days=reader.number("REFUSED_TEXT_DAYS"),
            stats_days=reader.number("STATS_DAYS"),
            hold_minutes=reader.number("HOLD_MINUTES"),
        ),
    )
    if settings.retention.hold_minutes > HOLD_MINUTES_MAX:
        reader.report(f"HOLD_MINUTES is more than {HOLD_MINUTES_MAX}")
    reader.finish()
    return settings

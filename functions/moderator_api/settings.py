"""The API's settings, parsed once from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_edges.environment import Reader
from moderation.services.budgets import Limits
from moderation.services.desk import Hook
from moderation.tables import ACTIONS, AUDIT, DECISIONS, POLICIES, STATE
from moderation.verdict import ALLOW, DENY


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `keys_url` is where the user pool publishes its signing keys."""

    issuer: str
    keys_url: str
    client_id: str
    hook: Hook
    limits: Limits
    room_attacher_function: str
    chat_log_group: str
    # How long logs name users.
    log_days: int
    tables: Mapping[str, str]


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems with all of its problems."""
    reader = Reader(environ)
    region, pool = reader.text("AWS_REGION"), reader.text("USER_POOL_ID")
    authority = f"https://cognito-idp.{region}.amazonaws.com"
    # The keys come from where the SDK would go; the issuer in a token is the pool's real name all the same.
    endpoint = reader.optional(
        "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", reader.optional("AWS_ENDPOINT_URL", authority)
    )
    settings = Settings(
        issuer=f"{authority}/{pool}",
        keys_url=f"{endpoint.rstrip('/')}/{pool}/.well-known/jwks.json",
        client_id=reader.text("USER_POOL_CLIENT_ID"),
        hook=Hook(
            handler_uri=reader.arn("REVIEW_HANDLER_ARN", "lambda"),
            fallback_result=reader.one_of("REVIEW_FALLBACK", (ALLOW, DENY)),
            logging_arn=reader.arn("LOGGING_CONFIGURATION_ARN", "ivschat"),
        ),
        limits=Limits(
            person_actions_per_minute=reader.number("PERSON_ACTIONS_PER_MINUTE"),
            person_bans_per_hour=reader.number("PERSON_BANS_PER_HOUR"),
            service_actions_per_minute=reader.number("SERVICE_ACTIONS_PER_MINUTE"),
        ),
        room_attacher_function=reader.text("ROOM_ATTACHER_FUNCTION"),
        log_days=reader.number("LOG_DAYS"),
        chat_log_group=reader.text("CHAT_LOG_GROUP"),
        tables=reader.tables(STATE, AUDIT, ACTIONS, POLICIES, DECISIONS),
    )
    reader.finish()
    return settings

"""Entry point: `{"email": …}` from a person with AWS credentials, or a CloudFormation custom resource."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from aws_edges import clients
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_moderators import DynamoModerators
from aws_edges.system_clock import SystemClock
from moderation.services.desk import LedgerDesk

from . import cloudformation
from .admin import FirstAdmin
from .settings import Settings, parse


def compose(settings: Settings) -> FirstAdmin:
    """The use case on AWS."""
    dynamodb = clients.dynamodb()
    return FirstAdmin(
        clients.cognito(),
        settings.user_pool_id,
        DynamoModerators(dynamodb, settings.tables),
        LedgerDesk(SystemClock(), DynamoLedger(dynamodb, settings.tables)),
    )


@lru_cache(maxsize=1)
def first_admin() -> FirstAdmin:
    """Put together once."""
    return compose(parse(os.environ))


def handler(event: Mapping[str, Any], context: Any) -> dict[str, str]:
    """Make the admin. A custom resource is answered under its own protocol; deleting it leaves the admin alone."""
    if cloudformation.is_request(event):
        return cloudformation.answered(event, context, lambda email: _make(email, context))
    return {"sub": _make(_email(event), context)}


def _make(email: str, context: Any) -> str:
    return first_admin().make(email, str(getattr(context, "aws_request_id", ""))).sub


def _email(event: Mapping[str, Any]) -> str:
    email = event.get("email")
    if not isinstance(email, str) or email.count("@") != 1:
        raise ValueError('send {"email": "somebody@example.com"}')
    return email

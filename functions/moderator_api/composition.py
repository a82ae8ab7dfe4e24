"""The one place where the API is put together."""

from typing import Any

from aws_edges import clients
from aws_edges.cognito_keys import CognitoKeys
from aws_edges.dynamo_actions import DynamoActions
from aws_edges.dynamo_attach_operations import DynamoAttachOperations
from aws_edges.dynamo_budgets import DynamoBudgets
from aws_edges.dynamo_chains import DynamoChains
from aws_edges.dynamo_decisions import DynamoDecisions
from aws_edges.dynamo_erasures import DynamoErasures
from aws_edges.dynamo_heads import DynamoHeads, DynamoSightings
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_moderators import DynamoModerators
from aws_edges.dynamo_personal_data import DynamoPersonalData
from aws_edges.dynamo_policy_versions import DynamoPolicyVersions
from aws_edges.dynamo_publications import DynamoPolicyHeads, DynamoPublications
from aws_edges.dynamo_queues import DynamoFlags, DynamoHolds, DynamoStrikes
from aws_edges.dynamo_room_settings import DynamoRoomSettings
from aws_edges.dynamo_sanctions import DynamoSanctions
from aws_edges.dynamo_stats import DynamoStats
from aws_edges.dynamo_token_issues import DynamoTokenIssues
from aws_edges.dynamo_trail import DynamoTrail
from aws_edges.ivschat_arns import Arns
from aws_edges.ivschat_logging_configurations import IvschatLoggingConfigurations
from aws_edges.ivschat_messaging import IvschatMessaging
from aws_edges.ivschat_rooms import IvschatRooms
from aws_edges.lambda_attach_worker import LambdaAttachWorker
from aws_edges.logs_chat_log import LogsChatLog
from aws_edges.system_clock import SystemClock
from moderation.chain.desk import ProofDesk
from moderation.services.budgets import BudgetedLedger
from moderation.services.desk import Desk
from moderation.tables import STATE

from .application import Api
from .authentication import TokenVerifier
from .idempotency import DynamoIdempotencyStore
from .settings import Settings


def compose(settings: Settings, **instead: Any) -> Api:
    """The API on AWS. `instead` replaces ports of the desk by name."""
    dynamodb, tables = clients.dynamodb(), settings.tables
    chat, once = clients.ivschat(), clients.ivschat_once()
    arns = Arns(settings.hook.logging_arn)
    clock = SystemClock()
    ledger = BudgetedLedger(DynamoLedger(dynamodb, tables), DynamoBudgets(dynamodb, tables), settings.limits, clock)
    ports: dict[str, Any] = {
        "hook": settings.hook,
        "erasures": DynamoErasures(dynamodb, tables),
        "personal_data": DynamoPersonalData(dynamodb, tables),
        "log_days": settings.log_days,
        "audit": ProofDesk(
            clock=clock,
            trail=DynamoTrail(dynamodb, tables),
            chains=DynamoChains(dynamodb, tables),
            heads=DynamoHeads(dynamodb, tables),
            sightings=DynamoSightings(dynamodb, tables),
        ),
        "clock": clock,
        "ledger": ledger,
        "sanctions": DynamoSanctions(dynamodb, tables),
        "moderators": DynamoModerators(dynamodb, tables),
        "room_settings": DynamoRoomSettings(dynamodb, tables),
        "token_issues": DynamoTokenIssues(dynamodb, tables),
        "attach_operations": DynamoAttachOperations(dynamodb, tables),
        "attach_worker": LambdaAttachWorker(clients.on_first_use(clients.aws_lambda), settings.room_attacher_function),
        "chat_rooms": IvschatRooms(chat, once, arns),
        "chat_messaging": IvschatMessaging(chat, once, arns),
        "policy_versions": DynamoPolicyVersions(dynamodb, tables),
        "policy_heads": DynamoPolicyHeads(dynamodb, tables),
        "publications": DynamoPublications(dynamodb, tables),
        "logging_configurations": IvschatLoggingConfigurations(chat, once, arns),
        "actions": DynamoActions(dynamodb, tables),
        "decisions": DynamoDecisions(dynamodb, tables, clock),
        "holds": DynamoHolds(dynamodb, tables, clock),
        "flags": DynamoFlags(dynamodb, tables, clock),
        "strikes": DynamoStrikes(dynamodb, tables),
        "stats": DynamoStats(dynamodb, tables),
        "chat_log": LogsChatLog(clients.on_first_use(clients.logs), settings.chat_log_group),
    }
    verifier = TokenVerifier(settings.issuer, settings.client_id, CognitoKeys(settings.keys_url), clock)
    # Not a resource's client: Powertools speaks DynamoDB's typed values itself.
    remembered = DynamoIdempotencyStore(clients.dynamodb_client(), tables[STATE.name])
    return Api(Desk(**(ports | instead)), verifier, remembered)

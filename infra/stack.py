"""Roomkeeper as one stack. This file only wires: what each part is stands in its construct."""

import aws_cdk as cdk
from constructs import Construct

from infra.action_runner import ActionRunner
from infra.alarms import Alarms
from infra.chainer import Chainer
from infra.chat_log import ChatLog
from infra.console_site import ConsoleSite
from infra.eraser import Eraser
from infra.event_bus import EventBus
from infra.first_admin import FirstAdmin
from infra.http_api import HttpApi
from infra.identity import Identity
from infra.ledger_writer import LedgerWriter
from infra.log_key import LogKey
from infra.moderator_api import ModeratorApi
from infra.reconciler import Reconciler
from infra.review_capacity import ReviewCapacity
from infra.review_function import ReviewFunction
from infra.room import Room
from infra.room_attacher import RoomAttacher
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import TABLES

STACK = "Roomkeeper"


class RoomkeeperStack(cdk.Stack):
    """Everything in one account and region, as IVS Chat demands of a room and its handler."""

    def __init__(self, scope: Construct, *, settings: Settings) -> None:
        super().__init__(
            scope,
            STACK,
            description="Moderation backend for Amazon IVS Chat",
            termination_protection=settings.keep_data and not settings.emulated_aws,
            # The emulated AWS has no bootstrap stack to compare with.
            synthesizer=cdk.DefaultStackSynthesizer(generate_bootstrap_version_rule=not settings.emulated_aws),
        )
        key = LogKey(self, "LogKey", settings=settings).key
        tables = Tables(self, "Tables", settings=settings)
        bus = EventBus(self, "Events", settings=settings)
        http_api = HttpApi(self, "HttpApi", settings=settings, log_key=key)
        console_url = f"{http_api.url}/"
        identity = Identity(self, "Identity", settings=settings, console_url=console_url)
        chat_log = ChatLog(self, "ChatLog", settings=settings, log_key=key)
        review = ReviewFunction(self, "Review", settings=settings, tables=tables, log_key=key)
        attacher = RoomAttacher(
            self, "Attacher", settings=settings, tables=tables, review=review, chat_log=chat_log, log_key=key
        )
        api = ModeratorApi(
            self,
            "Api",
            settings=settings,
            tables=tables,
            identity=identity,
            review=review,
            chat_log=chat_log,
            attacher=attacher,
            log_key=key,
        )
        eraser = Eraser(self, "Forgetting", settings=settings, tables=tables, log_key=key)
        chainer = Chainer(self, "AuditChainer", settings=settings, tables=tables, bus=bus, log_key=key)
        runner = ActionRunner(self, "Actions", settings=settings, tables=tables, chat_log=chat_log, log_key=key)
        writer = LedgerWriter(self, "Ledger", settings=settings, tables=tables, review=review, bus=bus, log_key=key)
        reconciler = Reconciler(
            self,
            "Reconciliation",
            settings=settings,
            tables=tables,
            review=review,
            chat_log=chat_log,
            bus=bus,
            log_key=key,
        )
        room = Room(self, "FirstRoom", settings=settings, review=review, chat_log=chat_log) if settings.room else None
        console = ConsoleSite(self, "Console", settings=settings, identity=identity, room=room, log_key=key)
        admin = FirstAdmin(self, "Admin", settings=settings, tables=tables, identity=identity, log_key=key)
        http_api.route(identity=identity, api=api.python.function, console=console.python.function)
        scaled = settings.provisioned_concurrency_max is not None or settings.provisioned_concurrency_schedule
        if scaled and not settings.emulated_aws:
            ReviewCapacity(self, "ReviewCapacity", settings=settings, review=review)

        alarms = Alarms(self, "Alarms", settings=settings)
        alarms.watch_review(review, warm=settings.provisioned_concurrency > 0)
        alarms.watch_function("ModeratorApi", api.python.function)
        alarms.watch_function("RoomAttacher", attacher.python.function)
        alarms.watch_function("ConsoleSite", console.python.function)
        alarms.watch_function("Chainer", chainer.python.function)
        alarms.watch_function("Eraser", eraser.python.function)
        alarms.watch_function("LedgerWriter", writer.python.function)
        alarms.watch_ledger(writer)
        alarms.watch_audit()
        alarms.watch_function("ActionRunner", runner.python.function)
        alarms.watch_actions(runner)
        alarms.watch_function("Reconciler", reconciler.python.function)
        alarms.watch_reconciliation(reconciler)
        alarms.watch_api(http_api)
        alarms.watch_budgets()
        alarms.watch_chat_log(chat_log)
        alarms.watch_unguarded_rooms()

        outputs = {
            "ApiUrl": http_api.url,
            "ConsoleUrl": console_url,
            "UserPoolId": identity.pool.user_pool_id,
            "UserPoolClientId": identity.client.user_pool_client_id,
            "ReviewHandlerArn": review.handler_arn,
            "LoggingConfigurationArn": chat_log.arn,
            "FirstAdminCommand": admin.command,
            "EventBusName": bus.name,
            "DeadActionsQueueArn": runner.dead.queue_arn,
            **{f"{table.name}Table": tables.name(table) for table in TABLES},
        }
        if room:
            outputs["RoomArn"] = room.arn
        for name, value in outputs.items():
            cdk.CfnOutput(self, name, value=value)
        cdk.Tags.of(self).add("application", "roomkeeper")

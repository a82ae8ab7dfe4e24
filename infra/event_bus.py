"""What others listen to: a bus of our own, and an archive of a week from which it can be replayed."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from constructs import Construct

from infra.python_function import PythonFunction
from infra.settings import Settings

# Events name users. They are kept for no longer than the logs that do.
ARCHIVE_DAYS = 7


class EventBus(Construct):
    """Encrypted with the key that EventBridge owns; rules and targets are the listeners' business."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        super().__init__(scope, construct_id)
        self._bus = events.EventBus(self, "Bus", description="What Roomkeeper decided, did and found")
        if not settings.emulated_aws:
            events.Archive(
                self,
                "Archive",
                source_event_bus=self._bus,
                description="Roomkeeper's events of the last days, for replay",
                event_pattern=events.EventPattern(source=["roomkeeper"]),
                retention=cdk.Duration.days(ARCHIVE_DAYS),
            )

    @property
    def environment(self) -> dict[str, str]:
        """The environment variable that carries the bus's name."""
        return {"EVENT_BUS": self._bus.event_bus_name}

    @property
    def name(self) -> str:
        """The bus's name."""
        return self._bus.event_bus_name

    def allow_publishing(self, function: PythonFunction) -> None:
        """Let a function put events on this bus."""
        function.allow("events:PutEvents", on=[self._bus.event_bus_arn])

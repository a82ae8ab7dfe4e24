"""IVS Chat names everything by ARN, we by its 12-character id: the account and Region in between."""


class Arns:
    """ARNs of one account and Region, taken from any ARN there."""

    def __init__(self, neighbour: str) -> None:
        _, partition, _, region, account, _ = neighbour.split(":", 5)
        self._prefix = f"arn:{partition}:ivschat:{region}:{account}"

    def room(self, room_id: str) -> str:
        """A room's ARN."""
        return f"{self._prefix}:room/{room_id}"

    def logging_configuration(self, configuration_id: str) -> str:
        """A logging configuration's ARN."""
        return f"{self._prefix}:logging-configuration/{configuration_id}"

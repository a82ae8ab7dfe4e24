"""The instance's resources and the rules that hold between them."""

from .clock import Clock
from .errors import not_found
from .rates import Window
from .resources import Arns, ChatToken, LoggingConfiguration, Room
from .settings import Settings


class Registry:
    """Rooms, logging configurations and unused tokens; forgotten when the process ends."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.arns = Arns(settings.region, settings.account)
        self.rooms: dict[str, Room] = {}
        # Rooms that were deleted while somebody was connected: their users can still be disconnected.
        self.deleted_rooms: dict[str, Room] = {}
        self.logging_configurations: dict[str, LoggingConfiguration] = {}
        self._tokens: dict[str, ChatToken] = {}
        self.api_rates = {name: Window(name, rate) for name, rate in settings.quotas.api_rates.items()}

    def room(self, arn: str) -> Room:
        """Raises: ServiceError (ResourceNotFoundException)."""
        if arn not in self.rooms:
            raise not_found(arn)
        return self.rooms[arn]

    def logging_configuration(self, arn: str) -> LoggingConfiguration:
        """Raises: ServiceError (ResourceNotFoundException)."""
        if arn not in self.logging_configurations:
            raise not_found(arn)
        return self.logging_configurations[arn]

    def tagged(self, arn: str) -> Room | LoggingConfiguration:
        """Raises: ServiceError (ResourceNotFoundException)."""
        return self.rooms.get(arn) or self.logging_configuration(arn)

    def keep_token(self, text: str, token: ChatToken) -> None:
        """Keeps a token until it is redeemed or expired; tokens are kept in the order in which they expire."""
        while self._tokens:
            oldest = next(iter(self._tokens))
            if self._tokens[oldest].expires_ns > self._clock.now_ns():
                break
            del self._tokens[oldest]
        self._tokens[text] = token

    def redeem(self, text: str) -> ChatToken | None:
        """The token, once and before it expires; None for any other text."""
        token = self._tokens.pop(text, None)
        return token if token is not None and self._clock.now_ns() < token.expires_ns else None

    def forget(self) -> None:
        """Back to an account that has nothing."""
        for kept in (self.rooms, self.deleted_rooms, self.logging_configurations, self._tokens):
            kept.clear()
        self.api_rates = {name: Window(name, rate) for name, rate in self._settings.quotas.api_rates.items()}

"""What delivering actions has at hand."""

from collections.abc import Callable
from dataclasses import dataclass

from ..ports import ChatMessaging, Clock, Sanctions, TokenIssues
from ..reconciliation.ports import ChatLog
from .ports import ActionQueues, Actions


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """The ports; `chance` draws a number from 0 to 1 for the jitter of retries."""

    clock: Clock
    actions: Actions
    queues: ActionQueues
    sanctions: Sanctions
    token_issues: TokenIssues
    chat_messaging: ChatMessaging
    chat_log: ChatLog
    chance: Callable[[], float]

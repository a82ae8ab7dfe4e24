"""What one execution environment keeps from message to message to read state with, and for when reading fails."""

from lean_edges.dynamodb import DynamoDb, Item
from lean_edges.pool import Pool
from message_review.known import Known
from message_review.policies import Policies
from moderation.state import RoomState


class Kept:
    """`unknown_room` stands for settings that were never read. `organisation` was read at `organisation_read`
    (monotonic), which is kept for a few seconds."""

    __slots__ = ("client", "known", "organisation", "organisation_read", "policies", "pool", "tables", "unknown_room")

    def __init__(
        self, client: DynamoDb, pool: Pool, policies: Policies, tables: dict[str, str], unknown_room: RoomState
    ) -> None:
        self.client = client
        self.pool = pool
        self.policies = policies
        self.tables = tables
        self.unknown_room = unknown_room
        self.known = Known()
        self.organisation: Item = {}
        self.organisation_read = float("-inf")

"""Entries of the audit: by id, by chain, by month, and as people look for them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from moderation.chain.ports import AuditFilter
from moderation.chain.records import ReadablePart, StoredEntry
from moderation.errors import Invalid
from moderation.records import Page
from moderation.tables import AUDIT, ENTRY, PARTITION_KEY, READABLE, SORT_KEY, Index, entry_key, readable_key

from .audit_items import readable_of, stored_entry
from .clients import Item
from .dynamo_batch_get import batch_get
from .dynamo_errors import reading_page
from .times import month_starts, months_between

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_BY_ROOM, _BY_MONTH, _BY_SUBJECT, _BY_ACTOR, _ = AUDIT.indexes
# How many rows one page may look at, when a filter lets few of them through.
LOOKED_AT_MAX = 1_000


class DynamoTrail:
    """Implements moderation.chain.ports.Trail."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._name = tables[AUDIT.name]
        self._table = dynamodb.Table(self._name)
        self._client: Any = dynamodb.meta.client

    def entries(self, entry_ids: Sequence[str]) -> Mapping[str, StoredEntry]:
        """Hashed parts by id."""
        keys = [{PARTITION_KEY: entry_key(entry_id), SORT_KEY: ENTRY} for entry_id in dict.fromkeys(entry_ids)]
        found = map(stored_entry, batch_get(self._client, self._name, keys))
        return {entry.entry_id: entry for entry in found}

    def readable(self, entry_ids: Sequence[str]) -> Mapping[str, ReadablePart]:
        """Readable parts by id."""
        keys = [{PARTITION_KEY: readable_key(entry_id), SORT_KEY: READABLE} for entry_id in dict.fromkeys(entry_ids)]
        items = batch_get(self._client, self._name, keys)
        return {str(item[PARTITION_KEY]).removeprefix(readable_key("")): readable_of(item) for item in items}

    def recorded(self, since: float, until: float, limit: int, next_token: str) -> Page[StoredEntry]:
        """Entries by time. The token is the month, and within it the sort key of the last one."""
        months = months_between(since, until)
        month, _, after = next_token.partition(" ") if next_token else (months[0], "", "")
        found = self._query(_BY_MONTH, month, (since, until), limit, after, forward=True)
        if found.next_token:
            token = f"{month} {found.next_token}"
        else:
            token = next((each for each in months if each > month), "")
        return Page([stored_entry(item) for item in found.items], token)

    def of_chain(self, chain: str, limit: int, next_token: str) -> Page[StoredEntry]:
        """A chain's entries by time; the token is the sort key of the last one."""
        room, _, month = chain.partition("#")
        found = self._query(_BY_ROOM, room, month_starts(month), limit, next_token, forward=True)
        return Page([stored_entry(item) for item in found.items], found.next_token)

    def search(self, wanted: AuditFilter, limit: int, next_token: str) -> Page[StoredEntry]:
        """Entries newest first, through the index that fits best."""
        if wanted.subject:
            return self._among_readable(_BY_SUBJECT, wanted.subject, wanted, limit, next_token)
        if wanted.actor:
            return self._among_readable(_BY_ACTOR, wanted.actor, wanted, limit, next_token)
        return self._among_entries(wanted, limit, next_token)

    def _among_entries(self, wanted: AuditFilter, limit: int, next_token: str) -> Page[StoredEntry]:
        if wanted.room_id:
            partitions, index = [wanted.room_id], _BY_ROOM
        else:
            partitions, index = months_between(wanted.since, wanted.until)[::-1], _BY_MONTH
        only = Attr("operation").eq(wanted.operation) if wanted.operation else None
        # The token is the partition, and within it the sort key of the last row. A caller may have made it up: it says
        # which month is next, but never which room.
        partition, _, after = next_token.partition(" ") if next_token else (partitions[0], "", "")
        if partition not in partitions:
            raise Invalid([("?cursor", "This cursor leads nowhere.")])
        items: list[Item] = []
        for _ in range(0, LOOKED_AT_MAX, limit):
            found = self._query(
                index, partition, (wanted.since, wanted.until), limit - len(items), after, forward=False, only=only
            )
            items += found.items
            after = found.next_token
            if not after:
                partition = next((each for each in partitions if each < partition), "") if index is _BY_MONTH else ""
            if len(items) == limit or not partition:
                break
        token = f"{partition} {after}" if partition else ""
        return Page([stored_entry(item) for item in items], token)

    def _among_readable(
        self, index: Index, partition: str, wanted: AuditFilter, limit: int, next_token: str
    ) -> Page[StoredEntry]:
        only = Attr("actor").eq(wanted.actor) if wanted.actor and index is _BY_SUBJECT else None
        found: list[StoredEntry] = []
        for _ in range(0, LOOKED_AT_MAX, limit):
            page = self._query(
                index,
                partition,
                (wanted.since, wanted.until),
                limit - len(found),
                next_token,
                forward=False,
                only=only,
            )
            found += self._matching(wanted, page.items)
            next_token = page.next_token
            if len(found) == limit or not next_token:
                break
        return Page(found, next_token)

    def _matching(self, wanted: AuditFilter, readable: Sequence[Item]) -> Iterator[StoredEntry]:
        ids = [str(item[PARTITION_KEY]).removeprefix(readable_key("")) for item in readable]
        entries = self.entries(ids)
        for entry in (entries[entry_id] for entry_id in ids if entry_id in entries):
            if wanted.room_id in ("", entry.room) and wanted.operation in ("", entry.operation):
                yield entry

    def _query(
        self,
        index: Index,
        partition: str,
        between: tuple[float, float],
        limit: int,
        after: str,
        *,
        forward: bool,
        only: ConditionBase | None = None,
    ) -> Page[Item]:
        asked: Item = {"FilterExpression": only} if only else {}
        if after:
            asked["ExclusiveStartKey"] = _key_of(index, partition, after)
        since, until = between
        with reading_page(after):
            answer = self._table.query(
                IndexName=index.name,
                KeyConditionExpression=Key(index.partition_key).eq(partition)
                & Key(index.sort_key).between(_time(since), _time(until)),
                ScanIndexForward=forward,
                Limit=limit,
                **asked,
            )
        last = answer.get("LastEvaluatedKey")
        return Page(answer["Items"], str(last[index.sort_key]) if last else "")


def _key_of(index: Index, partition: str, time_sort: str) -> Item:
    """A row's key in an index and in the table: the entry's id is in the sort key."""
    entry_id = time_sort.partition("#")[2]
    in_index = {index.partition_key: partition, index.sort_key: time_sort}
    if index in (_BY_SUBJECT, _BY_ACTOR):
        return in_index | {PARTITION_KEY: readable_key(entry_id), SORT_KEY: READABLE}
    return in_index | {PARTITION_KEY: entry_key(entry_id), SORT_KEY: ENTRY}


def _time(at: float) -> str:
    """What sorts before all rows of this moment and later."""
    return f"{int(at * 1000):013d}"

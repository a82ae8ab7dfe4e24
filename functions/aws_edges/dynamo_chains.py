"""Chains of the audit: links and marks, put on condition that they are absent, never changed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

from moderation.chain.records import Link
from moderation.errors import ChangedMeanwhile
from moderation.tables import AUDIT, LINKED, PARTITION_KEY, SORT_KEY, chain_key, entry_key, link_key

from .audit_items import link_item, link_of
from .clients import Item
from .dynamo_batch_get import batch_get
from .dynamo_errors import CANCELED, code_of, translated, unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_ABSENT = f"attribute_not_exists({PARTITION_KEY})"
# The highest sequence number that the sort key holds: what sorts behind it is no link.
_LAST = link_key(999_999_999_999)


class DynamoChains:
    """Implements moderation.chain.ports.Chains."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._name = tables[AUDIT.name]
        self._table = dynamodb.Table(self._name)
        self._client: Any = dynamodb.meta.client

    def last(self, chain: str) -> Link | None:
        """A chain's last link."""
        # More than one, because a stray row that is no link may stand behind the last.
        found = self._query(chain, link_key(0), 10, forward=False)
        return found[0] if found else None

    def append(self, links: Sequence[Link]) -> frozenset[str]:
        """Append links and mark their entries, or tell which entries have a mark."""
        writes = [self._put(item) for link in links for item in (link_item(link), _mark(link))]
        try:
            with translated():
                self._client.transact_write_items(TransactItems=writes)
        except ClientError as exc:
            if code_of(exc) != CANCELED:
                raise
            return self._canceled(exc, links)
        return frozenset()

    def links(self, chain: str, after: int, limit: int) -> Sequence[Link]:
        """Links behind a sequence number."""
        return self._query(chain, link_key(after + 1), limit, forward=True)

    def at(self, chain: str, sequences: Sequence[int]) -> Mapping[int, Link]:
        """Links by sequence number."""
        keys = [{PARTITION_KEY: chain_key(chain), SORT_KEY: link_key(sequence)} for sequence in sequences]
        found = [link_of(item) for item in batch_get(self._client, self._name, keys)]
        return {link.sequence: link for link in found if link}

    def marks(self, entry_ids: Sequence[str]) -> Mapping[str, tuple[str, int]]:
        """Where entries are linked."""
        keys = [{PARTITION_KEY: entry_key(entry_id), SORT_KEY: LINKED} for entry_id in dict.fromkeys(entry_ids)]
        return {
            str(item[PARTITION_KEY]).removeprefix(entry_key("")): (str(item.get("chain", "")), _number(item))
            for item in batch_get(self._client, self._name, keys)
        }

    def _query(self, chain: str, start: str, limit: int, *, forward: bool) -> list[Link]:
        with translated():
            answer = self._table.query(
                KeyConditionExpression=Key(PARTITION_KEY).eq(chain_key(chain)) & Key(SORT_KEY).between(start, _LAST),
                ConsistentRead=True,
                ScanIndexForward=forward,
                Limit=limit,
            )
        return [link for link in map(link_of, answer["Items"]) if link]

    def _put(self, item: Item) -> Item:
        return {"Put": {"TableName": self._name, "Item": item, "ConditionExpression": _ABSENT}}

    @staticmethod
    def _canceled(exc: ClientError, links: Sequence[Link]) -> frozenset[str]:
        response: Mapping[str, Any] = exc.response
        reasons = [reason.get("Code") for reason in response.get("CancellationReasons", [])]
        marks = zip(links, reasons[1::2], strict=True)
        known = frozenset(link.entry_id for link, reason in marks if reason == "ConditionalCheckFailed")
        if known:
            return known
        if "ConditionalCheckFailed" in reasons or "TransactionConflict" in reasons:
            raise ChangedMeanwhile("Somebody else appended to this chain.") from exc
        raise unavailable() from exc


def _mark(link: Link) -> Item:
    return {
        PARTITION_KEY: entry_key(link.entry_id),
        SORT_KEY: LINKED,
        "chain": link.chain,
        "sequence": link.sequence,
    }


def _number(item: Mapping[str, Any]) -> int:
    sequence = str(item.get("sequence", ""))
    return int(sequence) if sequence.isascii() and sequence.isdigit() else 0

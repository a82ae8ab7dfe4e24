"""What a message costs behind its review: units of real items, requests, durations, events and storage.

CloudWatch Logs hands on the lines of one log stream (of an execution environment, of a room's chat log) in batches, and
nowhere says how large: the size is the assumption on which the sum depends most, so that it is told for several.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from aws_edges.dynamo_decision_items import strikes_item, text_item
from aws_edges.dynamo_ledger_effects import ledger_put
from aws_edges.dynamo_received import received_item
from ledger_writer.receipts import COUNT_EACH_SECONDS
from moderation.ledger.announcing import announced
from moderation.ledger.consequences import filed, text_of
from moderation.ledger.lines import parse
from moderation.ledger.received import Received
from moderation.ledger.records import DecisionRecord, StrikeTotal
from moderation.ledger.retention import Retention
from moderation.ledger.tallies import tallies_of
from moderation.tables import DECISIONS

REFUSED_SHARE = 0.05
PRICE = {
    "read_unit": 0.125e-6,
    "write_unit": 0.625e-6,
    "lambda_request": 0.20e-6,
    "lambda_gb_s": 13.3334e-6,
    "event": 1.00e-6,
    "queue_request": 0.40e-6,
    "archived_byte": 0.10e-9,
    "stored_byte_month": 0.25e-9,
}
# Both functions have 512 MB; what they compute takes so much longer than here.
MEMORY_GB = 0.5
VCPU_SHARE = 512 / 1769
# A write in a transaction is two.
_TRANSACTED = 2
# The sender's total, and whether the decision is filed, strongly consistent; then total and decision are put.
_READS_OF_A_REFUSAL, _CALLS_OF_A_REFUSAL = 2, 4
_ITEM_OVERHEAD_BYTES = 100  # DynamoDB's own, per stored item
_PACKED_BYTES = 28  # of one message in a pack
_PACK_KEYS_BYTES = 130
_PARSE_S = 0.000_05  # of one line, by this machine
# An environment's lines come at most this fast, and CloudWatch Logs hands them on at most this often. Assumed.
_LINES_PER_S = 10
_BATCH_S = 2.5
_RETENTION = Retention()


def cost(refused_line: str, batch: int, rooms: int, call_s: float) -> Mapping[str, float]:
    """USD per message by part: so many lines in a batch, of so many rooms; `call_s` is what a call to AWS takes."""
    record = parse(refused_line)
    assert record is not None
    text = text_of(record, _RETENTION)
    assert text is not None
    # Three ordinary puts, as one that brings no sanction and is neither held nor flagged.
    (decision,) = filed(record, _RETENTION)
    puts = [ledger_put(decision)["Item"], strikes_item(_total(record), record.at_ms // 1000), text_item(text)]
    writes = sum(map(_units, puts))
    events = list(announced(record))
    packed = rooms * -(-(_PACK_KEYS_BYTES + (1 - REFUSED_SHARE) * batch / rooms * _PACKED_BYTES) // 1024)
    stored = sum(map(_stored_byte_months, puts))
    return {
        "ledger: refusals": REFUSED_SHARE * (writes * PRICE["write_unit"] + _READS_OF_A_REFUSAL * PRICE["read_unit"]),
        "ledger: events of refusals": REFUSED_SHARE
        * len(events)
        * (PRICE["event"] + len(str(events[0].detail)) * PRICE["archived_byte"]),
        "ledger: packed ALLOWs": packed / batch * PRICE["write_unit"],
        "ledger: account of lines, statistics": _account(record, batch, rooms, call_s) / batch,
        "ledger: storage": REFUSED_SHARE * stored * PRICE["stored_byte_month"],
        "ledger function": _function(batch, 4 + _CALLS_OF_A_REFUSAL * REFUSED_SHARE * batch, call_s),
        "reconciler: packs of the minute": 2 * _minute_read(batch) / batch * PRICE["read_unit"],
        "reconciler function": _function(batch, 2, call_s),
    }


def _account(record: DecisionRecord, batch: int, rooms: int, call_s: float) -> float:
    """USD per batch for noting which lines came, and for the statistics: one batch of some adds to them, by a
    transaction; the first behind it asks for a look, in case that it is the last.
    """
    tallies = [
        replace(tally, room_id=f"{tally.room_id[:-1]}{n}") for n in range(rooms) for tally in tallies_of([record])
    ]
    account = Received(record.environment, ((1, 10**6),)).plus([], tallies)
    units = -(-item_bytes(received_item(account, 1)) // 1024)
    batches = max(1, int(COUNT_EACH_SECONDS / max(_BATCH_S, batch / _LINES_PER_S)))
    counting = (_TRANSACTED * (units + rooms) + (batches - 1) * units) * PRICE["write_unit"]
    look = 3 * PRICE["queue_request"] + PRICE["read_unit"] + _function(1, 2, call_s) if batches > 1 else 0.0
    return (counting + look) / batches + PRICE["read_unit"]


def _total(record: DecisionRecord) -> StrikeTotal:
    """The total of somebody whose first strikes these are: more of them share one item."""
    marks = {record.message_id: record.at_ms}
    return StrikeTotal(record.user_id, record.room_id, record.strikes, record.at_ms, 604_800, 1, marks)


def _units(item: Mapping[str, object]) -> int:
    """Write units of one put and of its copies in indexes."""
    return -(-item_bytes(item) // 1024) * (1 + _copies(item))


def _stored_byte_months(item: Mapping[str, object]) -> float:
    days = _RETENTION.text_days if "text" in item else _RETENTION.decision_days
    return (item_bytes(item) + _ITEM_OVERHEAD_BYTES) * (1 + _copies(item)) * days / 30


def _copies(item: Mapping[str, object]) -> int:
    return sum(index.partition_key in item for index in DECISIONS.indexes)


def _minute_read(batch: int) -> float:
    """Units of reading a room's minute, eventually consistent; it holds some ten batches and is read half full."""
    return max(0.5, -(-5 * batch * _PACKED_BYTES // 4096) * 0.5)


def _function(batch: int, calls: float, call_s: float) -> float:
    """Requests and duration per message of a function that makes so many calls for a batch, one after the other."""
    seconds = calls * call_s + batch * _PARSE_S / VCPU_SHARE
    return (PRICE["lambda_request"] + seconds * MEMORY_GB * PRICE["lambda_gb_s"]) / batch


def item_bytes(value: object) -> int:
    """Size of an item, or of a value in it, as DynamoDB reckons
    (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html)."""
    if isinstance(value, Mapping):
        return 3 + sum(len(name.encode()) + item_bytes(member) + 1 for name, member in value.items())
    if isinstance(value, list | tuple):
        return 3 + sum(item_bytes(member) + 1 for member in value)
    if isinstance(value, bool) or value is None:
        return 1
    if isinstance(value, int | float | Decimal):
        return len(str(value).replace(".", "")) // 2 + 2
    return len(str(value).encode())

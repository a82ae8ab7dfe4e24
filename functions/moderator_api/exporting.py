"""The audit as text: JSON Lines, or CSV in which no cell is a formula."""

import csv
import io
import json
from collections.abc import Iterable

from .schemas.audit import EntryView

MEDIA_TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
COLUMNS = (
    "recordedAt",
    "entryId",
    "roomId",
    "operation",
    "role",
    "actor",
    "subject",
    "reason",
    "before",
    "after",
    "requestId",
    "erased",
    "chain",
    "sequence",
)
# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), in its wide form too, and a line break
# that would hide one.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def json_lines(entries: Iterable[EntryView]) -> str:
    """One entry a line."""
    return "".join(f"{json.dumps(entry.model_dump(by_alias=True), separators=(',', ':'))}\n" for entry in entries)


def csv_rows(entries: Iterable[EntryView], *, header: bool) -> str:
    """One entry a row, with or without the row of names; lines end as RFC 4180 says."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    if header:
        writer.writerow(COLUMNS)
    for entry in entries:
        shown = entry.model_dump(by_alias=True)
        link = shown.pop("link") or {"chain": None, "sequence": None}
        writer.writerow([_cell(name, {**shown, **link}[name]) for name in COLUMNS])
    return text.getvalue()


def _cell(name: str, value: object) -> str:
    """A cell as text: before and after as JSON, what is not there as nothing."""
    if value is None:
        return ""
    if name in ("before", "after"):
        value = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text

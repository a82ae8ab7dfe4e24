"""Who did what: look it up, take it away, prove it."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.chain.ports import AuditFilter
from moderation.services import audit

from ..current import current
from ..exporting import MEDIA_TYPES, csv_rows, json_lines
from ..pagination import listed, opened, sealed
from ..schemas.audit import (
    ActorQuery,
    EntryView,
    FormatQuery,
    OperationQuery,
    ProofView,
    RoomQuery,
    SubjectQuery,
    Verify,
    break_view,
    entry_view,
)
from ..schemas.times import SinceQuery, UntilQuery, seconds_of
from ..schemas.wire import Cursor, Limit, Listing

router = APIGatewayHttpRouter()

NEXT_CURSOR = "Next-Cursor"
# Lambda answers with at most 6 MB; a page of a hundred may hold 3 MB of policies before and after.
EXPORTED_ENTRIES_MAX = 1_000
EXPORTED_CHARACTERS_MAX = 1_500_000
PAGE = 100


@router.get("/v1/audit", tags=["Audit"], summary="Who did what, newest first")
def list_audit(
    room_id: RoomQuery = None,
    actor: ActorQuery | None = None,
    operation: OperationQuery | None = None,
    subject: SubjectQuery | None = None,
    since: SinceQuery | None = None,
    until: UntilQuery | None = None,
    limit: Limit = 50,
    cursor: Cursor | None = None,
) -> Listing[EntryView]:
    here = current(router)
    wanted = _wanted(room_id, actor, operation, subject, since, until)
    page = audit.list_entries(here.desk, here.request, wanted, limit, opened(cursor, "audit", wanted))
    return listed(page, entry_view, "audit", wanted)


@router.get(
    "/v1/audit/export",
    tags=["Audit"],
    summary="The same as a file, in parts: the header Next-Cursor leads to the next",
    responses={
        200: {
            "description": "Entries, newest first. Without the header Next-Cursor it is the last part.",
            "content": {each.partition(";")[0]: {"schema": {"type": "string"}} for each in MEDIA_TYPES.values()},
        }
    },
)
def export_audit(
    room_id: RoomQuery = None,
    actor: ActorQuery | None = None,
    operation: OperationQuery | None = None,
    subject: SubjectQuery | None = None,
    since: SinceQuery | None = None,
    until: UntilQuery | None = None,
    format: FormatQuery = "jsonl",
    cursor: Cursor | None = None,
) -> Response[str]:
    wanted = _wanted(room_id, actor, operation, subject, since, until)
    text, token = _exported(wanted, opened(cursor, "audit", wanted), format, first=not cursor)
    headers = {NEXT_CURSOR: sealed(token, "audit", wanted)} if token else {}
    return Response(status_code=200, content_type=MEDIA_TYPES[format], body=text, headers=headers)


@router.post("/v1/audit/verify", tags=["Audit"], summary="Prove that nothing was changed, left out or put in between")
def verify_audit(body: Annotated[Verify | None, Body()] = None) -> ProofView:
    here = current(router)
    asked = body or Verify()
    room_id, month = asked.room_id or "", asked.month or ""
    position = opened(asked.cursor, "verify", room_id, month)
    proven = audit.verify(here.desk, here.request, room_id, month, position)
    return ProofView(
        intact=proven.finding is None,
        entries=proven.entries,
        chains=proven.chains,
        erased=proven.erased,
        pending=proven.pending,
        complete=not proven.position,
        cursor=sealed(proven.position, "verify", room_id, month) if proven.position else None,
        first_broken=break_view(proven.finding),
    )


def _exported(wanted: AuditFilter, token: str, format: Literal["jsonl", "csv"], *, first: bool) -> tuple[str, str]:
    here = current(router)
    parts = [csv_rows([], header=True)] if format == "csv" and first else []
    entries = characters = 0
    while True:
        page = audit.list_entries(here.desk, here.request, wanted, PAGE, token)
        views = [entry_view(act) for act in page.items]
        parts.append(csv_rows(views, header=False) if format == "csv" else json_lines(views))
        token, entries, characters = page.next_token, entries + len(views), characters + len(parts[-1])
        if not token or entries >= EXPORTED_ENTRIES_MAX or characters >= EXPORTED_CHARACTERS_MAX:
            return "".join(parts), token


def _wanted(
    room_id: str | None,
    actor: str | None,
    operation: str | None,
    subject: str | None,
    since: str | None,
    until: str | None,
) -> AuditFilter:
    begin, end = seconds_of(since), seconds_of(until)
    return AuditFilter(
        since=0.0 if begin is None else begin,
        until=float("inf") if end is None else end,
        room_id=room_id or "",
        actor=actor or "",
        operation=operation or "",
        subject=subject or "",
    )

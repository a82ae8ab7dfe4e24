"""The hold queue."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import holds

from ..current import current
from ..pagination import listed, opened
from ..schemas.holds import (
    Claim,
    Decide,
    DecidedView,
    HoldStateView,
    HoldStatusQuery,
    HoldView,
    decided_view,
    hold_state_view,
    hold_view,
)
from ..schemas.wire import Cursor, HoldId, Limit, Listing, RoomId

router = APIGatewayHttpRouter()


@router.get("/v1/rooms/<room_id>/holds", tags=["Holds"], summary="Held messages of a room, open ones oldest first")
def list_holds(
    room_id: RoomId, status: HoldStatusQuery = "open", limit: Limit = 50, cursor: Cursor | None = None
) -> Listing[HoldView]:
    here = current(router)
    now = here.desk.clock.now()
    token = opened(cursor, "holds", room_id, status)
    page = holds.list_holds(here.desk, here.request, room_id, status, limit, token)
    return listed(page, lambda hold: hold_view(hold, now), "holds", room_id, status)


@router.get("/v1/holds/<hold_id>", tags=["Holds"], summary="A held message")
def get_hold(hold_id: HoldId) -> HoldView:
    here = current(router)
    return hold_view(holds.get_hold(here.desk, here.request, hold_id), here.desk.clock.now())


@router.post("/v1/holds/<hold_id>/claim", tags=["Holds"], summary="Have a hold to oneself for a while")
def claim(hold_id: HoldId, body: Annotated[Claim | None, Body()] = None) -> HoldStateView:
    here = current(router)
    hold = holds.claim(here.desk, here.request, hold_id, (body or Claim()).lease_seconds)
    return hold_state_view(hold, here.desk.clock.now())


@router.post("/v1/holds/<hold_id>/release", tags=["Holds"], summary="Give a claimed hold back")
def release(hold_id: HoldId) -> HoldStateView:
    here = current(router)
    return hold_state_view(holds.release_claim(here.desk, here.request, hold_id), here.desk.clock.now())


@router.post("/v1/holds/<hold_id>/decision", tags=["Holds"], summary="Approve or deny a held message")
def decide(hold_id: HoldId, body: Annotated[Decide, Body()]) -> DecidedView:
    here = current(router)
    decision = holds.approve if body.decision == "approve" else holds.deny
    decided = decision(here.desk, here.request, hold_id, body.reason or "")
    return decided_view(decided, here.desk.clock.now())

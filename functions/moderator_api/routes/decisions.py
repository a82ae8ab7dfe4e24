"""Why messages were delivered, altered, held or refused; flagged ones; counts."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.ledger.records import DecisionFilter
from moderation.services import decisions, stats, users

from ..current import current
from ..pagination import listed, opened
from ..schemas.decisions import (
    DecisionView,
    ExplainedView,
    FlagStatusQuery,
    FlagView,
    RoomHint,
    RuleQuery,
    UserQuery,
    VerdictQuery,
    decision_view,
    explained_view,
    flag_view,
)
from ..schemas.stats import StatsView, stats_view
from ..schemas.times import AtQuery, SinceQuery, UntilQuery, seconds_of
from ..schemas.users import UserView, user_view
from ..schemas.wire import Cursor, Limit, Listing, MessageId, RoomId, UserId

router = APIGatewayHttpRouter()


@router.get("/v1/decisions/<message_id>", tags=["Decisions"], summary="Why a message was decided as it was")
def explain(message_id: MessageId, room_id: RoomHint = None, at: AtQuery | None = None) -> ExplainedView:
    here = current(router)
    explained = decisions.explain(here.desk, here.request, message_id, room_id or "", seconds_of(at))
    return explained_view(explained, here.desk.clock.now())


@router.get("/v1/rooms/<room_id>/decisions", tags=["Decisions"], summary="A room's decisions, newest first")
def list_decisions(
    room_id: RoomId,
    verdict: VerdictQuery | None = None,
    rule_id: RuleQuery = None,
    user_id: UserQuery = None,
    since: SinceQuery | None = None,
    until: UntilQuery | None = None,
    limit: Limit = 50,
    cursor: Cursor | None = None,
) -> Listing[DecisionView]:
    here = current(router)
    wanted = DecisionFilter(seconds_of(since), seconds_of(until), room_id, verdict or "", rule_id or "")
    listing = ("decisions", wanted, user_id)
    token = opened(cursor, *listing)
    page = decisions.list_decisions(here.desk, here.request, room_id, user_id or "", wanted, limit, token)
    return listed(page, decision_view, *listing)


@router.get("/v1/rooms/<room_id>/flags", tags=["Decisions"], summary="Delivered messages to look at, newest first")
def list_flags(
    room_id: RoomId, status: FlagStatusQuery = "open", limit: Limit = 50, cursor: Cursor | None = None
) -> Listing[FlagView]:
    here = current(router)
    token = opened(cursor, "flags", room_id, status)
    page = decisions.list_flags(here.desk, here.request, room_id, status, limit, token)
    return listed(page, flag_view, "flags", room_id, status)


@router.post("/v1/flags/<message_id>/seen", tags=["Decisions"], summary="A flagged message was looked at")
def see_flag(message_id: MessageId) -> FlagView:
    here = current(router)
    return flag_view(decisions.see_flag(here.desk, here.request, message_id))


@router.get("/v1/rooms/<room_id>/users/<user_id>", tags=["Users"], summary="A user's state in a room")
def get_user(room_id: RoomId, user_id: UserId) -> UserView:
    here = current(router)
    return user_view(users.user_state(here.desk, here.request, room_id, user_id), here.desk.clock.now())


@router.get("/v1/rooms/<room_id>/stats", tags=["Stats"], summary="A room's counts by hour and rule")
def get_room_stats(room_id: RoomId, since: SinceQuery | None = None, until: UntilQuery | None = None) -> StatsView:
    here = current(router)
    return stats_view(stats.room_stats(here.desk, here.request, room_id, seconds_of(since), seconds_of(until)))


@router.get("/v1/stats", tags=["Stats"], summary="Counts of all rooms in the caller's scope")
def get_stats(since: SinceQuery | None = None, until: UntilQuery | None = None) -> StatsView:
    here = current(router)
    return stats_view(stats.all_stats(here.desk, here.request, seconds_of(since), seconds_of(until)))

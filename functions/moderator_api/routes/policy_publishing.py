"""Policies in force: publish, roll back, try out, and what decides in a room or in the organisation."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import policy_trials, publishing
from moderation.tables import ALL_ROOMS

from ..current import current
from ..schemas.policies import PolicyId
from ..schemas.policy_trials import TrialView, TryPolicy, circumstances_of, trial_view
from ..schemas.publishing import (
    ChangeRoomPolicy,
    PlacesView,
    PublishPolicy,
    RollBackPolicy,
    RoomPolicyView,
    places_view,
    room_policy_view,
    scopes_of,
)
from ..schemas.wire import RoomId

router = APIGatewayHttpRouter()


@router.post("/v1/policies/<policy_id>/publish", tags=["Policies"], summary="Put a version in force")
def publish_policy(policy_id: PolicyId, body: Annotated[PublishPolicy, Body()]) -> PlacesView:
    here = current(router)
    places = publishing.publish(here.desk, here.request, policy_id, body.version, scopes_of(body.rooms))
    return places_view(places)


@router.post("/v1/policies/<policy_id>/rollback", tags=["Policies"], summary="Put back what was in force before")
def roll_back_policy(policy_id: PolicyId, body: Annotated[RollBackPolicy, Body()]) -> PlacesView:
    here = current(router)
    places = publishing.roll_back(here.desk, here.request, policy_id, body.version, scopes_of(body.rooms))
    return places_view(places)


@router.post("/v1/policies/<policy_id>/test", tags=["Policies"], summary="What a policy would say to some texts")
def try_policy(policy_id: PolicyId, body: Annotated[TryPolicy, Body()]) -> TrialView:
    here = current(router)
    trial = policy_trials.try_texts(
        here.desk,
        here.request,
        policy_id,
        body.texts,
        version=body.version,
        document=body.document,
        circumstances=circumstances_of(body.context),
    )
    return trial_view(trial)


@router.get("/v1/rooms/<room_id>/policy", tags=["Policies"], summary="What decides in a room")
def get_room_policy(room_id: RoomId) -> RoomPolicyView:
    return _get(room_id)


@router.patch("/v1/rooms/<room_id>/policy", tags=["Policies"], summary="What a room does when state cannot be read")
def change_room_policy(room_id: RoomId, body: Annotated[ChangeRoomPolicy, Body()]) -> RoomPolicyView:
    return _change(room_id, body)


@router.delete("/v1/rooms/<room_id>/policy", tags=["Policies"], summary="Have a room follow the organisation again")
def withdraw_room_policy(room_id: RoomId) -> RoomPolicyView:
    return _withdraw(room_id)


@router.get("/v1/organisation/policy", tags=["Policies"], summary="What decides in rooms without a policy of their own")
def get_organisation_policy() -> RoomPolicyView:
    return _get(ALL_ROOMS)


@router.patch("/v1/organisation/policy", tags=["Policies"], summary="What rooms do when state cannot be read")
def change_organisation_policy(body: Annotated[ChangeRoomPolicy, Body()]) -> RoomPolicyView:
    return _change(ALL_ROOMS, body)


@router.delete("/v1/organisation/policy", tags=["Policies"], summary="Have the bundled policy decide again")
def withdraw_organisation_policy() -> RoomPolicyView:
    return _withdraw(ALL_ROOMS)


def _get(scope: str) -> RoomPolicyView:
    here = current(router)
    return room_policy_view(publishing.in_force(here.desk, here.request, scope))


def _change(scope: str, body: ChangeRoomPolicy) -> RoomPolicyView:
    here = current(router)
    return room_policy_view(publishing.set_fail_mode(here.desk, here.request, scope, body.fail_mode or ""))


def _withdraw(scope: str) -> RoomPolicyView:
    here = current(router)
    return room_policy_view(publishing.withdraw(here.desk, here.request, scope))

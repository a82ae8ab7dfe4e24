"""Policies: documents, versions, comparison, validation."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import policies

from ..current import current
from ..pagination import listed, opened
from ..preconditions import fits, version_tag
from ..schemas.policies import (
    DifferenceView,
    FromVersion,
    IfMatch,
    IfNoneMatch,
    PolicyId,
    PolicyView,
    PutPolicy,
    ToVersion,
    ValidatePolicy,
    ValidationView,
    Version,
    VersionView,
    difference_view,
    policy_view,
    validation_view,
    version_view,
)
from ..schemas.wire import Cursor, Limit, Listing

router = APIGatewayHttpRouter()


@router.get("/v1/policies", tags=["Policies"], summary="All policies, each by its latest version")
def list_policies(limit: Limit = 50, cursor: Cursor | None = None) -> Listing[VersionView]:
    here = current(router)
    page = policies.list_policies(here.desk, here.request, limit, opened(cursor, "policies"))
    return listed(page, version_view, "policies")


@router.get("/v1/policies/<policy_id>", tags=["Policies"], summary="A policy's latest version")
def get_policy(policy_id: PolicyId) -> Response[PolicyView]:
    here = current(router)
    return _tagged(policies.get_policy(here.desk, here.request, policy_id))


@router.put("/v1/policies/<policy_id>", tags=["Policies"], summary="Save a policy's next version")
def put_policy(
    policy_id: PolicyId,
    body: Annotated[PutPolicy, Body()],
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response[PolicyView]:
    here = current(router)
    saved = policies.save(here.desk, here.request, policy_id, body.document, body.note, fits(if_match, if_none_match))
    return _tagged(policies.shown(here.desk, here.request, saved))


@router.get("/v1/policies/<policy_id>/versions", tags=["Policies"], summary="A policy's versions, newest first")
def list_versions(policy_id: PolicyId, limit: Limit = 50, cursor: Cursor | None = None) -> Listing[VersionView]:
    here = current(router)
    listing = ("policy versions", policy_id)
    page = policies.list_versions(here.desk, here.request, policy_id, limit, opened(cursor, *listing))
    return listed(page, version_view, *listing)


@router.get("/v1/policies/<policy_id>/versions/<version>", tags=["Policies"], summary="One version of a policy")
def get_version(policy_id: PolicyId, version: Version) -> PolicyView:
    here = current(router)
    return policy_view(policies.get_policy(here.desk, here.request, policy_id, version))


@router.get("/v1/policies/<policy_id>/diff", tags=["Policies"], summary="What one version changes against another")
def compare_versions(policy_id: PolicyId, before: FromVersion = None, after: ToVersion = None) -> DifferenceView:
    here = current(router)
    difference = policies.compare(here.desk, here.request, policy_id, before, after)
    return difference_view(policy_id, difference.before.version, difference.after.version, difference.changes)


@router.post("/v1/policies/<policy_id>/validate", tags=["Policies"], summary="Look a document over; nothing is saved")
def validate_policy(policy_id: PolicyId, body: Annotated[ValidatePolicy, Body()]) -> ValidationView:
    here = current(router)
    return validation_view(policies.validate(here.desk, here.request, policy_id, body.document))


def _tagged(shown: policies.PolicyShown) -> Response[PolicyView]:
    return Response(
        status_code=200,
        content_type="application/json",
        body=policy_view(shown),
        headers={"ETag": version_tag(shown.version.version)},
    )

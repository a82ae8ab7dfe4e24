"""Errors of the control plane, by the names that the service model gives them."""

from typing import NamedTuple


class FieldProblem(NamedTuple):
    """One member of the request that breaks a constraint: dotted path and what was expected."""

    name: str
    message: str


class ServiceError(Exception):
    """An answer with an error shape; `members` are its fields beside the message."""

    def __init__(self, name: str, message: str, **members: object) -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.members = members


class NotAuthenticated(Exception):
    """Refused before any operation ran. These names belong to AWS's front door, not to the service model."""

    status = 403

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


def validation(problems: list[FieldProblem]) -> ServiceError:
    """The wording follows the one text seen from the live service (its answer to a missing Lambda permission)."""
    texts = [
        f"Request member: {problem.name} failed to satisfy the constraints: {problem.message}" for problem in problems
    ]
    return ServiceError(
        "ValidationException",
        "; ".join(texts),
        reason="FIELD_VALIDATION_FAILED",
        fieldList=[problem._asdict() for problem in problems],
    )


def invalid(member: str, message: str) -> ServiceError:
    return validation([FieldProblem(member, message)])


def not_found(arn: str) -> ServiceError:
    """`resourceType` has the one value ROOM in the model, for logging configurations as well."""
    return ServiceError(
        "ResourceNotFoundException",
        f"Resource: {arn} not found",
        resourceId=arn.rpartition("/")[2],
        resourceType="ROOM",
    )


def conflict(arn: str, message: str) -> ServiceError:
    return ServiceError("ConflictException", message, resourceId=arn.rpartition("/")[2], resourceType="ROOM")


def quota_exceeded(message: str, limit: int) -> ServiceError:
    return ServiceError("ServiceQuotaExceededException", message, resourceId="", resourceType="ROOM", limit=limit)


def throttled(operation: str, resource_id: str, limit: int) -> ServiceError:
    return ServiceError(
        "ThrottlingException",
        f"Rate exceeded for {operation}: {limit} per second",
        resourceId=resource_id,
        resourceType="ROOM",
        limit=limit,
    )


def access_denied(principal: str, action: str, resource: str) -> ServiceError:
    return ServiceError(
        "AccessDeniedException", f"User: {principal} is not authorized to perform: {action} on resource: {resource}"
    )

"""Makes a person the first admin: a user in the pool, and a moderator's record with its audit entry."""

import secrets
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from moderation import roles
from moderation.errors import Conflict
from moderation.ports import Moderators
from moderation.records import Actor, Moderator, Request
from moderation.services.desk import LedgerDesk
from moderation.services.moderators import write_moderator
from moderation.tables import ALL_ROOMS

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

ACTOR = Actor("deployment", "first_admin", roles.ADMIN, (ALL_ROOMS,), "first_admin")


class FirstAdmin:
    """Creates the admin; asked again for the same address, it changes nothing."""

    def __init__(
        self,
        cognito: "CognitoIdentityProviderClient",
        user_pool_id: str,
        moderators: Moderators,
        desk: LedgerDesk,
    ) -> None:
        self._cognito = cognito
        self._pool = user_pool_id
        self._moderators = moderators
        self._desk = desk

    def make(self, email: str, request_id: str) -> Moderator:
        """The admin's record. Conflict if the address belongs to a moderator of another role."""
        sub = self._user(email)
        present = self._moderators.get(sub)
        if present is not None:
            if present.role != roles.ADMIN or not present.active:
                raise Conflict(f"{email} is a moderator already, and no active admin; an admin can change that.")
            return present
        admin = Moderator(sub, email, roles.ADMIN, (ALL_ROOMS,))
        request = Request(ACTOR, secrets.token_hex(13), request_id)
        write_moderator(self._desk, request, None, admin, reason="first admin")
        self._label(email)
        return admin

    def _user(self, email: str) -> str:
        """The `sub` of the pool's user; a new one is invited by mail with a temporary password."""
        try:
            created = self._cognito.admin_create_user(
                UserPoolId=self._pool,
                Username=email,
                UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}],
                DesiredDeliveryMediums=["EMAIL"],
            )
            return _sub(created["User"].get("Attributes", []))
        except self._cognito.exceptions.UsernameExistsException:
            present = self._cognito.admin_get_user(UserPoolId=self._pool, Username=email)
            return _sub(present["UserAttributes"])

    def _label(self, email: str) -> None:
        try:
            self._cognito.admin_add_user_to_group(UserPoolId=self._pool, Username=email, GroupName=roles.ADMIN)
        except ClientError as exc:
            # The group is a label; the right is in the record.
            if exc.response.get("Error", {}).get("Code") != "ResourceNotFoundException":
                raise


def _sub(attributes: "list[AttributeTypeTypeDef]") -> str:
    return next(attribute.get("Value", "") for attribute in attributes if attribute["Name"] == "sub")

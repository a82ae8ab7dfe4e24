"""People, a customer's service and addresses that a freshly deployed stack needs before anyone can use it.

On AWS the same things come from `FirstAdminCommand`, an administrator and the customer's own account.
"""

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.deploy import Target
from local.endpoints import User
from local.processes import StartError
from moderation import tables

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_lambda import LambdaClient

ROLES = ("admin", "policy_editor", "lead", "moderator", "analyst")
PASSWORD = "Roomkeeper-local-1"  # noqa: S105  # a loopback stack without secrets; printed at start
SERVICE_USER = "service-application"


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """Credentials of the IAM user that the simulated service application signs with."""

    access_key_id: str
    secret_access_key: str


def seed_people(target: Target, outputs: dict[str, str]) -> tuple[User, ...]:
    """Create one confirmed user per role, with a moderator record that covers all rooms."""
    cognito: CognitoIdentityProviderClient = target.client("cognito-idp")
    table = target.session().resource("dynamodb", endpoint_url=target.endpoint).Table(outputs["StateTable"])
    people = []
    for role in ROLES:
        username = f"{role}@roomkeeper.test"
        sub = _create_user(cognito, outputs["UserPoolId"], username, role)
        table.put_item(Item=moderator_record(sub, username, role))
        people.append(User(role, username, PASSWORD))
    return tuple(people)


def _create_user(cognito: "CognitoIdentityProviderClient", pool: str, username: str, role: str) -> str:
    attributes: Any = [{"Name": "email", "Value": username}, {"Name": "email_verified", "Value": "true"}]
    created = cognito.admin_create_user(
        UserPoolId=pool, Username=username, UserAttributes=attributes, MessageAction="SUPPRESS"
    )
    cognito.admin_set_user_password(UserPoolId=pool, Username=username, Password=PASSWORD, Permanent=True)
    found = {each["Name"]: each.get("Value", "") for each in created["User"].get("Attributes", [])}
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=username, GroupName=role)
    return found["sub"]


def moderator_record(sub: str, username: str, role: str) -> dict[str, Any]:
    """The State item that gives a person their role and rooms."""
    return {
        tables.PARTITION_KEY: tables.moderator_key(sub),
        tables.SORT_KEY: tables.PROFILE,
        "role": role,
        "rooms": [tables.ALL_ROOMS],
        "username": username,
        "active": True,
        "version": 1,
        "at": int(time.time()),
        "scope": "moderators",
        "scopeSort": username,
    }


def seed_service(target: Target, api_id: str) -> ServiceKey:
    """Create the customer's service application: an IAM user that may call `/service/v1` and nothing else."""
    iam: IAMClient = target.client("iam")
    iam.create_user(UserName=SERVICE_USER)
    resource = f"arn:aws:execute-api:{target.region}:{target.account}:{api_id}/$default/*/service/v1/*"
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resource}
    iam.put_user_policy(
        UserName=SERVICE_USER,
        PolicyName="call-roomkeeper",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )
    key = iam.create_access_key(UserName=SERVICE_USER)["AccessKey"]
    return ServiceKey(key["AccessKeyId"], key["SecretAccessKey"])


def allow_local_login(target: Target, outputs: dict[str, str], console_url: str) -> None:
    """Add the console's local address to the addresses that managed login may return to."""
    cognito: CognitoIdentityProviderClient = target.client("cognito-idp")
    pool, client_id = outputs["UserPoolId"], outputs["UserPoolClientId"]
    client: Any = cognito.describe_user_pool_client(UserPoolId=pool, ClientId=client_id)["UserPoolClient"]
    # UpdateUserPoolClient resets what it is not given. What the template leaves out comes back as "" and is refused.
    kept = {key: value for key, value in client.items() if key not in READ_ONLY and value != ""}
    kept["CallbackURLs"] = [*client.get("CallbackURLs", []), console_url]
    kept["LogoutURLs"] = [*client.get("LogoutURLs", []), console_url]
    cognito.update_user_pool_client(**kept)


def point_console_here(target: Target, messaging: str, viewer_tokens: str) -> None:
    """Give the console this machine's addresses in the place of AWS's, and the service that knows its viewers."""
    functions: LambdaClient = target.client("lambda")
    for function in functions.list_functions()["Functions"]:
        variables = dict(function.get("Environment", {}).get("Variables", {}))
        if CONSOLE_CONFIG in variables:
            config = json.loads(variables[CONSOLE_CONFIG])
            config.update(messaging=messaging, login=target.endpoint, viewerTokens=viewer_tokens)
            variables[CONSOLE_CONFIG] = json.dumps(config)
            functions.update_function_configuration(
                FunctionName=function["FunctionName"], Environment={"Variables": variables}
            )
            return
    raise StartError(f"no function of the stack has {CONSOLE_CONFIG}: the console would look for AWS")


CONSOLE_CONFIG = "CONSOLE_CONFIG"
READ_ONLY = ("ClientSecret", "CreationDate", "LastModifiedDate")

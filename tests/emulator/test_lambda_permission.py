"""The resource policy of a review function: what lets IVS Chat in and what does not."""

import copy
from typing import Any

import pytest

from local.ivschat.lambda_permission import allows

ACCOUNT = "123456789012"
FUNCTION = f"arn:aws:lambda:us-west-2:{ACCOUNT}:function:review:live"
ROOM = f"arn:aws:ivschat:us-west-2:{ACCOUNT}:room/AAAAAAAAAAAA"
ANY_ROOM = f"arn:aws:ivschat:us-west-2:{ACCOUNT}:room/*"

# As the user guide and CloudFormation write it.
GOOD: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "ivschat.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Resource": FUNCTION,
    "Condition": {
        "StringEquals": {"AWS:SourceAccount": ACCOUNT},
        "ArnLike": {"AWS:SourceArn": ANY_ROOM},
    },
}


def changed(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in {**copy.deepcopy(GOOD), **members}.items() if value is not None}


def allowed(*statements: dict[str, Any]) -> bool:
    return allows({"Version": "2012-10-17", "Statement": list(statements)}, FUNCTION, ROOM, ACCOUNT)


@pytest.mark.parametrize(
    "statement",
    [
        GOOD,
        changed(Condition=None),
        changed(Action=["lambda:GetFunction", "lambda:*"]),
        changed(Resource="arn:aws:lambda:*:*:function:*"),
        changed(Principal={"Service": ["ivs.amazonaws.com", "ivschat.amazonaws.com"]}),
        changed(Principal="*"),
        changed(Condition={"ArnEquals": {"aws:SourceArn": ROOM}}),
        changed(Condition={"StringLike": {"aws:sourcearn": ["nothing", ANY_ROOM]}}),
    ],
)
def test_lets_ivs_chat_in(statement: dict[str, Any]) -> None:
    assert allowed(statement)
    assert allows({"Statement": statement}, FUNCTION, ROOM, ACCOUNT), "a lone statement needs no list"


@pytest.mark.parametrize(
    "statement",
    [
        changed(Principal={"Service": "ivs.amazonaws.com"}),
        changed(Principal={"AWS": "arn:aws:iam::123456789012:root"}),
        changed(Action="lambda:InvokeFunctionUrl"),
        changed(Resource=FUNCTION.removesuffix(":live")),
        changed(Condition={"StringEquals": {"AWS:SourceAccount": "999999999999"}}),
        changed(Condition={"ArnLike": {"AWS:SourceArn": ANY_ROOM.replace("us-west-2", "eu-west-1")}}),
        changed(Condition={"StringEquals": {"AWS:SourceArn": ANY_ROOM}}),
        changed(Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}),
        changed(Condition={"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}),
        changed(Effect="Deny"),
    ],
)
def test_keeps_ivs_chat_out(statement: dict[str, Any]) -> None:
    assert not allowed(statement)


def test_a_denial_outweighs_and_no_policy_allows_nothing() -> None:
    assert not allowed(GOOD, changed(Effect="Deny"))
    assert allowed(GOOD, changed(Effect="Deny", Principal={"Service": "ivs.amazonaws.com"}))
    assert not allowed()
    assert not allows({}, FUNCTION, ROOM, ACCOUNT)

"""The signer against AWS's published vectors and, for any request of ours, against botocore's."""

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given, settings
from hypothesis import strategies as st

from lean_edges.signing import Signer, signing_key

# AWS's Signature Version 4 test suite: the cases that POST to / without a query.
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
DATE = "20150830T123600Z"
HOST = ("host", "example.amazonaws.com")
AMZ_DATE = ("x-amz-date", DATE)
TOKEN = (
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7"
    "mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d"
    "+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="
)
FORM = ("content-type", "application/x-www-form-urlencoded")
VECTORS = {
    "post-vanilla": ((HOST, AMZ_DATE), b"", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    "post-header-key-sort": (
        (HOST, ("my-header1", "value1"), AMZ_DATE),
        b"",
        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
    ),
    "post-header-value-case": (
        (HOST, ("my-header1", "VALUE1"), AMZ_DATE),
        b"",
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
    ),
    "post-sts-header-before": (
        (HOST, AMZ_DATE, ("x-amz-security-token", TOKEN)),
        b"",
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
    ),
    "post-x-www-form-urlencoded": (
        (FORM, HOST, AMZ_DATE),
        b"Param1=value1",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
}


@pytest.mark.parametrize("name", VECTORS)
def test_published_vector(name: str) -> None:
    headers, payload, signature = VECTORS[name]
    names = ";".join(header for header, _ in headers)
    signer = Signer("AKIDEXAMPLE", SECRET, "us-east-1", "service")
    assert signer.prepare(headers, DATE).authorization(payload) == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        f"SignedHeaders={names}, Signature={signature}"
    )


def test_published_signing_key() -> None:
    key = signing_key(SECRET, "20150830", "us-east-1", "iam")
    assert key.hex() == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"


_printable = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)


@settings(max_examples=300, deadline=None)
@given(
    access_key=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=20),
    secret=_printable,
    token=st.one_of(st.none(), _printable),
    payload=st.binary(max_size=300),
    operation=st.sampled_from(["GetItem", "BatchGetItem", "UpdateItem", "PutItem"]),
    dates=st.lists(st.datetimes().map(lambda at: at.strftime("%Y%m%dT%H%M%SZ")), min_size=1, max_size=3),
    port=st.sampled_from(["", ":4566"]),
)
def test_same_header_as_botocore(
    access_key: str, secret: str, token: str | None, payload: bytes, operation: str, dates: list[str], port: str
) -> None:
    """One signer, several dates: a new day must not be signed with yesterday's key."""
    host = f"dynamodb.us-west-2.amazonaws.com{port}"
    target = f"DynamoDB_20120810.{operation}"
    signer = Signer(access_key, secret, "us-west-2", "dynamodb")
    for date in dates:
        ours = [("host", host), ("x-amz-date", date)]
        if token:
            ours.append(("x-amz-security-token", token))
        ours.append(("x-amz-target", target))
        request = AWSRequest("POST", f"https://{host}/", headers=dict(ours), data=payload)
        request.context["timestamp"] = date
        theirs = SigV4Auth(Credentials(access_key, secret, token), "dynamodb", "us-west-2")
        signature = theirs.signature(theirs.string_to_sign(request, theirs.canonical_request(request)), request)
        theirs._inject_signature_to_request(request, signature)  # type: ignore[attr-defined]  # the stubs lack it
        assert signer.prepare(tuple(ours), date).authorization(payload) == request.headers["Authorization"]

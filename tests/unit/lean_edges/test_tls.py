"""The trust store: the roots that AWS publishes, checks on, and a way out when AWS moves to another root."""

import hashlib
import re
import ssl

from lean_edges.addresses import Addresses
from lean_edges.amazon_roots import AMAZON_ROOTS
from lean_edges.tls import Tls

# https://www.amazontrust.com/repository/
PUBLISHED = {
    "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
    "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
    "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
    "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
    "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",
}


def test_exactly_the_published_roots() -> None:
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", AMAZON_ROOTS, re.DOTALL)
    assert {hashlib.sha256(ssl.PEM_cert_to_DER_cert(block)).hexdigest() for block in blocks} == PUBLISHED


def test_certificate_and_host_name_are_checked() -> None:
    context = Tls("dynamodb.us-west-2.amazonaws.com", Addresses("dynamodb.us-west-2.amazonaws.com", 443))._context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.cert_store_stats()["x509_ca"] == len(PUBLISHED)


def test_an_unknown_root_widens_the_store_once() -> None:
    tls = Tls("dynamodb.us-west-2.amazonaws.com", Addresses("dynamodb.us-west-2.amazonaws.com", 443))
    tls.refused(ssl.SSLCertVerificationError("unable to get local issuer certificate"))
    assert tls._widened
    assert tls._context.verify_mode is ssl.CERT_REQUIRED

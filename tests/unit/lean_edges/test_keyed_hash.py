"""The keyed hash is HMAC-SHA-256, whatever the lengths of key and text."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from lean_edges.keyed_hash import content_hash, hmac_sha256

# Around SHA-256's block of 64 bytes, below and above.
LENGTHS = st.one_of(st.binary(max_size=20), st.binary(min_size=60, max_size=70), st.binary(max_size=300))


@given(LENGTHS, LENGTHS)
def test_it_is_what_the_standard_library_makes(key: bytes, text: bytes) -> None:
    assert hmac_sha256(key, text) == hmac.digest(key, text, "sha256")


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=500))
def test_the_message_id_follows_the_key(key: str, message_id: str, content: str) -> None:
    expected = hmac.new((key + message_id).encode(), content.encode(), "sha256").hexdigest()[:16]
    assert content_hash(key, message_id, content) == expected

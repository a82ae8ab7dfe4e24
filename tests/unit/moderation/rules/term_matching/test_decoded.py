"""Which signs and figures may be meant as letters, and which findings in them are chance."""

import pytest

from moderation.rules.term_matching.decoded import ids_from, plausible, stands


@pytest.mark.parametrize(
    ("written", "may_be"),
    [
        ("fr0ck", True),
        ("m1f", True),
        ("1234567", True),
        ("123456", False),
        ("$@!$@", True),
        ("$@!$", False),
        ("$1@23", True),
        ("$1@2", False),
        ("$1$23", False),
        ("$1$2345", False),
        ("p12345", True),
        ("p1234", False),
        ("12345p", True),
        ("1234p", False),
        ("5p17", True),
        ("5p1", False),
        ("p@$", True),
        ("p1@$", True),
        ("p12@", False),
        ("p@1", False),
        ("a55c0de", False),
        ("a55c0d", True),
        ("a5cadde", True),
        ("a55c0ca", True),
        ("a55c0dg", True),
    ],
)
def test_what_may_be_meant_as_letters(written: str, may_be: bool) -> None:
    assert plausible(written) == may_be


@pytest.mark.parametrize(
    ("letters", "written", "place", "how", "counts"),
    [
        # The plain spelling counts beside what makes sense, on both sides.
        ("frock", "fr0ck", (0, 5), "plain", True),
        ("manfrock", "manfr0ck", (3, 8), "plain", True),
        ("frockman", "fr0ckman", (0, 5), "plain", True),
        ("xqfrock", "xqfr0ck", (2, 7), "plain", False),
        ("frockxq", "fr0ckxq", (0, 5), "plain", False),
        ("xqfrockman", "xqfr0ckman", (2, 7), "plain", False),
        ("frock", "fr0ck", (0, 5), "uncertain", False),
        ("tobas", "tob4s", (0, 5), "reversed", True),
        ("clag", "cla9", (0, 4), "reversed", False),
        ("xxxclag", "xxxcla9", (3, 7), "reversed", False),
        # Figures behind a common word are figures.
        ("pagei", "page1", (0, 5), "misspelled", False),
        ("mani", "man1", (0, 4), "misspelled", False),
        ("mane", "man3", (0, 4), "misspelled", True),
        ("manll", "man11", (0, 5), "misspelled", True),
        ("msni", "msn1", (0, 4), "misspelled", True),
        ("krupmz", "krupm2", (0, 6), "misspelled", False),
        ("krupme", "krupm3", (0, 6), "misspelled", True),
        ("krupmz", "krupm2", (0, 6), "stretched", True),
        ("clga", "c1g4", (0, 4), "misspelled", False),
        ("clga", "clg4", (0, 4), "misspelled", True),
        # A sign in front may be what it seems.
        ("aclg", "@clg", (0, 4), "misspelled", False),
        ("clga", "clg@", (0, 4), "misspelled", True),
        ("clga", "cl#@", (0, 4), "misspelled", True),
        ("clga", "c!#@", (0, 4), "misspelled", False),
        ("clga", "c!#@", (0, 4), "stretched", True),
        ("aclg", "@clg", (0, 4), "stretched", True),
    ],
)
def test_what_stands_in_decoded_letters(
    letters: str, written: str, place: tuple[int, int], how: str, counts: bool
) -> None:
    assert stands(letters, written, *place, how) == counts


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("https://example.com/d1ck", "d1ck"),
        ("(http://user@host:80/a.b", "a.b"),
        ("example.be/d1ck/x", "d1ck/x"),
        ("example.be:80/d1ck", "d1ck"),
        ("https://d1ck.example", ""),
        ("d1ck/h.ead", ""),
        ("d1ck/head", ""),
        ("d1ck.head", ""),
    ],
)
def test_ids_are_what_stands_in_the_path_of_a_link(text: str, path: str) -> None:
    assert text[ids_from(text) :] == path

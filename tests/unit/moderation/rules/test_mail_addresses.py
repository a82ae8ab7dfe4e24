"""E-mail addresses as people spell them, and meetings at places that read alike."""

import pytest

from tests.unit.moderation.build import judge, policy, rule

MAIL = policy(rule("personal_data", {"find": ["email"]}))


def _found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in judge(MAIL, text).hits]


@pytest.mark.parametrize(
    "address",
    [
        # The at sign and the dot in words, of five languages.
        "jane (at) example.info", "jane (at) example.me", "jane [a] gmail dot com", "jane@example dot com",
        "jane arroba gmail ponto com", "jane arroba gmail punto com", "jane at gmail punkt de",
        "jane arobase orange point fr", "jane chez laposte point net", "jane собака yandex точка ru",
        "jane at example (dot) com", "jane-at-example-dot-com", "jane (at) shop dot example dot com",
        "jane dot doe at example dot com",
        # A space beside the at sign.
        "jane @ example.com", "jon @ example.com", "jane@ example.com", "jane @ gmail. com", "jane @gmail, com",
        # A comma for the dot, before an ending that is nothing else.
        "jane@example,com", "jane (at) example,com",
        # A provider says it without its ending, or glued.
        "jane@free", "jane@tutanota", "jane@163", "janeattutanotadotde", "janeatfreedotfr",
        # What a name needs when nothing else tells: a figure, a mailbox's name, or three letters.
        "jan7 at example.com", "sales at example dot com", "jon at example dot com",
    ],
)  # fmt: skip
def test_an_address_in_disguise(address: str) -> None:
    # Whether a comma stands for a dot is asked only in a text that has a dot, or "@".
    before = "so." if "," in address else "so"
    assert _found(f"{before} {address} ok") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "jane (at) example,info", "jane (at) example,me", "jane (at) example.hello", "jane @ example. com",
        "jane @ example,com", "jo @ example.com", "meet @ example.com", "meet at gmail.com", "my email at gmail.com",
        "email is down, meet at gmail.com", "email me meet at gmail.com", "jane at example.com",
        "ja7 at example.com", "1234 at example.com", "jo at example dot com", "camped at example dot com",
        "vibing at example dot com", "jane at home dot com", "meet at example dot com", "jane@gmail.", "jane@example",
    ],
)  # fmt: skip
def test_a_place_where_something_happens(text: str) -> None:
    assert _found(f"so. {text}") == []


@pytest.mark.parametrize("before", ["my email is", "Email:", "e-mail =", "mail address is :"])
def test_a_common_word_is_a_name_where_an_address_is_announced(before: str) -> None:
    assert _found(f"{before} meet at gmail.com") == ["meet at gmail.com"]


def test_each_address_once_and_from_its_first_letter_to_its_last() -> None:
    text = "to\u200b\u200b jane@gmail.com, joe@gmail.com (at) jim@gmail"
    assert _found(text) == ["jane@gmail.com", "joe@gmail.com", "jim@gmail"]


def test_a_hit_says_which_data() -> None:
    (hit,) = judge(MAIL, "jane@example.com").hits
    assert (hit.kind, hit.category, hit.severity, hit.reading, hit.term) == (
        "personal_data", "email", 2, "plain", "email",
    )  # fmt: skip


@pytest.mark.parametrize(
    "provider",
    """
    gmail googlemail hotmail outlook live msn yahoo ymail icloud aol proton protonmail gmx web mail yandex qq 163 free
    orange laposte libero wp onet bk inbox zoho tutanota
    """.split(),
)
def test_a_provider_s_name_is_enough(provider: str) -> None:
    assert _found(f"jane@{provider}") == [f"jane@{provider}"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        # As it is: names and labels of one letter, four labels before the ending.
        ("hi +jane@example.com", "+jane@example.com"), ("x@example.com", "x@example.com"), ("x@y.com", "x@y.com"),
        ("jane@a.b.c.d.com", "jane@a.b.c.d.com"), ("jane@a.b.c.d.e.com", ""),
        # Names that somebody has masked already, and stars that mask nothing.
        ("d***e@example.com", ""), ("j*n@gmail", ""), ("d********e (at) gmail dot com", ""),
        ("d*********e@example.com", "e@example.com"), ("**jane@example.com**", "jane@example.com"),
        # Spelled: every bracket with and without spaces; names of three parts, no part of something longer.
        ("jane(at)example[.]com", "jane(at)example[.]com"), ("jane{at}example<dot>com", "jane{at}example<dot>com"),
        ("jane ( at ) example ( dot ) com", "jane ( at ) example ( dot ) com"),
        ("jane (@) example.com", "jane (@) example.com"), ("jane@example(dot)com", "jane@example(dot)com"),
        ("jane (at) example (.) com", "jane (at) example (.) com"), ("j (at) example.com", "j (at) example.com"),
        ("jane.d (at) example.com", "jane.d (at) example.com"), ("a.b.c (at) example.com", "a.b.c (at) example.com"),
        ("jane (dot) doe (at) example.com", "jane (dot) doe (at) example.com"), ("a.b.c.d (at) example.com", ""),
        ("jane (at) x.com", "jane (at) x.com"), ("jane (at) a.bb.cc.com", "jane (at) a.bb.cc.com"),
        ("%jane (at) example.com", ""), ("jane (at) example.com@", ""), ("jane (at) example.com/x", ""),
        ("jane (at) example.com:x", ""), ("jane (at) example.com: x", "jane (at) example.com"),
        # Letter by letter: two for the name, two for the host, two to six for the ending.
        ("j a @ a b . c o", "j a @ a b . c o"), ("j @ a b . c o", ""), ("j a @ a . c o", ""), ("j a @ a b . c", ""),
        ("j a n e @ h o . m u s e u m", "j a n e @ h o . m u s e u m"),
        ("j a n e @ h o . m u s e u m s", "j a n e @ h o . m u s e u m"), ("j a n e @ h o . c om", ""),
        ("xj a n e @ h o . c o m", "a n e @ h o . c o m"),
        # With a provider's name: two letters and more before it, nothing behind it.
        ("jo@gmail", "jo@gmail"), ("j@gmail", ""), ("joatgmaildotcom", "joatgmaildotcom"), ("jatgmaildotcom", ""),
        ("janeatgmaildotcoms", ""), ("janeatgmaildotcom/x", ""),
    ],
)  # fmt: skip
def test_where_an_address_begins_and_ends(text: str, address: str) -> None:
    assert _found(text) == [address] * bool(address)

"""Links spelled out: what stands for a dot, how much else must then speak for a link, and what only reads like one."""

import pytest

from moderation.rules.link_reader import find_links

# By what stands for the dot. Nobody knows "example" or "freeskins" as a word of chat, but "food" and "play" are.
LINKS = {
    "brackets": [
        "example (dot) com", "example [d0t] com", "example * dot * com", "example {dot} me", "example[.]shop",
        "example[.]me", "example (d) com", "example[d]com", "example (punto) com", "example [punkt] de",
        "example (ponto) com", "example [point] com", "example-dot-com", "example_dot_com", "example~d0t~com",
        "example -dot- com", "food[.]shop",
    ],
    "dot": [
        "example dot com", "example d0t com", "example d o t com", "example dot c0m", "example dot shop",
        "food dot com", "food dot shop/", "example dot me/", "example dot me slash ", "example dot net",
        "play dot net/", "shop dot example dot com",
    ],
    "words": [
        "qwzx punto com", "qwzx punkt net", "qwzx ponto org", "qwzx point com", "qwzx точка ком", "freeskins punkt de",
        "freeskins point fr", "freeskins punto tv", "home punto com/", "home punto de/",
    ],
    "signs": ["example·com", "example • com", "food·com", "freeskins·shop", "example ✦ gg", "example🔴com"],
    "quotes": ["example.(com", "example.[com", "example.*com", 'example."com', "example.'com", "example. _com"],
    "spaces": [
        "example . com", "example .com", "example..com", "example_._com", "example-.-com", "good . com/", "qwzx . com",
    ],
    "end": ["example. com", "example,com", "example,gg", "good. com/", "example.  net"],
    "letters": [
        "e x a m p l e . c o m", "e x a m p l e .com", "e x a m p l e dot com", "e x a m p l e d0t c o m",
        "example.c o m", "example dot c o m", "example.n e t", "example. o r g", "example d0t g g", "example.t v",
        "e.x.a.m.p.l.e.c.o.m", "e.x.a.m.p.n.e.t", "e.x.a.m.p.o.r.g", "e.x.a.m.p.g.g", "e.x.a.m.p.t.v",
    ],
    "nothing": [
        "exampledotcom", "exampledotgg", "freeskinsdotio", "freeskinsdottv", "sitedotnet", "foododotorg",
        "www example com", "w w w example com", "www.example com", "www, example, com", "www . example . com",
    ],
}  # fmt: skip
INNOCENT = [
    "example[.]hello", "the dot com", "polka dot com", "food dot shop", "play dot net", "example dot me",
    "example dot hello/x", "home punto com", "qzx punto com", "qwzx punto tv", "freeskins punto xyz",
    "freeskins punto xyz/x", "food·shop", "freeskins·hello",
    'good."com', 'example."hello', "good . com", "example . hello/x", "good. com",
    "example. com is good", "example. hello/x", "example,com is good", "example..hello", "a . c o m",
    "e x a m p l e . f o o", "home.c o m", "a.b.c.c.o.m", "abcdotcom", "exampledotcoms", "www example foo",
    "this is it . com on",
]  # fmt: skip


@pytest.mark.parametrize("text", [text for texts in LINKS.values() for text in texts])
def test_a_link_is_found_whatever_stands_for_its_dot(text: str) -> None:
    written = text.rstrip("/").removesuffix(" slash ")
    (link,) = find_links(f"{text}x" if text[-1] in "/ " else text)
    assert (link.start, link.end, link.disguised) == (0, len(written), True)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_reads_like_a_link(text: str) -> None:
    assert find_links(text) == []


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("example dot c0m", ["example.com"]),
        ("e x a m p l e d0t c o m", ["example.com"]),
        ("shop dot example dot com is", ["shop.example.com"]),
        ("example dot com dot hello", ["example.com"]),
        ("a.example.com and shop.example dot org", ["a.example.com", "shop.example.org"]),
        ("at example dot com, freeskins dot org or b.net", ["example.com", "freeskins.org", "b.net"]),
        ("so freeskins.net, example dot com", ["freeskins.net", "example.com"]),
        ("so .gg/name and .gg/other", ["discord.gg", "discord.gg"]),
    ],
)
def test_hosts_that_are_spelled(text: str, hosts: list[str]) -> None:
    assert [link.host for link in find_links(text)] == hosts


def test_what_cannot_be_seen_moves_no_span() -> None:
    text = "\u200b\u200bso exa\u200bmple dot com ok"
    (link,) = find_links(text)
    assert text[link.start : link.end] == "exa\u200bmple dot com"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # How many signs and spaces may stand where the dot is missing.
        ("example  (dot)  com", "example  (dot)  com"), ("example   (dot) com", ""), ("example (dot)   com", ""),
        ("example---dot---com", "example---dot---com"), ("example----dot-com", ""), ("example-dot----com", ""),
        ("example  dot  com", "example  dot  com"), ("example   dot com", ""), ("example dot   com", ""),
        ("example.((com", "example.((com"), ("example.(((com", ""), ("example   .   com", "example   .   com"),
        ("example    . com", ""), ("example .    com", ""), ("example.   com", "example.   com"),
        ("example.    com", ""),
        ("example. com)]/x", "example. com"), ("example. com)])/x", ""),
        # One of at most four dots is spelled, and neither an address nor a word around it.
        ("a dot b dot c dot d dot com", "a dot b dot c dot d dot com"), ("a dot b dot c dot d dot e dot com", ""),
        ("a[.]com", "a[.]com"), ("@example dot com", ""), ("so.example dot com", "so.example dot com"),
        ("x example[.]ab[.]com", "example[.]ab[.]com"), ("example,community", ""), ("example. community", ""),
        # Letter by letter.
        ("so e x a m . c o m", "e x a m . c o m"), ("soe x . c o m", ""), ("a b . c o m", "a b . c o m"),
        ("a b . e u", "a b . e u"), ("a b . c", ""), ("a b . c o ms", ""), ("b . c o m", ""), ("a b . м о е", ""),
        ("x@exam.c o m", ""), ("exam.c o m", "exam.c o m"), ("exa.c o m", ""), ("exam.c o me", ""),
        (".a.b.c.d.c.o.m", ""), ("a.b.c.d.c.o.m", "a.b.c.d.c.o.m"), ("a.b.c.d.c.o.mé", ""),
        # In one word, and without dots.
        ("@examdotcom", ""), ("x.examdotcom", ""), ("examdotcom", "examdotcom"),
        ("xwww example com", ""), ("w ww example com", ""), ("www  example com", ""), ("www example  com", ""),
        ("www .example com", "www .example com"), ("www·example·com", "www·example·com"), ("www e com", ""),
        ("www ex de", "www ex de"), ("www ex com.", "www ex com"), ("www ex com.x", ""), ("www ex comé", ""),
        ("www.ex com", "www.ex com"), ("www ex.com", "ex.com"), ("www ex . de", "www ex . de"),
    ],
)  # fmt: skip
def test_where_a_spelled_link_begins_and_ends(text: str, link: str) -> None:
    assert [text[found.start : found.end] for found in find_links(text)] == [link] * bool(link)


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("evil dot co.uk", [("evil.co.uk", "evil dot co.uk")]),
        ("at evil[.]github.io/x now", [("evil.github.io", "evil[.]github.io/x")]),
        ("a.com and evil dot com", [("a.com", "a.com"), ("evil.com", "evil dot com")]),
    ],
)
def test_what_was_taken_for_a_link_may_be_the_end_of_one(text: str, hosts: list[tuple[str, str]]) -> None:
    assert [(link.host, text[link.start : link.end]) for link in find_links(text)] == hosts

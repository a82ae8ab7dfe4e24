"""Links: what is one, where it is, whom it belongs to, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.domains import DOUBTFUL_ENDINGS, PLAIN_ENDINGS, SHARED_SUFFIXES, registrable, within
from moderation.rules.link_reader import find_links
from moderation.verdict import ALLOW, DENY
from tests.unit.moderation.build import judge, policy, rule

# text, host, the part of the text that is the link, whether it is disguised
LINKS = [
    ("see https://example.com", "example.com", "https://example.com", False),
    ("HTTP://Example.COM/Path?x=1#y ok", "example.com", "HTTP://Example.COM/Path?x=1#y", False),
    ("example.com", "example.com", "example.com", False),
    ("go to www.example.it now", "www.example.it", "www.example.it", False),
    ("(example.com)", "example.com", "example.com", False),
    ("look:example.com!", "example.com", "example.com", False),
    ("youtu.be/abc", "youtu.be", "youtu.be/abc", False),
    ("https://localhost.localdomain:8080/x", "localhost.localdomain", "https://localhost.localdomain:8080/x", False),
    ("http://user:pw@example.com/", "example.com", "http://user:pw@example.com/", False),
    ("http://93.184.216.34/x", "93.184.216.34", "http://93.184.216.34/x", False),
    ("hxxp://example.com", "example.com", "hxxp://example.com", False),
    ("example%2Ecom", "example.com", "example%2Ecom", True),
    ("https://%65xample.com/a", "example.com", "https://%65xample.com/a", True),
    ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com", "ｅｘａｍｐｌｅ．ｃｏｍ", True),
    ("𝐞𝐱𝐚𝐦𝐩𝐥𝐞。com", "example.com", "𝐞𝐱𝐚𝐦𝐩𝐥𝐞。com", True),
    ("exa\u200bmple.com", "example.com", "exa\u200bmple.com", True),
    ("example dot com", "example.com", "example dot com", True),
    ("example (dot) com", "example.com", "example (dot) com", True),
    ("example[.]com", "example.com", "example[.]com", True),
    ("example . com", "example.com", "example . com", True),
    ("e x a m p l e . c o m", "example.com", "e x a m p l e . c o m", True),
    ("пример.ru", "пример.ru", "пример.ru", False),
    ("пример.рф/путь", "пример.рф", "пример.рф/путь", False),
    ("xn--80ak6aa92e.com", "аррӏе.com", "xn--80ak6aa92e.com", True),
    ("xn--mnchen-3ya.de", "münchen.de", "xn--mnchen-3ya.de", False),
    ("pаypal.com", "pаypal.com", "pаypal.com", True),  # the first a is Cyrillic
    ("example.сom!", "example.сom", "example.сom", True),  # the c is Cyrillic
    ("https://good.com@example.com/x", "example.com", "https://good.com@example.com/x", True),
    ("http://1572395042/x", "1572395042", "http://1572395042/x", True),
    ("http://[2001:db8::1]/x", "2001:db8::1", "http://[2001:db8::1]/x", False),
    ("at 93.184.216.34:8080 now", "93.184.216.34", "93.184.216.34", False),
    ("https:\\\\example.com\\x y", "example.com", "https:\\\\example.com\\x", False),
    ("x example.co%6d y", "example.com", "example.co%6d", True),
    ("x example%252Eco%256d y", "example.com", "example%252Eco%256d", True),
    ("see https://example.com/x?y=z!", "example.com", "https://example.com/x?y=z", False),
    ("(example.com/a_(b)), ok", "example.com", "example.com/a_(b)", False),
    ("example.com/...", "example.com", "example.com/", False),
    ("**https://example.com/a_b_**", "example.com", "https://example.com/a_b", False),
    ("_example.com_ ok", "example.com", "example.com", False),
    ("关注example.com领取", "example.com", "example.com", False),
    ("join .gg/name", "discord.gg", ".gg/name", True),
    ("www example com", "example.com", "www example com", True),
    ("shop[.]example[dot]com now", "shop.example.com", "shop[.]example[dot]com", True),
    ("freeskins.shop", "freeskins.shop", "freeskins.shop", False),
    ("freeskins.me", "freeskins.me", "freeskins.me", False),
]
INNOCENT = [
    "hello.world", "ok.so what", "nice.it was", "stop.no", "i.e. this", "e.g. that", "v1.2.3", "3.14", "$4.99",
    "main.py", "README.md", "index.ts", "console.log(x)", "self.name = 1", "obj.id", "a...b", "wait...what", "lol.",
    "foo.sh", "lib.rs", "Dr.Who", "U.S.A.", "p.m.", "1.5k", "user@example.com", "x = y.z", "...com", "dot com",
    "good.game", "user.email", "freeskins.shop()", "freeskins.me too", "10.0.0.1:80", "93.184.216.34", "a.info",
    "the dot com bubble", "this is it . com on", "asp.net core", "com.example.app", "a//b", "legal. com certeza",
    "polka dot dress", "and/or", "12.11.2026", "100%", "50%2", "C:\\dir\\file.txt", "and so on.that", "@name.tv",
]  # fmt: skip


@pytest.mark.parametrize(("text", "host", "span", "disguised"), LINKS)
def test_link_is_found_where_it_is(text: str, host: str, span: str, disguised: bool) -> None:
    (link,) = find_links(text)
    assert (link.host, text[link.start : link.end], link.disguised) == (host, span, disguised)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_a_link(text: str) -> None:
    assert find_links(text) == []


def test_links_in_order_of_the_text() -> None:
    assert [link.host for link in find_links("a.com then b.org, https://c.io/x")] == ["a.com", "b.org", "c.io"]


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("example.com", "example.com"),
        ("a.b.example.com", "example.com"),
        ("www.example.co.uk", "example.co.uk"),
        ("co.uk", "co.uk"),
        ("me.github.io", "me.github.io"),
    ],
)
def test_registrable_domain(host: str, owner: str) -> None:
    assert registrable(host) == owner


def test_within_covers_subdomains_and_nothing_else() -> None:
    listed = frozenset({"example.com"})
    assert within("example.com", listed)
    assert within("a.b.example.com", listed)
    assert not within("badexample.com", listed)
    assert not within("example.com.evil.org", listed)


def test_endings_are_in_one_list_only() -> None:
    assert not PLAIN_ENDINGS & DOUBTFUL_ENDINGS
    assert all(suffix.count(".") == 1 for suffix in SHARED_SUFFIXES)


@pytest.mark.parametrize(
    ("find", "text", "category"),
    [
        (["any"], "https://other.org", "link_any"),
        (["any"], "https://good.com/x", None),
        (["any"], "https://a.good.com", None),
        (["any"], "https://good.com.evil.org", "link_any"),
        (["any"], "good dot com", "link_any"),  # a disguise is never spared
        (["listed"], "x.bad.com", "link_listed"),
        (["listed"], "https://other.org", None),
        (["shortened"], "bit.ly/abc", "link_shortened"),
        (["shortened"], "https://other.org", None),
        (["disguised"], "other dot org", "link_disguised"),
        (["disguised"], "other.org", None),
        (["listed", "disguised"], "bad dot com", "link_listed"),
    ],
)
def test_what_a_rule_looks_for(find: list[str], text: str, category: str | None) -> None:
    domains = {"domains": ["bad.com"]} if "listed" in find else {}
    subject = policy(rule("links", {"find": find, "except": ["good.com"], **domains}))
    decision = judge(subject, text)
    assert decision.verdict == (DENY if category else ALLOW)
    assert [hit.category for hit in decision.hits] == ([category] if category else [])


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        ("münchen.de", "xn--mnchen-3ya.de", True),
        ("xn--mnchen-3ya.de", "www.münchen.de", True),
        ("paypal.com", "https://pаypal.com/login", True),  # the first a is Cyrillic
        ("munchen.de", "münchen.de", False),
    ],
)
def test_listed_domains_are_found_in_every_form(listed: str, text: str, found: bool) -> None:
    subject = policy(rule("links", {"find": ["listed"], "domains": [listed]}))
    assert bool(judge(subject, text).hits) is found


def test_an_address_is_its_own_domain() -> None:
    (hit,) = judge(policy(rule("links", {"find": ["any"]})), "http://93.184.216.34/x").hits
    assert hit.term == "93.184.216.34"


def test_hit_names_the_registrable_domain() -> None:
    (hit,) = judge(policy(rule("links", {"find": ["any"]})), "https://www.shop.example.co.uk/x").hits
    assert hit.term == "example.co.uk"


@given(st.text(max_size=120))
def test_spans_lie_within_any_text(text: str) -> None:
    for link in find_links(text):
        assert 0 <= link.start < link.end <= len(text)


@given(st.text(alphabet="ab.dot com/@:%-[]()\u200b。xn", max_size=200))
def test_spans_lie_within_link_like_text(text: str) -> None:
    for link in find_links(text):
        assert 0 <= link.start < link.end <= len(text)
        assert "." in link.host

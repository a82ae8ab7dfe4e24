"""Which names joined by dots are hosts: by their ending, by the name before it, and by what follows."""

import pytest

from moderation.rules.domains import registrable
from moderation.rules.host_names import is_distinctive, poses_as_latin
from moderation.rules.link_reader import find_links


@pytest.mark.parametrize(
    "text",
    [
        # An ending that is nothing else: any name but a figure or two.
        "123.tv", "a.xyz", "example.xn--p1ai", "example.рф",
        # One that is a word as well: a name that no sentence ends with, or a path.
        "zqxwv.shop", "zqx1.shop", "z-qx.shop", "twitch.live", "config.app/x", "12345.shop/x",
        # One that is hardly ever meant: a path, "www.", or a long or compound name at the end of the text.
        "hello.world/x", "www.hello.world", "freskin.me", "fre-s.me", "freeskins.me?!", "freeskins.me .",
        "93.184.216.34/x", "93.184.216.34:80",
    ],
)  # fmt: skip
def test_a_host(text: str) -> None:
    assert len(find_links(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "12.tv", "zqxw.shop", "zq1.shop", "config.app", "12345.shop", "food.shop", "freskn.me", "hello.me",
        "freeskins.me (a)", "zqxwv.shop(", "org.example.app", "net.example.app", "93.184.216.34", "10.0.0.1:80/x",
        "0093.184.216.34/x", "freeskins.hello", "x example%25252ecom y",
    ],
)  # fmt: skip
def test_no_host(text: str) -> None:
    assert find_links(text) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("twitch", True), ("zqxwv", True), ("zqxw", False), ("zqx1", True), ("zq1", False), ("logger", False),
        ("12345", False), ("morning", False), ("zzqqxx", False),
    ],
)  # fmt: skip
def test_a_distinctive_name_is_no_word_and_long_enough(name: str, expected: bool) -> None:
    assert is_distinctive(name) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("paypal.com", False),
        ("pаypal.com", True),  # the first a is Cyrillic
        ("pаypal.пример.com", True),
        ("пример.com", False),
        ("münchen.de", False),
    ],
)
def test_a_label_that_poses_as_latin(host: str, expected: bool) -> None:
    assert poses_as_latin(host) is expected


@pytest.mark.parametrize(
    ("host", "owner"),
    [("1.2.example.com", "example.com"), ("www.163.com", "163.com"), ("93.184.216.34", "93.184.216.34")],
)
def test_figures_in_a_host_are_no_address(host: str, owner: str) -> None:
    assert registrable(host) == owner


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # Encoded characters of every kind: letters, figures and signs of a link.
        ("x example.co%6D y", "example.co%6D"), ("so e%78ample.com", "e%78ample.com"), ("ex%2Dample.com",
        "ex%2Dample.com"),
        ("https%3a//example.com x", "https%3a//example.com"), ("example.com%3Fq%3D1 x", "example.com%3Fq%3D1"),
        ("http://a%40example.com x", "http://a%40example.com"), ("ex_%5Fample.com", "ex_%5Fample.com"),
        # Schemes: of two to eight letters, with any slashes; those of the web need no known ending.
        ("a://example.com", "example.com"), ("ab://example.com", "ab://example.com"),
        ("abcdefgh://example.com", "abcdefgh://example.com"), ("abcdefghi://example.com", "example.com"),
        ("https:/example.zzz", "https:/example.zzz"), ("https://///example.zzz", "https://///example.zzz"),
        ("https//example.zzz", "https//example.zzz"), ("http//example.zzz", "http//example.zzz"),
        ("https/://example.zzz", "https/://example.zzz"), ("https:example.zzz", "https:example.zzz"),
        ("http:example.zzz", "http:example.zzz"), ("https: example.zzz", ""), ("//example.zzz", ""),
        ("ftp://example.zzz", "ftp://example.zzz"), ("ws://example.zzz", "ws://example.zzz"),
        ("wss://example.zzz", "wss://example.zzz"), ("h**ps://example.zzz", "h**ps://example.zzz"),
        ("htp://example.zzz", ""), ("irc://example.zzz", ""), ("-//example.com", "//example.com"),
        # What stands before a host.
        ("__example.com", "example.com"), ("___example.com", ""), ("x/https://example.zzz", "https://example.zzz"),
        ("http://a@example.zzz/x", "http://a@example.zzz/x"), ("-a.com", "a.com"), ("a-.com", ""),
        # Addresses that are no names: of the sixth version, and as one number.
        ("http://[::]/x", "http://[::]/x"), ("http://[1]/x", ""), ("[2001:db8::1]/x", ""),
        ("http://0x5db8d822/x", "http://0x5db8d822/x"), ("http://0x5db8d82/x", ""), ("0x5db8d822/x", ""),
        ("http://12345678/x", "http://12345678/x"), ("http://1234567/x", ""), ("12345678/x", ""),
        ("http://1234567890/x", "http://1234567890/x"),
        # Ports, paths and what is asked for.
        ("example.com:8/x", "example.com:8/x"), ("example.com:80808/x", "example.com:80808/x"),
        ("example.com:808080/x", "example.com"), ("example.com./x y", "example.com./x"), ("example.com. x",
        "example.com"),
        ("hello.world?x y", "hello.world?x"), ("hello.world#xy z", "hello.world#xy"), ("example.com?? y",
        "example.com"),
        # Between letters of scripts without spaces.
        ("https://example.com领取", "https://example.com"), ("关注example.com/abc ok", "example.com/abc"),
        ("关注http://example.com", "http://example.com"), ("关注a.cn领", "a.cn"),
        ("关注ab-c.de-f.cn领", "ab-c.de-f.cn"),
        # An invitation.
        ("join .gg/ab", ".gg/ab"), ("so! .gg/a", ""), ("join x.gg/ab", "x.gg/ab"),
    ],
)  # fmt: skip
def test_where_a_link_begins_and_ends(text: str, link: str) -> None:
    assert [text[found.start : found.end] for found in find_links(text)] == [link] * bool(link)


@pytest.mark.parametrize(
    ("link", "deceives"),
    [("https://a.b@example.com", True), ("https://.@example.com", True), ("https://ab@example.com", False)],
)
def test_a_host_before_the_at_sign_deceives(link: str, deceives: bool) -> None:
    (found,) = find_links(link)
    assert (found.host, found.disguised) == ("example.com", deceives)

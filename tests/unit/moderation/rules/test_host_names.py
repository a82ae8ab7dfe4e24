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
        ("x example.co%6D y", "example.co%6D"),
        ("https://example.com领取", "https://example.com"),
        ("关注example.com/abc ok", "example.com/abc"),
        ("关注http://example.com", "http://example.com"),
    ],
)
def test_where_a_link_begins_and_ends(text: str, link: str) -> None:
    assert [text[found.start : found.end] for found in find_links(text)] == [link]

"""Links in lines written by hand: what share is found as the host that it is, and how often something else is."""

import pytest

from moderation.rules.link_reader import find_links
from tests.quality.told_lines import told


@pytest.mark.parametrize(("name", "floor"), [("links", 0.98), ("links_unseen", 0.92)])
def test_links_are_found_by_their_hosts(name: str, floor: float) -> None:
    lines = told(name)
    missed = [text for text, host in lines if host not in [link.host for link in find_links(text)]]
    print(f"{len(lines) - len(missed)} of {len(lines)}, not {missed}")
    assert len(lines) > 100
    assert len(missed) <= (1 - floor) * len(lines)


@pytest.mark.parametrize(("name", "ceiling"), [("no_links", 0.005), ("no_links_unseen", 0.05)])
def test_what_is_no_link(name: str, ceiling: float) -> None:
    lines = told(name)
    taken = [text for text, _ in lines if find_links(text)]
    print(f"{len(taken)} of {len(lines)}: {taken}")
    assert len(lines) > 250
    assert len(taken) <= ceiling * len(lines)

"""Links: all of them, those to listed domains, to link shorteners, or only those that hide what they are."""

from moderation.hit import Hit
from moderation.rules.domains import SHORTENERS, registrable, within
from moderation.rules.finder import Find, Params
from moderation.rules.link_reader import Link, find_links
from moderation.subject import Subject

ANY = "any"
LISTED = "listed"
SHORTENED = "shortened"
DISGUISED = "disguised"


def build(params: Params, emotes: frozenset[str]) -> Find:
    """`find` names what to look for; `domains` are the listed ones; hosts within `except` are never hit."""
    wanted = frozenset(params["find"])
    listed = frozenset(params["domains"])
    spared = frozenset(params["except"])

    def why(link: Link) -> str:
        if within(link.host, spared) and not link.disguised:
            return ""
        if LISTED in wanted and within(link.host, listed):
            return LISTED
        if SHORTENED in wanted and within(link.host, SHORTENERS):
            return SHORTENED
        if DISGUISED in wanted and link.disguised:
            return DISGUISED
        return ANY if ANY in wanted else ""

    def find(subject: Subject) -> list[Hit]:
        hits = []
        for link in find_links(subject.content):
            category = why(link)
            if category:
                reading = "disguised" if link.disguised else "plain"
                term = registrable(link.host)
                hits.append(Hit("", "links", f"link_{category}", 2, link.start, link.end, reading, term))
        return hits

    return find

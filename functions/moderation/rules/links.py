"""Links: all of them, those to listed domains, to link shorteners, or only those that hide what they are."""

from moderation.hit import Hit
from moderation.rules.domains import SHORTENERS, registrable, within
from moderation.rules.finder import Find, Params
from moderation.rules.host_names import readable
from moderation.rules.link_reader import Link, find_links
from moderation.subject import Subject
from moderation.text.fold import fold

ANY = "any"
LISTED = "listed"
SHORTENED = "shortened"
DISGUISED = "disguised"


def build(params: Params, emotes: frozenset[str]) -> Find:
    """`find` names what to look for; `domains` are the listed ones, look-alikes included.

    Hosts within `except` are spared unless disguised. Lists may name international domains in either form.
    """
    wanted = frozenset(params["find"])
    listed = frozenset(map(readable, params["domains"]))
    spared = frozenset(map(readable, params["except"]))

    def why(link: Link) -> str:
        if within(link.host, spared) and not link.disguised:
            return ""
        if LISTED in wanted and (within(link.host, listed) or (link.disguised and within(fold(link.host), listed))):
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

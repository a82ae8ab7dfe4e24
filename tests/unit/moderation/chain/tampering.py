"""What somebody with all rights on the Audit table could do. Each kind changes rows and says what must be found."""

import random
from collections.abc import Callable

from aws_edges.audit_items import link_item, stored_entry
from moderation.chain.hashing import next_link
from moderation.chain.records import Link
from moderation.tables import chain_key, entry_key, link_key, readable_key
from tests.fakes.audit import InMemoryAudit, InMemoryChains, Items

Tampering = Callable[[InMemoryAudit, str, random.Random], set[str]]


def _some_link(audit: InMemoryAudit, chain: str, chance: random.Random) -> Link:
    return chance.choice(InMemoryChains(audit).links(chain, 0, 10**6))


def _row(audit: InMemoryAudit, pk: str, sk: str) -> dict[str, object]:
    return audit.items[pk, sk]


def overwrite_an_entry(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    row = _row(audit, entry_key(_some_link(audit, chain, chance).entry_id), "entry")
    name = chance.choice(sorted(set(row) - {"pk", "sk"}))
    row[name] = int(str(row[name])) + 1 if name == "at" else f"{row[name]}x"
    return {"altered_entry"}


def add_to_an_entry(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    _row(audit, entry_key(_some_link(audit, chain, chance).entry_id), "entry")["note"] = "never happened"
    return {"altered_entry"}


def take_from_an_entry(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    row = _row(audit, entry_key(_some_link(audit, chain, chance).entry_id), "entry")
    del row[chance.choice(sorted(set(row) - {"pk", "sk"}))]
    return {"altered_entry"}


def remove_an_entry(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    del audit.items[entry_key(_some_link(audit, chain, chance).entry_id), "entry"]
    return {"missing_entry"}


def exchange_two_entries(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    one, two = chance.sample(list(InMemoryChains(audit).links(chain, 0, 10**6)), 2)
    first, second = (entry_key(link.entry_id) for link in (one, two))
    rows = audit.items[first, "entry"], audit.items[second, "entry"]
    audit.items[first, "entry"], audit.items[second, "entry"] = rows[1] | {"pk": first}, rows[0] | {"pk": second}
    return {"altered_entry"}


def overwrite_words(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    row = _row(audit, readable_key(_some_link(audit, chain, chance).entry_id), "readable")
    row[chance.choice(["actor", "subject", "reason", "before", "after", "salt"])] = '"somebody else"'
    return {"altered_words"}


def remove_a_link(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    link = _some_link(audit, chain, chance)
    del audit.items[chain_key(chain), link_key(link.sequence)]
    return {"missing_link", "unlinked_entry"}


def remove_the_end(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    """Link and mark, so that the entry looks as if it had never been linked."""
    link = InMemoryChains(audit).links(chain, 0, 10**6)[-1]
    del audit.items[chain_key(chain), link_key(link.sequence)]
    del audit.items[entry_key(link.entry_id), "linked"]
    return {"unlinked_entry"}


def overwrite_a_link(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    row = _row(audit, chain_key(chain), link_key(_some_link(audit, chain, chance).sequence))
    name = chance.choice(["entryId", "entryHash", "previous", "hash"])
    row[name] = chance.choice(["", f"{row[name]}0", "0" * 64])
    return {"altered_link", "broken_link"}


def exchange_two_links(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    one, two = sorted(chance.sample(range(1, 1 + len(InMemoryChains(audit).links(chain, 0, 10**6))), 2))
    pk = chain_key(chain)
    first, second = audit.items[pk, link_key(one)], audit.items[pk, link_key(two)]
    audit.items[pk, link_key(one)] = second | {"sk": link_key(one)}
    audit.items[pk, link_key(two)] = first | {"sk": link_key(two)}
    return {"altered_link", "broken_link"}


def link_an_entry_twice(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    """A well-formed link behind the last one, of an entry that is linked already."""
    links = InMemoryChains(audit).links(chain, 0, 10**6)
    again = stored_entry(_row(audit, entry_key(chance.choice(links).entry_id), "entry"))
    audit.put(link_item(next_link(links[-1], again)))
    return {"altered_mark"}


def overwrite_a_mark(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    row = _row(audit, entry_key(_some_link(audit, chain, chance).entry_id), "linked")
    name, value = chance.choice([("sequence", 10**6), ("chain", "org#2020-01"), ("sequence", 0)])
    row[name] = value
    return {"altered_mark"}


def remove_a_mark(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    del audit.items[entry_key(_some_link(audit, chain, chance).entry_id), "linked"]
    return {"altered_mark"}


def hide_an_entry_from_the_chain(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    """A new entry with the mark of another, so that the chainer passes it by."""
    link = _some_link(audit, chain, chance)
    row = dict(_row(audit, entry_key(link.entry_id), "entry"))
    row |= {"pk": entry_key("hidden"), "timeSort": f"{row['at']}#hidden"}
    audit.put(row)
    audit.put({"pk": entry_key("hidden"), "sk": "linked", "chain": chain, "sequence": link.sequence})
    return {"unlinked_entry"}


def rewrite_one_entry_and_its_link(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    """An entry and a link that agree with each other: the next link still follows from what was there before."""
    links = InMemoryChains(audit).links(chain, 0, 10**6)
    at = chance.randrange(len(links) - 1)
    row = _row(audit, entry_key(links[at].entry_id), "entry")
    row["operation"] = "LiftSanction"
    forged = next_link(links[at - 1] if at else None, stored_entry(row))
    audit.items[chain_key(chain), link_key(forged.sequence)] = link_item(forged)
    return {"broken_link"}


def rewrite_everything(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    """One entry overwritten, and the chain from there on made anew, marks and all: only published heads tell."""
    chains = InMemoryChains(audit)
    links = chains.links(chain, 0, 10**6)
    last_published = max(row["sequence"] for (pk, sk), row in audit.items.items() if pk[:6] == "heads#" and sk == chain)
    start = chance.randint(1, last_published)
    row = _row(audit, entry_key(links[start - 1].entry_id), "entry")
    row["operation"] = "LiftSanction"
    last = links[start - 2] if start > 1 else None
    for link in links[start - 1 :]:
        last = next_link(last, stored_entry(_row(audit, entry_key(link.entry_id), "entry")))
        audit.items[chain_key(chain), link_key(last.sequence)] = link_item(last)
    return {"wrong_head"}


def remove_everything(audit: InMemoryAudit, chain: str, chance: random.Random) -> set[str]:
    """All traces of the newest entries, back behind the published head."""
    links = InMemoryChains(audit).links(chain, 0, 10**6)
    last_published = max(row["sequence"] for (pk, sk), row in audit.items.items() if pk[:6] == "heads#" and sk == chain)
    start = chance.randint(0, last_published - 1)
    gone: Items = {}
    for link in links[start:]:
        for key in (
            (chain_key(chain), link_key(link.sequence)),
            (entry_key(link.entry_id), "entry"),
            (entry_key(link.entry_id), "linked"),
            (readable_key(link.entry_id), "readable"),
        ):
            gone[key] = audit.items.pop(key)
    return {"wrong_head"}


KINDS: tuple[Tampering, ...] = (
    overwrite_an_entry,
    add_to_an_entry,
    take_from_an_entry,
    remove_an_entry,
    exchange_two_entries,
    overwrite_words,
    remove_a_link,
    remove_the_end,
    overwrite_a_link,
    exchange_two_links,
    link_an_entry_twice,
    overwrite_a_mark,
    remove_a_mark,
    hide_an_entry_from_the_chain,
    rewrite_one_entry_and_its_link,
    rewrite_everything,
    remove_everything,
)

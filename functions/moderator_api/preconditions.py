"""If-Match and If-None-Match on what has numbered versions.

An ETag of ours begins with the version's number. What follows differs with everything else that an answer shows, for
caches; whether something may be changed depends on the number alone.
"""

import re
from collections.abc import Callable

from moderation.errors import Invalid

_TAG = re.compile(r'"(\d{1,10})(?:-[0-9a-f]+)?"')


def version_tag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def refined(etag: str, digest: str) -> str:
    """The same ETag for one answer among those that show the version."""
    return f'{etag[:-1]}-{digest}"'


def fits(if_match: str | None, if_none_match: str | None) -> Callable[[int], bool]:
    """The judge of a latest version's number, 0 if there is none, by what the caller has read."""
    if if_none_match is not None and if_none_match.strip() != "*":
        raise Invalid([("?If-None-Match", "Only * makes sense here: the policy must not exist yet.")])
    wanted = None if if_match is None or if_match.strip() == "*" else _versions(if_match)

    def judge(version: int) -> bool:
        if if_none_match is not None and version:
            return False
        if if_match is None:
            return True
        return version > 0 and (wanted is None or version in wanted)

    return judge


def _versions(if_match: str) -> set[int]:
    tags = [tag.strip() for tag in if_match.split(",")]
    # A weak tag, or one that is not ours, matches nothing, as RFC 9110 has it.
    return {int(found[1]) for tag in tags if (found := _TAG.fullmatch(tag))}

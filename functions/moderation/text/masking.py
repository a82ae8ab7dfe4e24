"""Masking: stars over what was hit, and nothing else changed."""

from _bisect import bisect_left, bisect_right  # bisect itself would be one more module to load
from itertools import pairwise

from moderation.text.clusters import cluster_starts

# Whatever stays must be a text that clients can show; the star is one code point, so nothing gets longer.
STAR = "*"


def mask(content: str, spans: list[tuple[int, int]]) -> str:
    """The content with each span replaced by one star per visible character (grapheme cluster), spaces left spaces.

    Spans are (start, end) in code points, in any order, overlapping or not; each is widened to whole clusters, so that
    no mark, half flag or half family is left behind. The result is never longer than the content.
    """
    starts = cluster_starts(content)
    hidden: set[int] = set()
    for start, end in spans:
        if max(0, start) < min(len(content), end):
            hidden.update(range(bisect_right(starts, max(0, start)) - 1, bisect_left(starts, end)))
    clusters = (content[start:end] for start, end in pairwise([*starts, len(content)]))
    return "".join(_drawn_over(cluster) if at in hidden else cluster for at, cluster in enumerate(clusters))


def _drawn_over(cluster: str) -> str:
    return " " if cluster[0].isspace() else STAR

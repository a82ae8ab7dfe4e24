"""Words with one wrong letter, one too many, one missing or two swapped: "fygging", "nigxger", "connrd", "kruwa".

Only for whole tokens, and for the words that a lexicon names as `close`: strong and common ones, long enough that
nothing else is meant. What a dictionary has is spared by the list of innocent words; the first letter is always right.
"""

from collections.abc import Callable

SHORTEST = 5
_LONGEST = 17


def key_of(length: int, first: str) -> str:
    """Under which the close words of this length and first letter are kept, beside those that masks may hide."""
    return f"~{length}{first}"


def near(words_at: Callable[[str], str], token: str) -> int | None:
    """The term that a token is one letter away from; `words_at` gives "word:term;word:term" for a key, or ""."""
    length = len(token)
    if not SHORTEST - 1 <= length <= _LONGEST:
        return None
    # What is wrong is in one half of the token, or two letters in the middle are swapped: something else is right.
    middle = length // 2
    half, rest = token[: middle - 1], f"{token[middle:]}:"
    last, most = f"{token[-1]}:", token[:-2]
    for wanted in (length, length + 1, length - 1):
        words = words_at(key_of(wanted, token[0]))
        if not words:
            continue
        for item in words.split(";"):
            # Behind the first half, the last letter is right as well, or all but the last two.
            begun = item.startswith(half) and (last in item or item.startswith(most))
            if begun or rest in item:
                word, _, term = item.partition(":")
                if _one_apart(token, word):
                    return int(term)
    return None


def _one_apart(token: str, word: str) -> bool:
    same = 0
    for ours, theirs in zip(token, word, strict=False):
        if ours != theirs:
            break
        same += 1
    if len(token) == len(word):
        swapped = token[same : same + 2] == word[same : same + 2][::-1] and token[same + 2 :] == word[same + 2 :]
        return same < len(word) and (swapped or token[same + 1 :] == word[same + 1 :])
    if len(token) < len(word):
        return token[same:] == word[same + 1 :]
    return token[same + 1 :] == word[same:]

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
    for wanted in (length, length + 1, length - 1):
        words = words_at(key_of(wanted, token[0]))
        if not words:
            continue
        words = f";{words}"
        for part in (f";{token[: middle - 1]}", f"{token[middle:]}:"):
            at = words.find(part)
            while at >= 0:
                word, _, rest = words[words.rindex(";", 0, at + 1) + 1 :].partition(":")
                if len(word) == wanted and _one_apart(token, word):
                    return int(rest.partition(";")[0])
                at = words.find(part, at + 1)
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

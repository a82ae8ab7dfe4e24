"""Script: letters outside the writing systems that a room accepts. A script is not a language: Latin has hundreds."""

import unicodedata

from moderation.hit import Hit
from moderation.rules.finder import Find, Params
from moderation.subject import Subject

# First word of a character's Unicode name, for the scripts that can be named in a policy.
SCRIPTS = {
    "Arabic": ("ARABIC",),
    "Armenian": ("ARMENIAN",),
    "Bengali": ("BENGALI",),
    "Cyrillic": ("CYRILLIC",),
    "Devanagari": ("DEVANAGARI",),
    "Georgian": ("GEORGIAN",),
    "Greek": ("GREEK",),
    "Han": ("CJK", "IDEOGRAPHIC"),
    "Hangul": ("HANGUL",),
    "Hebrew": ("HEBREW",),
    "Hiragana": ("HIRAGANA",),
    "Katakana": ("KATAKANA", "KATAKANA-HIRAGANA"),
    "Latin": ("LATIN",),
    "Tamil": ("TAMIL",),
    "Telugu": ("TELUGU",),
    "Thai": ("THAI",),
}


def build(params: Params, emotes: frozenset[str]) -> Find:
    """A hit when at least `minLetters` letters, and a share of `maxShare` of all, are outside `allow`."""
    allowed = frozenset(word for script in params["allow"] for word in SCRIPTS[script])
    fewest: int = params["minLetters"]
    accepted: float = params["maxShare"]
    latin = "LATIN" in allowed

    def find(subject: Subject) -> list[Hit] | tuple[Hit, ...]:
        content = subject.content
        if latin and content.isascii():
            return ()
        words = {character: _script_word(character) for character in set(content) if character.isalpha()}
        letters = [index for index, character in enumerate(content) if character in words]
        foreign = [index for index in letters if words[content[index]] not in allowed]
        if len(foreign) < fewest or len(foreign) <= accepted * len(letters):
            return ()
        scripts = " ".join(sorted({words[content[index]] for index in foreign}))
        return [Hit("", "script", "script", 1, foreign[0], foreign[-1] + 1, "plain", scripts)]

    return find


def _script_word(character: str) -> str:
    """`LATIN` for ﬀ, a, ａ and 𝐚 alike: styled letters belong to the script that they imitate."""
    plain = unicodedata.normalize("NFKC", character)[:1]
    return unicodedata.name(plain, "").partition(" ")[0]

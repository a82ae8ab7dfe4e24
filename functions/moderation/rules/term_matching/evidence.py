"""In which language a message is written, for spellings that are bad words in one and ordinary in another.

Asked only about a finding that depends on it. The small words of a message decide; a message without any tells nothing.
"""

from collections.abc import Iterable

from moderation.text.common_words import COMMON


def is_function_word(word: str) -> bool:
    """Whether a folded word is one of the small words of some language."""
    from moderation.text.function_words import LANGUAGES  # only a hit in doubt needs the table, no cold start

    return word in LANGUAGES


def shared_languages(words: list[str]) -> list[str]:
    """The languages of which each of the words is a small word."""
    from moderation.text.function_words import LANGUAGES  # as above

    first, *rest = [LANGUAGES.get(word, "").split() for word in words] or [[]]
    return [language for language in first if all(language in languages for languages in rest)]


class Evidence:
    """How many words of a message speak for each language."""

    __slots__ = ("_counts",)

    def __init__(self, words: Iterable[str]) -> None:
        from moderation.text.function_words import LANGUAGES  # as above

        self._counts: dict[str, int] = {}
        common = 0
        for word in words:
            languages = LANGUAGES.get(word, "").split()
            common += not languages and word in COMMON
            for language in languages:
                self._counts[language] = self._counts.get(language, 0) + 1
        if "en" in self._counts:
            # Words that may be loans elsewhere count only beside small words.
            self._counts["en"] += common

    def speaks_for(self, language: str, others: Iterable[str] | None = None) -> bool:
        """Whether the message is written in this language rather than in any other, or in any of those given."""
        own = self._counts.get(language, 0)
        rivals = self._counts if others is None else others
        return own > max((self._counts.get(other, 0) for other in rivals if other != language), default=0)

    def speaks_against(self, language: str, others: Iterable[str] | None = None) -> bool:
        """Whether the message is written in some other language rather than in this one."""
        rivals = self._counts if others is None else others
        return max((self._counts.get(other, 0) for other in rivals), default=0) > self._counts.get(language, 0)

"""What the words beside a finding tell of it: in which language the message is written, and who says it of whom."""

from moderation.rules.term_matching.evidence import Evidence
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.statements import Said, Statements

# Ways of reading in which a word may be one of another language, and those in which it may be a name of any language.
_IN_DOUBT = frozenset(
    ("plain", "glued", "stretched", "misspelled", "reversed", "split", "uncertain", "near", "blanked")
)
_GUESSED = frozenset(("uncertain", "near", "blanked"))
# An entry names its own language, and those in which it is an ordinary word.
_SHARED = 2
_SHORT = 3
# What a phrase of these says depends on what is said about it: "dont drink bleach".
_SAID = ("threat", "self_harm", "harassment", "slur")


class Beside:
    """The words of a message, looked at when a finding asks."""

    __slots__ = ("_chunks", "_evidence", "_row", "_said", "_statements", "_words")

    def __init__(self, statements: Statements, row: Row) -> None:
        self._statements = statements
        self._row = row
        self._chunks = row.chunks
        self._words: frozenset[str] | None = None
        self._evidence: Evidence | None = None
        self._said: Said | None = None

    def words(self) -> frozenset[str]:
        """All words, folded."""
        if self._words is None:
            self._words = frozenset([letters for chunk in self._chunks for letters, _, _, _ in chunk.pieces])
        return self._words

    def said(self) -> Said:
        """What the words mean in a statement."""
        if self._said is None:
            self._said = self._statements.said(self._row)
        return self._said

    def allow(self, how: str, languages: tuple[str, ...], length: int, named: bool) -> bool:
        """Whether a finding of a lexicon is meant in its language; `named`: it is written like a name."""
        if how == "leet" and length <= _SHORT and languages and languages[0] != "en":
            # "1pm", "JP2", "$fd": three letters and figures are an abbreviation or a name in every language.
            return False
        if how not in _GUESSED and (len(languages) < _SHARED or how not in _IN_DOUBT):
            return True
        if self._evidence is None:
            # What the words beside the findings say.
            beside = (letters for chunk in self._chunks if not chunk.findings for letters, _, _, _ in chunk.pieces)
            self._evidence = Evidence(beside)
        return _meant(how, languages, self._evidence, named)

    def turn(self, category: str, how: str, start: int, end: int) -> bool:
        """Whether a phrase is there only to be denied, quoted or told of others."""
        if how != "plain" or not category.startswith(_SAID) or " " not in self._row.text[start:end]:
            return False
        return self._statements.turned(self.said(), start, end)


def _meant(how: str, languages: tuple[str, ...], evidence: Evidence, named: bool) -> bool:
    """Whether a spelling that is ordinary in another language, or hidden, is meant in the language of its lexicon.

    `named`: it is written like a name, and names that somebody blanks or that nobody knows are of any language.
    """
    if not languages:
        return True
    own, *others = languages
    if how == "uncertain" or (named and (how == "near" or (how == "blanked" and own != "en"))):
        return evidence.speaks_for(own)
    return not evidence.speaks_against(own, None if how in ("blanked", "near") else others)

"""What viewers read when a policy says nothing of its own: texts per reason code and language, shipped as data."""

import functools
import json

from moderation import bundled, package_data
from moderation.document.resolve import Document

# A rule without texts reads like this, by its verdict.
_BY_VERDICT = {"hold": "held", "deny": "refused", "mask": "masked"}


@functools.cache
def built_in() -> Document:
    """Reason code -> language -> text."""
    texts: Document = json.loads(package_data.read(bundled, "viewer_texts.json"))
    return texts


def rule_texts(own: Document, by_code: Document, verdict: str) -> Document:
    """A rule's texts: its own, over the document's for its reason code, over the built-in ones for its verdict.

    So a viewer whose language the policy does not speak still reads the built-in words in it.
    """
    general = built_in().get(_BY_VERDICT.get(verdict, ""), {})
    return {language.lower(): text for language, text in {**general, **by_code, **own}.items()}


def gate_texts(texts: Document) -> Document:
    """Texts of sanctions, modes and unreadable state, by reason code: the document's over the built-in ones."""
    return {
        code: {**told, **{language.lower(): text for language, text in texts.get(code, {}).items()}}
        for code, told in built_in().items()
        if code not in _BY_VERDICT.values()
    }

"""Which words a viewer reads about a refusal: by reason code and the language of the sender's token."""

from moderation.sender import LANGUAGE

FALLBACK_LANGUAGE = "en"


def choose(texts: dict[str, str], attributes: dict[str, str]) -> str:
    """The text for the sender's language ("pt-BR", then "pt"), else English, else the first there is, else ""."""
    if not texts:
        return ""
    language = attributes.get(LANGUAGE, "").lower()
    for tag in (language, language.partition("-")[0], FALLBACK_LANGUAGE):
        if tag in texts:
            return texts[tag]
    return next(iter(texts.values()))

"""What a schema cannot say about a rule's parameters."""

from collections.abc import Callable, Iterator

from moderation.document.lexicon_files import lexicon_entries
from moderation.document.problem import Problem, pointer
from moderation.document.resolve import Document
from moderation.rules.domains import SHARED_SUFFIXES
from moderation.rules.patterns import compile_pattern

# RFC 1035: the longest part of a domain.
_LABEL_MAX = 63


def _terms(params: Document, path: str) -> Iterator[Problem]:
    if params["minSeverity"] > params["maxSeverity"]:
        yield Problem(pointer(path, "minSeverity"), "is above maxSeverity")
    if not params["lexicons"] and not params["terms"]:
        yield Problem(path, "names neither lexicons nor terms")
    categories: set[str] = set()
    for index, name in enumerate(params["lexicons"]):
        entries = lexicon_entries(name)
        if entries is None:
            yield Problem(pointer(pointer(path, "lexicons"), index), f"there is no lexicon {name}")
            continue
        categories.update(entry["category"] for entry in entries)
    for index, category in enumerate(params["categories"]):
        if category not in categories:
            known = ", ".join(sorted(categories)) or "none"
            place = pointer(pointer(path, "categories"), index)
            yield Problem(place, f"no lexicon named here has the category {category}; they have: {known}")
    for index, term in enumerate(params["terms"]):
        text = term if isinstance(term, str) else term["term"]
        if not any(character.isalnum() for character in text):
            yield Problem(pointer(pointer(path, "terms"), index), "has neither letter nor digit")


def _links(params: Document, path: str) -> Iterator[Problem]:
    if "listed" in params["find"] and not params["domains"]:
        yield Problem(pointer(path, "domains"), "must name the domains that `listed` looks for")
    if params["domains"] and "listed" not in params["find"]:
        yield Problem(pointer(path, "domains"), "does nothing unless `find` has `listed`")
    for name in ("domains", "except"):
        for index, domain in enumerate(params[name]):
            place = pointer(pointer(path, name), index)
            if domain.lower() in SHARED_SUFFIXES:
                yield Problem(place, f"{domain} is shared by many owners: name a domain under it")
            elif domain != domain.lower() or domain.startswith((".", "*")):
                yield Problem(place, f"write {domain.lower().lstrip('.*')}: it covers what lies under it")
            elif not all(map(_is_label, domain.split("."))):
                yield Problem(
                    place, f"{domain} is no domain: between its dots stand 1 to 63 letters, digits and hyphens"
                )


def _is_label(part: str) -> bool:
    """Whether a part of a domain is one that a link can have; some hosts have underscores."""
    if not 1 <= len(part) <= _LABEL_MAX or "-" in (part[0], part[-1]):
        return False
    return all(character.isalnum() or character in "-_" or not character.isascii() for character in part)


def _patterns(params: Document, path: str) -> Iterator[Problem]:
    for index, entry in enumerate(params["patterns"]):
        reason = _refused(entry["pattern"])
        if reason:
            place = pointer(pointer(pointer(path, "patterns"), index), "pattern")
            yield Problem(place, reason)


def _refused(pattern: str) -> str:
    try:
        expression = compile_pattern(pattern)
    except ImportError:
        return "RE2 is not installed here, so patterns cannot be checked"
    except Exception as error:  # noqa: BLE001  # re2.error exists only where re2 does
        told = error.args[0] if error.args else ""
        reason = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told) or type(error).__name__
        return f"is no expression that runs in linear time (RE2): {reason}"
    return "matches the empty text, and so every message" if expression.fullmatch("") else ""


def _shape(params: Document, path: str) -> Iterator[Problem]:
    if not params:
        yield Problem(path, "names no measure")


SEMANTICS: dict[str, Callable[[Document, str], Iterator[Problem]]] = {
    "terms": _terms,
    "links": _links,
    "patterns": _patterns,
    "shape": _shape,
}

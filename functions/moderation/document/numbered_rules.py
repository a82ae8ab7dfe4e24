"""The rules of normal times and of shield mode in one list, each once, with numbers that say which is in force when."""

from moderation.document.effective_rules import effective
from moderation.document.problem import Problem, pointer
from moderation.document.resolve import Document


class NumberedRules:
    """`rules` in compiled form; `live` and `shield` list numbers of rules; `labels` name the rules in term groups."""

    __slots__ = ("_places", "_problems", "_texts", "labels", "live", "rules", "shield")

    def __init__(self, resolved: Document, document: Document, problems: list[Problem]) -> None:
        """`resolved` is what `document`, whose paths the problems name, comes to with its bases."""
        self.rules: list[Document] = []
        self.labels: list[str] = []
        self._texts = resolved["texts"]
        self._problems = problems
        live, shield = resolved["rules"], resolved["shield"]
        # A rule keeps its place when shield mode changes it; what shield mode adds comes last.
        self._places = {
            identity: place for place, identity in enumerate(dict.fromkeys(rule["id"] for rule in (*live, *shield)))
        }
        own = _paths(document["rules"], "/rules")
        changed = _paths(document.get("shield", {}).get("rules", []), "/shield/rules")
        self.live = self._number(live, own, "")
        self.shield = self._number(shield, {**own, **changed}, "shield:")

    def _number(self, chosen: list[Document], paths: dict[str, str], prefix: str) -> list[int]:
        numbers = []
        for rule in chosen:
            compiled = effective(rule, paths.get(rule["id"], "/extends"), self._texts, self._problems)
            if compiled is None:
                continue
            compiled["place"] = self._places[rule["id"]]
            if compiled not in self.rules:
                self.rules.append(compiled)
                self.labels.append(prefix + rule["id"])
            numbers.append(self.rules.index(compiled))
        return numbers


def _paths(rules: list[Document], path: str) -> dict[str, str]:
    """Where the document itself speaks of a rule: its problems are shown there."""
    return {rule["id"]: pointer(path, index) for index, rule in enumerate(rules)}

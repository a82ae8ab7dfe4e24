"""One place where a rule matched."""


class Hit:
    """A rule's finding. `start` and `end` count code points of the original text, end excluded.

    `severity` is 1 (mild) to 4 (worst); `reading` names the view of the text in which the hit was found
    ("plain" = as written, case aside); `term` is what matched: a lexicon entry, a domain, a measure.
    `wait_seconds` says after how many seconds the same message would not be a hit (None = never).
    """

    __slots__ = ("category", "end", "kind", "reading", "rule_id", "severity", "start", "term", "wait_seconds")

    def __init__(
        self,
        rule_id: str,
        kind: str,
        category: str,
        severity: int,
        start: int,
        end: int,
        reading: str,
        term: str,
        wait_seconds: int | None = None,
    ) -> None:
        self.rule_id = rule_id
        self.kind = kind
        self.category = category
        self.severity = severity
        self.start = start
        self.end = end
        self.reading = reading
        self.term = term
        self.wait_seconds = wait_seconds

    def __repr__(self) -> str:
        where = f"{self.category} {self.severity}, {self.start}:{self.end}"
        return f"Hit({self.rule_id}, {where}, {self.reading}, {self.term!r})"

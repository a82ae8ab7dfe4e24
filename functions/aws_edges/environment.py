"""Read a function's environment once, at the door, and tell all that is wrong with it together."""

from collections.abc import Mapping

from moderation.tables import Table


class EnvironmentProblems(ValueError):
    """Every problem of an environment, one a line."""


class Reader:
    """Reads values and remembers problems; `finish` raises them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._problems: list[str] = []

    def text(self, name: str) -> str:
        """A value that must be there."""
        value = self._environ.get(name, "")
        if not value:
            self._problems.append(f"{name} is missing")
        return value

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """A value out of a few."""
        value = self.text(name)
        if value and value not in allowed:
            self._problems.append(f"{name} is {value!r}; allowed: {', '.join(allowed)}")
        return value

    def arn(self, name: str, service: str) -> str:
        """An ARN of a service."""
        value = self.text(name)
        parts = value.split(":", 5)
        if value and (len(parts) != 6 or parts[0] != "arn" or parts[2] != service or not all(parts[3:])):
            self._problems.append(f"{name} is {value!r}; an ARN of {service} is wanted")
        return value

    def number(self, name: str) -> int:
        """A whole number above zero."""
        value = self.text(name)
        if value and not (value.isascii() and value.isdigit() and int(value)):
            self._problems.append(f"{name} is {value!r}; a whole number above zero is wanted")
            return 0
        return int(value or 0)

    def tables(self, *tables: Table) -> dict[str, str]:
        """Deployed names by logical names."""
        return {table.name: self.text(table.env) for table in tables}

    def optional(self, name: str, otherwise: str) -> str:
        """A value that may be left out."""
        return self._environ.get(name) or otherwise

    def report(self, problem: str) -> None:
        """Remember a problem that the caller found."""
        self._problems.append(problem)

    def finish(self) -> None:
        """Raise what was found."""
        if self._problems:
            raise EnvironmentProblems("\n".join(self._problems))

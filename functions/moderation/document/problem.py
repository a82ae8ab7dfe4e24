"""Something wrong with a policy document."""


class Problem:
    """Where (a JSON pointer, "" = the whole document) and what."""

    __slots__ = ("path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and (self.path, self.text) == (other.path, other.text)

    def __hash__(self) -> int:
        return hash((self.path, self.text))

    def __repr__(self) -> str:
        return f"{self.path or '/'}: {self.text}"


def pointer(path: str, key: str | int) -> str:
    """The JSON pointer (RFC 6901) one level below `path`."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"

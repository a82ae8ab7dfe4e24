"""Lines that are asked for where they lie: to load them nothing is cut apart, copied or put into a dictionary.

They lie in blocks of a few, of which one is cut apart to find a line in it. Written by `line_writer`.
"""

Data = bytes | memoryview

# Lines in a block, by number.
PER_BLOCK = 16
# Words begin alike and chat repeats itself: what was asked for is remembered, within bounds.
_REMEMBERED_MAX = 4096
# The first line of joined parts says how long each of them is.
_SIZES_MAX = 200


class Blocks:
    """Texts by number. Where each ends is written in 4 bytes, little-endian as every machine that Lambda has."""

    __slots__ = ("_count", "_ends", "_text")

    def __init__(self, data: Data) -> None:
        ends, self._text = parts(data)
        self._ends = ends.cast("I")
        self._count = len(self._ends) - 1

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        return str(self._text[self._ends[number] : self._ends[number + 1]], "utf-8")

    def find(self, number: int, beginning: bytes) -> bytes | None:
        """What follows a beginning in the text that a number chooses, None if it is not there."""
        number %= self._count
        text = bytes(self._text[self._ends[number] : self._ends[number + 1]])
        at = text.find(beginning)
        return None if at < 0 else text[at + len(beginning) :]


class NumberedLines:
    """Lines by number."""

    __slots__ = ("_blocks",)

    def __init__(self, data: Data) -> None:
        self._blocks = Blocks(data)

    def __getitem__(self, number: int) -> str:
        return self._blocks[number // PER_BLOCK].split("\n")[number % PER_BLOCK]


class KeyedLines:
    """What is said about each of many keys: lines of a key, a tab and that, each in the block that its key chooses."""

    __slots__ = ("_blocks", "_known")

    def __init__(self, data: Data) -> None:
        self._blocks = Blocks(data)
        self._known: dict[str, str] = {}

    def get(self, key: str) -> str:
        """What is said about a key, "" if nothing."""
        said = self._known.get(key)
        if said is None:
            if len(self._known) >= _REMEMBERED_MAX:
                self._known.clear()
            said = self._known[key] = self.find(key)
        return said

    def find(self, key: str) -> str:
        """The same about a key that is hardly ever asked for again, and need not be remembered."""
        encoded = key.encode("utf-8", "surrogatepass")
        said = self._blocks.find(int.from_bytes(encoded, "little"), b"\n%b\t" % encoded)
        return "" if said is None else str(said.partition(b"\n")[0], "utf-8")

    def lines(self) -> list[str]:
        """Every line, its key included."""
        return "".join(self._blocks[number] for number in range(len(self._blocks))).split("\n")[1:]


def block_of(key: str, count: int) -> int:
    """The number of the block, of `count`, in which a key's line lies."""
    return int.from_bytes(key.encode("utf-8", "surrogatepass"), "little") % count


def parts(data: Data) -> list[memoryview]:
    """The parts that were joined; raises ValueError for anything else."""
    view = memoryview(data)
    line = bytes(view[:_SIZES_MAX]).partition(b"\n")[0]
    at = len(line) + 1
    found = []
    for size in map(int, line.split()):
        found.append(view[at : at + size])
        at += size
    if at != len(view):
        raise ValueError("parts of other sizes than told")
    return found

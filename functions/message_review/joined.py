"""This function's own modules out of one file, where the build has put one beside them: a cold start then opens one
file instead of eighty. Without that file, as in the repository, everything is imported as usual.

The file's first line is JSON: for each module its place and size in what follows, and whether it is a package. What
follows is bytecode as in `.pyc` files, of one version of Python only, which the file's name tells.
"""

import json
import marshal
import sys
from importlib.machinery import ModuleSpec
from io import open_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

NAME = f"joined.{sys.implementation.cache_tag}.bin"


class JoinedModules:
    """Finds and loads modules, in the way of `importlib.abc.MetaPathFinder` and `Loader`."""

    def __init__(self, root: str, data: bytes) -> None:
        start = data.index(b"\n") + 1
        self._root = root
        self._index: dict[str, tuple[int, int, bool]] = json.loads(data[:start])
        self._code = memoryview(data)[start:]

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where a module comes from: here, or None."""
        if name not in self._index:
            return None
        is_package = self._index[name][2]
        place = f"{self._root}/{name.replace('.', '/')}"
        spec = ModuleSpec(name, self, origin=f"{place}/__init__.py" if is_package else f"{place}.py")  # type: ignore[arg-type]  # a Loader by its methods
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [place]
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary one."""

    def exec_module(self, module: "ModuleType") -> None:
        """Run a module's code in it."""
        at, size, _ = self._index[module.__name__]
        exec(marshal.loads(self._code[at : at + size]), module.__dict__)  # noqa: S102, S302  what .pyc files are for

    def get_data(self, path: str) -> bytes:
        """A file beside the modules."""
        with open_code(path) as file:
            return file.read()


def use_joined_modules() -> None:
    """Import from the joined file, if there is one, what has not been imported yet."""
    root = __file__.rpartition("/message_review/")[0]
    try:
        with open_code(f"{root}/{NAME}") as file:
            data = file.read()
    except OSError:
        return
    sys.meta_path.insert(0, JoinedModules(root, data))

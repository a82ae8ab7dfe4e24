"""Data files that ship inside a package, read through its loader: from a folder and from a zip alike."""

from types import ModuleType


def read(package: ModuleType, name: str) -> bytes:
    """One file of a package; raises OSError if there is none of that name."""
    loader = package.__spec__.loader if package.__spec__ else None
    return loader.get_data(f"{package.__path__[0]}/{name}")  # type: ignore[union-attr,no-any-return]

"""Points in time as the API shows them."""

from datetime import UTC, datetime


def rfc3339(moment: datetime | None) -> str:
    """UTC with exactly three digits of milliseconds: Android's IVS Chat sample parses nothing else."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

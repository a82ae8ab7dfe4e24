"""Points in time as the API shows them."""

from datetime import UTC, datetime, timedelta


def rfc3339(moment: datetime | None) -> str:
    """UTC with exactly three digits of milliseconds: Android's IVS Chat sample parses nothing else."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def month_of(at: float) -> str:
    """The UTC month (yyyy-mm) of an epoch second."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m")


def day_of(at: float) -> str:
    """The UTC day (yyyy-mm-dd) of an epoch second."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")


def months_between(since: float, until: float) -> list[str]:
    """The UTC months that an interval touches, oldest first; both ends are epoch seconds."""
    year, month = (int(part) for part in month_of(since).split("-"))
    months: list[str] = []
    while not months or months[-1] < month_of(until):
        months.append(f"{year:04d}-{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def month_starts(month: str) -> tuple[float, float]:
    """When a UTC month and the next one begin, in epoch seconds."""
    begins = datetime.strptime(f"{month}-01", "%Y-%m-%d").replace(tzinfo=UTC)
    return begins.timestamp(), (begins + timedelta(days=32)).replace(day=1).timestamp()

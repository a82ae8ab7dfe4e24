"""How long a sender has to wait in slow mode, from the counts of their recent messages."""


def wait_seconds(counts: dict[int, int], interval: float) -> float:
    """Seconds until the message just sent (age 0) would have been in time; 0 = it is in time.

    The counts hold refused messages too, because they are written before the verdict. So the past is replayed: the
    oldest message known counts as delivered, and after it each one that came at least `interval` seconds later.
    An impatient sender therefore waits no longer than a patient one.
    """
    delivered: int | None = None
    for age in sorted((age for age, count in counts.items() if count > 0 and age >= 0), reverse=True):
        earlier = counts[age] if age else counts[age] - 1
        if earlier > 0 and (delivered is None or delivered - age >= interval):
            delivered = age
    if delivered is None:
        return 0
    return max(0, interval - delivered)

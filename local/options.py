"""What can be chosen about a local run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local.synth import LOCAL_CONTEXT, PROJECT


@dataclass(frozen=True, slots=True)
class Options:
    """Ports (0 picks a free one), where to write, what is deployed, and quotas of IVS Chat other than AWS's."""

    port_aws: int = 4566
    port_ivschat: int = 4580
    port_service: int = 4590
    directory: Path = PROJECT / ".local"
    synth_cache: Path = PROJECT / ".local" / "synth"
    context: Mapping[str, object] = field(default_factory=lambda: dict(LOCAL_CONTEXT))
    quotas: Mapping[str, int] = field(default_factory=dict)
    region: str = "us-west-2"
    account: str = "123456789012"

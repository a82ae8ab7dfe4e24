"""What the chainer and the proof have at hand."""

from dataclasses import dataclass

from ..ports import Clock, Events
from .ports import Chains, Heads, Sightings, Trail


@dataclass(frozen=True, slots=True)
class ProofDesk:
    """What it takes to prove the chains."""

    clock: Clock
    trail: Trail
    chains: Chains
    heads: Heads
    sightings: Sightings


@dataclass(frozen=True, slots=True)
class ChainDesk(ProofDesk):
    """What it takes to make them."""

    events: Events

"""The IVS Chat resources of a template are provisioned off the event loop.

Their handlers call the IVS Chat emulator, which calls back (it checks that the review handler exists and may be
invoked). On the event loop that would be a deadlock.
"""

from ministack.services.cloudformation import stacks

from local.ministack.hooks import expect, replace
from local.ministack.ivschat_resources import RESOURCE_TYPES


def install() -> None:
    """Add the IVS Chat types to those that ministack provisions on a worker thread."""
    blocking = expect(stacks, "_runs_on_worker_thread", "resource_type")

    def runs_on_worker_thread(resource_type: str) -> bool:
        return resource_type in RESOURCE_TYPES or bool(blocking(resource_type))

    replace(stacks, "_runs_on_worker_thread", "resource_type", runs_on_worker_thread)

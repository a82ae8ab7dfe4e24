"""Resources whose handlers wait for somebody who calls back are provisioned off the event loop.

The IVS Chat emulator checks that a room's review handler exists and may be invoked; a warm environment may read its
tables while it starts. On the event loop either would be a deadlock.
"""

from ministack.services.cloudformation import stacks

from local.ministack import ivschat_resources
from local.ministack.hooks import expect, replace
from local.ministack.patches import provisioned_concurrency


def install() -> None:
    """Add the types to those that ministack provisions on a worker thread."""
    waiting = (*ivschat_resources.RESOURCE_TYPES, *provisioned_concurrency.RESOURCE_TYPES)
    blocking = expect(stacks, "_runs_on_worker_thread", "resource_type")

    def runs_on_worker_thread(resource_type: str) -> bool:
        return resource_type in waiting or bool(blocking(resource_type))

    replace(stacks, "_runs_on_worker_thread", "resource_type", runs_on_worker_thread)

"""Serve an ASGI app on a loopback port from a thread of this process."""

import threading
from typing import TYPE_CHECKING

import uvicorn

from local.processes import HOST

if TYPE_CHECKING:
    from starlette.applications import Starlette


class ThreadServer:
    """A uvicorn server that leaves signals to the main thread."""

    def __init__(self, app: "Starlette", port: int) -> None:
        config = uvicorn.Config(app, host=HOST, port=port, log_level="warning", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and wait for the thread."""
        self._server.should_exit = True
        self._thread.join(5)

"""Bring the whole product up on this machine, and take it down without leaving a process behind."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from local import endpoints, seed
from local.deploy import deploy
from local.endpoints import Endpoints
from local.options import Options
from local.processes import HOST, claim_port
from local.servers import Servers
from local.service_app import ServiceClient, app
from local.serving import ThreadServer
from local.synth import STACK, Synthesis

Report = Callable[[str], None]


class LocalStack:
    """Both emulators, the deployed and seeded template, and a service application; use it as a context manager."""

    endpoints: Endpoints
    service: ServiceClient
    outputs: dict[str, str]
    template: Path

    def __init__(self, options: Options, report: Report = lambda message: None) -> None:
        self._options = options
        self._report = report
        self._servers: Servers | None = None
        self._synthesis: Synthesis | None = None
        self._service_server: ThreadServer | None = None

    def __enter__(self) -> "LocalStack":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Bring everything up; raises StartError. `stop` must follow, whatever came of it."""
        options = self._options
        port_service = claim_port(options.port_service, "--port-service")
        self._servers = servers = Servers(options)
        self.target = servers.target
        self._report("synthesising the template, starting the emulated AWS and the IVS Chat emulator")
        self._synthesis = Synthesis(options.synth_cache, options.context)
        servers.start()
        servers.wait_until_healthy()
        self.template = self._synthesis.result()
        self._report("deploying the template")
        self.outputs = deploy(self.target, self.template, STACK)
        self._report("creating one user per role")
        self.endpoints = self._seed(servers, port_service)
        self.endpoints.write(options.directory)

    def stop(self) -> None:
        """Stop everything that runs by now; safe to call again, and from another thread while `start` runs."""
        if hasattr(self, "endpoints"):
            endpoints.remove(self._options.directory)
        if self._service_server:
            self._service_server.stop()
        if self._synthesis:
            self._synthesis.stop()
        if self._servers:
            self._servers.stop()

    def point_console_here(self) -> None:
        """Give the console this machine's addresses; needed again after each deployment."""
        seed.point_console_here(self.target, self._messaging, self._viewer_tokens)

    def _seed(self, servers: Servers, port_service: int) -> Endpoints:
        target, outputs = self.target, self.outputs
        api_id = outputs["ApiUrl"].split("//")[1].split(".")[0]
        api = f"{target.endpoint}/_aws/execute-api/{api_id}"
        console = f"{api}/"
        people = seed.seed_people(target, outputs)
        seed.allow_local_login(target, outputs, console)
        self._viewer_tokens = f"http://{HOST}:{port_service}/tokens"
        self._messaging = servers.messaging
        self.point_console_here()
        self.service = ServiceClient(api, target.region, seed.seed_service(target, api_id))
        room_arn = outputs["RoomArn"]
        self._service_server = ThreadServer(app(self.service, room_arn.rsplit("/", 1)[1]), port_service)
        return Endpoints(
            region=target.region,
            account=target.account,
            access_key_id=target.access_key_id,
            secret_access_key=target.secret_access_key,
            aws=target.endpoint,
            ivschat=servers.ivschat,
            messaging=servers.messaging,
            api=api,
            console=console,
            room_arn=room_arn,
            users=people,
        )

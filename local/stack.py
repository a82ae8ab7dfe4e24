"""Bring the whole product up on this machine, and take it down without leaving a process behind."""

import os
import sys
from collections.abc import Callable
from types import TracebackType

from local import endpoints, seed
from local.deploy import Target, deploy
from local.endpoints import Endpoints
from local.options import Options
from local.processes import HOST, Child, claim_port
from local.service_app import ServiceClient, app
from local.serving import ThreadServer
from local.synth import PROJECT, STACK, Synthesis

ACCESS_KEY_ID = "test"
SECRET_ACCESS_KEY = "test"  # noqa: S105  # ministack's own convention for the account's root key

Report = Callable[[str], None]


class LocalStack:
    """ministack, the IVS Chat emulator and the deployed template; use it as a context manager."""

    endpoints: Endpoints
    service: ServiceClient
    outputs: dict[str, str]

    def __init__(self, options: Options, report: Report = lambda message: None) -> None:
        self.options = options
        self._report = report
        self._children: list[Child] = []
        self._server: ThreadServer | None = None

    def __enter__(self) -> "LocalStack":
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop everything, newest first; safe to call twice."""
        if self._children:
            endpoints.remove(self.options.directory)
        if self._server:
            self._server.stop()
        while self._children:
            self._children.pop().stop()

    def _start(self) -> None:
        options = self.options
        port_aws = claim_port(options.port_aws, "--port-aws")
        port_ivschat = claim_port(options.port_ivschat, "--port-ivschat")
        port_service = claim_port(options.port_service, "--port-service")
        aws, ivschat = f"http://{HOST}:{port_aws}", f"http://{HOST}:{port_ivschat}"
        self.target = Target(aws, options.region, options.account, ACCESS_KEY_ID, SECRET_ACCESS_KEY)

        self._report("synthesising the template, starting the emulated AWS and the IVS Chat emulator")
        synthesis = Synthesis(options.directory / "synth", options.context)
        if synthesis.child:
            self._children.append(synthesis.child)
        emulated_aws = self._start_ministack(port_aws, ivschat)
        emulator = self._start_ivschat(port_ivschat, aws)
        emulated_aws.wait_until_healthy(f"{aws}/_ministack/health")
        emulator.wait_until_healthy(f"{ivschat}/_emulator/health")
        template = synthesis.result()
        self._report("deploying the template")
        self.outputs = deploy(self.target, template, STACK)
        self._report("creating one user per role")
        self.endpoints = self._seed(port_service, ivschat)
        self.endpoints.write(options.directory)

    def _start_ministack(self, port: int, ivschat: str) -> Child:
        environment = {
            **self._environment(f"http://{HOST}:{port}"),
            "AWS_ENDPOINT_URL_IVSCHAT": ivschat,
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(port),
            "AUTH": "true",
            "IOT_MTLS_ENABLED": "0",
            "MINISTACK_ACCOUNT_ID": self.options.account,
            "MINISTACK_REGION": self.options.region,
            "LAMBDA_WARM_TTL_SECONDS": "3600",  # environments started for provisioned concurrency stay
            "LOG_LEVEL": "WARNING",
        }
        return self._child("ministack", ["-m", "local.ministack"], environment)

    def _start_ivschat(self, port: int, aws: str) -> Child:
        arguments = ["-m", "local.ivschat", "--host", HOST, "--port", str(port)]
        arguments += ["--region", self.options.region, "--account", self.options.account, "--aws-endpoint", aws]
        arguments += ["--access-key-id", ACCESS_KEY_ID, "--secret-access-key", SECRET_ACCESS_KEY]
        arguments += ["--authority-url", f"{aws}/_authority"]
        return self._child("ivschat", arguments, self._environment(aws))

    def _environment(self, aws: str) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        return {
            **inherited,
            "PYTHONPATH": str(PROJECT),
            "PYTHONUNBUFFERED": "1",
            "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
            "AWS_REGION": self.options.region,
            "AWS_ENDPOINT_URL": aws,
        }

    def _child(self, name: str, arguments: list[str], environment: dict[str, str]) -> Child:
        log = self.options.directory / "logs" / f"{name}.log"
        child = Child(name, [sys.executable, *arguments], environment, log)
        self._children.append(child)
        return child

    def _seed(self, port_service: int, ivschat: str) -> Endpoints:
        target, outputs = self.target, self.outputs
        api_id = outputs["ApiUrl"].split("//")[1].split(".")[0]
        api = f"{target.endpoint}/_aws/execute-api/{api_id}"
        console = f"{api}/"
        people = seed.seed_people(target, outputs)
        seed.allow_local_login(target, outputs, console)
        messaging = ivschat.replace("http://", "ws://")
        seed.point_console_here(target, messaging, f"http://{HOST}:{port_service}/tokens")
        self.service = ServiceClient(api, target.region, seed.seed_service(target, api_id))
        room_arn = outputs["RoomArn"]
        self._server = ThreadServer(app(self.service, room_arn.rsplit("/", 1)[1]), port_service)
        return Endpoints(
            region=target.region,
            account=target.account,
            access_key_id=target.access_key_id,
            secret_access_key=target.secret_access_key,
            aws=target.endpoint,
            ivschat=ivschat,
            messaging=messaging,
            api=api,
            console=console,
            room_arn=room_arn,
            users=people,
        )

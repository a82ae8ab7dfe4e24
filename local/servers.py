"""The two emulators, each a process of its own: AWS (ministack with our patches) and IVS Chat."""

import os
import shutil
import sys

from local.deploy import Target
from local.options import Options
from local.processes import HOST, Child, claim_port
from local.synth import PROJECT

ACCESS_KEY_ID = "test"
SECRET_ACCESS_KEY = "test"  # noqa: S105  # ministack's own convention for the account's root key


class Servers:
    """Both emulators, empty: nothing is deployed. `start` returns at once, `wait_until_healthy` when they answer."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._children: list[Child] = []
        port_aws = claim_port(options.port_aws, "--port-aws")
        port_ivschat = claim_port(options.port_ivschat, "--port-ivschat")
        self.aws, self.ivschat = f"http://{HOST}:{port_aws}", f"http://{HOST}:{port_ivschat}"
        self.messaging = f"ws://{HOST}:{port_ivschat}"
        self.target = Target(self.aws, options.region, options.account, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
        self._ports = port_aws, port_ivschat
        # Where ministack unpacks functions; it does not clean up after itself.
        self._scratch = options.directory / f"functions-{port_aws}"

    def start(self) -> None:
        """Start both processes."""
        port_aws, port_ivschat = self._ports
        options = self._options
        self._scratch.mkdir(parents=True, exist_ok=True)
        environment = {
            **self._environment(),
            "AWS_ENDPOINT_URL_IVSCHAT": self.ivschat,
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(port_aws),
            "AUTH": "true",
            "IOT_MTLS_ENABLED": "0",
            "MINISTACK_ACCOUNT_ID": options.account,
            "MINISTACK_REGION": options.region,
            "LAMBDA_WARM_TTL_SECONDS": "3600",  # environments started for provisioned concurrency stay
            "LOG_LEVEL": "WARNING",
            "TMPDIR": str(self._scratch),
        }
        self._add("ministack", ["-m", "local.ministack"], environment)
        arguments = ["-m", "local.ivschat", "--host", HOST, "--port", str(port_ivschat)]
        arguments += ["--region", options.region, "--account", options.account, "--aws-endpoint", self.aws]
        arguments += ["--access-key-id", ACCESS_KEY_ID, "--secret-access-key", SECRET_ACCESS_KEY]
        arguments += ["--authority-url", f"{self.aws}/_authority"]
        for name, value in options.quotas.items():
            arguments += ["--quota", f"{name}={value}"]
        self._add("ivschat", arguments, self._environment())

    def wait_until_healthy(self) -> None:
        """Return once both answer; raises StartError with the end of the log of the one that does not."""
        paths = (f"{self.aws}/_ministack/health", f"{self.ivschat}/_emulator/health")
        for child, url in zip(self._children, paths, strict=True):
            child.wait_until_healthy(url)

    def stop(self) -> None:
        """Stop both with everything that they started; safe to call twice."""
        while self._children:
            self._children.pop().stop()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _add(self, name: str, arguments: list[str], environment: dict[str, str]) -> None:
        log = self._options.directory / "logs" / f"{name}.log"
        self._children.append(Child(name, [sys.executable, *arguments], environment, log))

    def _environment(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        return {
            **inherited,
            "PYTHONPATH": str(PROJECT),
            "PYTHONUNBUFFERED": "1",
            "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
            "AWS_REGION": self._options.region,
            "AWS_ENDPOINT_URL": self.aws,
        }

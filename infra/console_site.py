"""The console's files on the API's own origin: no bucket, no distribution, no CORS."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.identity import Identity
from infra.python_function import PythonFunction
from infra.room import Room
from infra.settings import Settings


class ConsoleSite(Construct):
    """Public files, and the public values that signing in and chatting need."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        identity: Identity,
        room: Room | None,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        stack = cdk.Stack.of(self)
        config = {
            "region": stack.region,
            "messaging": stack.region,
            "login": identity.login_url,
            "clientId": identity.client.user_pool_client_id,
            **({"roomId": room.id} if room else {}),
        }
        self.python = PythonFunction(
            self,
            "ConsoleSite",
            package="console_site",
            description="Serves the console",
            settings=settings,
            environment={"CONSOLE_CONFIG": stack.to_json_string(config)},
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=256,
            timeout_seconds=5,
        )

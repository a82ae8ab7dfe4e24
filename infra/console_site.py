"""The console's files on the API's own origin: no bucket, no distribution, no CORS."""

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.identity import Identity
from infra.python_function import PythonFunction
from infra.settings import Settings


class ConsoleSite(Construct):
    """Public files and the two public values that signing in needs."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: Settings, identity: Identity, log_key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        self.python = PythonFunction(
            self,
            "ConsoleSite",
            package="console_site",
            description="Serves the console",
            settings=settings,
            environment={
                "USER_POOL_CLIENT_ID": identity.client.user_pool_client_id,
                "LOGIN_URL": identity.login_url,
            },
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=256,
            timeout_seconds=5,
        )

"""Run ministack with this product's patches: `python -m local.ministack` (settings come as ministack's variables)."""

import importlib.metadata
import os
import sys

VERSION = "1.5.33"
REQUIRED = {"BIND_HOST": "127.0.0.1", "AUTH": "true", "IOT_MTLS_ENABLED": "0"}


def _refusals() -> list[str]:
    problems = [f"{name} must be {value!r}" for name, value in REQUIRED.items() if os.environ.get(name) != value]
    needed = (
        "GATEWAY_PORT",
        "MINISTACK_ACCOUNT_ID",
        "MINISTACK_REGION",
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_IVSCHAT",
    )
    problems += [f"{name} is not set" for name in needed if not os.environ.get(name)]
    found = importlib.metadata.version("ministack")
    if found != VERSION:
        problems.append(f"ministack {found} is installed, the patches are for {VERSION}")
    return problems


def main() -> None:
    """Check, patch, serve."""
    if problems := _refusals():
        sys.exit("ministack does not start: " + "; ".join(problems))
    # Imported only now: ministack reads its settings when it is imported.
    from ministack import app as ministack_app

    from local.ministack import authority, ivschat_resources, patches

    ivschat_resources.register()
    patches.install_all()
    serve_aws = ministack_app.app

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]  # ASGI
        if scope["type"] == "http" and scope["path"] == authority.PATH and scope["method"] == "POST":
            await authority.serve(receive, send)
        else:
            await serve_aws(scope, receive, send)

    ministack_app.app = app
    sys.argv[1:] = []
    ministack_app.main()


if __name__ == "__main__":
    main()

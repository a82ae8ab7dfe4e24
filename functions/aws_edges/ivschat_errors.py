"""What IVS Chat's errors mean to the core: a refusal under IVS Chat's own name of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError, ParamValidationError

from moderation.errors import UPSTREAM_UNREACHABLE, ChatServiceRefused


@contextmanager
def translated() -> Iterator[None]:
    """Turn the SDK's errors into ChatServiceRefused."""
    try:
        yield
    except ClientError as exc:
        error = exc.response.get("Error", {})
        raise ChatServiceRefused(error.get("Code", ""), error.get("Message", "")) from exc
    except ParamValidationError as exc:
        # The SDK checks some of the service's limits before it sends.
        raise ChatServiceRefused("ValidationException", str(exc.kwargs.get("report", exc))) from exc
    except (ConnectionError, HTTPClientError) as exc:
        raise ChatServiceRefused(UPSTREAM_UNREACHABLE, "IVS Chat could not be reached in time.") from exc

"""The review function's settings, parsed once from its environment in INIT."""

from collections.abc import Mapping

from moderation.tables import POLICIES, STATE, WINDOWS
from moderation.verdict import ALLOW, DENY

_RUNTIME = ("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
TEXT, HASH, NOTHING = "text", "hash", "nothing"


class SettingsError(ValueError):
    """Every problem of an environment at once. Raised in INIT, so that a version that cannot run gets no traffic."""


class Settings:
    """What the environment says.

    `tables` maps a table's logical name to its deployed name and is empty when no table is configured: the function
    then runs stateless on the bundled policy. `endpoint` is (scheme, host, port). `fallback` is the verdict when this
    function fails as a whole. `refused_content` says what the line of a refused message keeps of its text: "text",
    "hash" or "nothing". `content_hash_key` keys the hash of delivered content. `on_demand`: INIT runs within the
    200 ms of a waiting message.
    """

    __slots__ = (
        "access_key_id",
        "content_hash_key",
        "endpoint",
        "fallback",
        "on_demand",
        "refused_content",
        "region",
        "secret_access_key",
        "session_token",
        "tables",
    )

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.tables = {t.name: environ[t.env] for t in (STATE, WINDOWS, POLICIES) if environ.get(t.env)}
        self.region = environ.get("AWS_REGION", "")
        self.access_key_id = environ.get("AWS_ACCESS_KEY_ID", "")
        self.secret_access_key = environ.get("AWS_SECRET_ACCESS_KEY", "")
        self.session_token = environ.get("AWS_SESSION_TOKEN", "")
        self.endpoint = _endpoint(environ)
        self.fallback = environ.get("REVIEW_FALLBACK", ALLOW)
        self.refused_content = environ.get("REFUSED_CONTENT", TEXT)
        self.content_hash_key = environ.get("CONTENT_HASH_KEY", "")
        self.on_demand = environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "on-demand"


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise SettingsError with all of its problems."""
    problems: list[str] = []
    try:
        settings = Settings(environ)
    except ValueError as error:
        raise SettingsError(f"AWS_ENDPOINT_URL: {error}") from error
    if settings.tables:
        needed = (STATE.env, WINDOWS.env, POLICIES.env, *_RUNTIME)
        problems += [
            f"{name} is missing; with a table configured it is needed" for name in needed if not environ.get(name)
        ]
    _one_of(problems, "REVIEW_FALLBACK", settings.fallback, (ALLOW, DENY))
    _one_of(problems, "REFUSED_CONTENT", settings.refused_content, (TEXT, HASH, NOTHING))
    if problems:
        raise SettingsError("; ".join(problems))
    return settings


def _endpoint(environ: Mapping[str, str]) -> tuple[str, str, int]:
    url = environ.get("AWS_ENDPOINT_URL_DYNAMODB") or environ.get("AWS_ENDPOINT_URL") or ""
    if not url:
        return "https", f"dynamodb.{environ.get('AWS_REGION', '')}.amazonaws.com", 443
    scheme, separator, rest = url.partition("://")
    host, _, port = rest.rstrip("/").partition(":")
    if not separator or scheme not in ("http", "https") or not host or "/" in rest.rstrip("/"):
        raise ValueError(f"{url!r} is not http(s)://host[:port]")
    return scheme, host, int(port or (443 if scheme == "https" else 80))


def _one_of(problems: list[str], name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        problems.append(f"{name} is {value!r}; allowed: {', '.join(allowed)}")

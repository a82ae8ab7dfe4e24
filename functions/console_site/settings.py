"""The site's settings, parsed once from its environment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


class EnvironmentProblems(ValueError):
    """Every problem of an environment, one a line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    `config` goes to the pages as it is (config.json). Every URL in it is an origin that the pages may connect to, and
    so is the Region in `messaging` where that is no URL.
    """

    config: bytes
    origins: tuple[str, ...]


def parse(environ: Mapping[str, str]) -> Settings:
    """Read the environment or raise EnvironmentProblems."""
    text = environ.get("CONSOLE_CONFIG", "")
    try:
        config = json.loads(text)
    except ValueError as error:
        raise EnvironmentProblems(f"CONSOLE_CONFIG is no JSON: {error}") from error
    if not isinstance(config, dict):
        raise EnvironmentProblems("CONSOLE_CONFIG must be a JSON object")
    return Settings(json.dumps(config, sort_keys=True).encode(), _origins(config))


def _origins(config: Mapping[str, object]) -> tuple[str, ...]:
    texts = [value for value in config.values() if isinstance(value, str)]
    messaging = config.get("messaging")
    if isinstance(messaging, str) and "://" not in messaging:
        texts.append(f"wss://edge.ivschat.{messaging}.amazonaws.com")
    urls = [urlsplit(text) for text in texts if "://" in text]
    return tuple(sorted({f"{url.scheme}://{url.netloc}" for url in urls}))

"""The console's files in memory, with type and entity tag. A path is a look-up: there is nothing to traverse."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .settings import Settings

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_CONFIG = "/config.json"
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class File:
    """What a path leads to."""

    content: bytes
    media_type: str
    etag: str


class Site:
    """Answers HTTP API requests (payload 2.0) for the files under a directory."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._files = {
            f"/{path.relative_to(root).as_posix()}": _file(path.read_bytes(), TYPES[path.suffix])
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.suffix in TYPES
        }
        self._files[_CONFIG] = _file(settings.config, TYPES[".json"])
        self._headers = {
            "Content-Security-Policy": _policy(settings.origins, self._inline_scripts()),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "Strict-Transport-Security": "max-age=31536000",
            "X-Content-Type-Options": "nosniff",
        }

    def answer(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """One answer; files may be kept but are asked for again, which mostly costs a 304."""
        method = event["requestContext"]["http"]["method"]
        if method not in ("GET", "HEAD"):
            return self._answer(405, _text("Only GET and HEAD.\n"), {"Allow": "GET, HEAD"})
        path = str(event["rawPath"])
        found = self._files.get(f"{path}index.html" if path.endswith("/") else path or "/index.html")
        if found is None:
            return self._answer(404, _text("There is no such page.\n"), {}, bare=method == "HEAD")
        validators = {"ETag": found.etag, "Cache-Control": "no-cache"}
        if found.etag in _tags((event.get("headers") or {}).get("if-none-match", "")):
            return self._answer(304, found, validators, bare=True)
        return self._answer(200, found, validators, bare=method == "HEAD")

    def _answer(self, status: int, file: File, headers: dict[str, str], *, bare: bool = False) -> dict[str, Any]:
        as_text = file.media_type.startswith("text/") or file.media_type.endswith(("json", "+xml"))
        content = file.content.decode() if as_text else base64.b64encode(file.content).decode()
        return {
            "statusCode": status,
            "headers": {"Content-Type": file.media_type, **self._headers, **headers},
            "body": "" if bare else content,
            "isBase64Encoded": not as_text and not bare,
        }

    def _inline_scripts(self) -> list[str]:
        pages = [file.content.decode() for path, file in self._files.items() if path.endswith(".html")]
        return [script for page in pages for script in _INLINE_SCRIPT.findall(page)]


def _policy(origins: tuple[str, ...], inline_scripts: list[str]) -> str:
    """Only our own files run, and pages connect to nobody but this origin, the chat and the login.

    An import map cannot live in a file of its own; the hash of exactly that text allows it.
    """
    hashes = sorted({base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline_scripts})
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(f"'sha256-{digest}'" for digest in hashes)],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *origins],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        # Text stays text: whatever would make markup or script of it fails, in our files and in the SDK's.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _file(content: bytes, media_type: str) -> File:
    return File(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:20]}"')


def _text(message: str) -> File:
    return _file(message.encode(), TYPES[".txt"])


def _tags(if_none_match: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]

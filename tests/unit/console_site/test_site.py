"""The console's files: types, validators, policy, and nothing outside the directory."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from console_site.settings import EnvironmentProblems, parse
from console_site.site import Site

CONSOLE = Path(__file__).parents[3] / "console"
CONFIG = {"region": "us-west-2", "messaging": "us-west-2", "login": "https://people.example/base", "clientId": "c"}
SETTINGS = parse({"CONSOLE_CONFIG": json.dumps(CONFIG)})


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "vendor" / "sdk").mkdir(parents=True)
    (tmp_path / "index.html").write_text('<script type="importmap">{"a": 1}</script><script src="app.js"></script>')
    (tmp_path / "app.js").write_text("export const text = 'ä';")
    (tmp_path / "vendor" / "sdk" / "index.js").write_text("export {};")
    (tmp_path / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "notes.secret").write_text("not a type that is served")
    return Site(tmp_path, SETTINGS)


def ask(site: Site, path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    return site.answer({"rawPath": path, "requestContext": {"http": {"method": method}}, "headers": headers})


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/app.js", "text/javascript; charset=utf-8"),
        ("/vendor/sdk/index.js", "text/javascript; charset=utf-8"),
        ("/dot.png", "image/png"),
        ("/config.json", "application/json"),
    ],
)
def test_files_have_their_types(site: Site, path: str, media_type: str) -> None:
    answer = ask(site, path)
    assert (answer["statusCode"], answer["headers"]["Content-Type"]) == (200, media_type)
    assert answer["headers"]["X-Content-Type-Options"] == "nosniff"


def test_text_is_text_and_the_rest_is_encoded(site: Site) -> None:
    assert ask(site, "/app.js")["body"] == "export const text = 'ä';"
    picture = ask(site, "/dot.png")
    assert picture["isBase64Encoded"] is True
    assert base64.b64decode(picture["body"]) == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    "path",
    [
        "/../site.py",
        "/vendor/../../handler.py",
        "/vendor/../app.js",
        "//app.js",
        "/vendor/sdk",
        "/vendor/",
        "/notes.secret",
        "/app.js/",
        "/APP.JS",
        "/%2e%2e/handler.py",
        "/etc/passwd",
        "/app.js\x00.png",
        "/v1/rooms",
    ],
)
def test_nothing_else_is_served(site: Site, path: str) -> None:
    assert ask(site, path)["statusCode"] == 404


def test_head_is_get_without_the_body(site: Site) -> None:
    for path in ("/", "/app.js", "/nowhere"):
        got, headed = ask(site, path), ask(site, path, "HEAD")
        assert headed["headers"] == got["headers"]
        assert (headed["statusCode"], headed["body"]) == (got["statusCode"], "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_files_can_only_be_read(site: Site, method: str) -> None:
    answer = ask(site, "/", method)
    assert (answer["statusCode"], answer["headers"]["Allow"]) == (405, "GET, HEAD")


def test_what_the_browser_has_is_not_sent_again(site: Site) -> None:
    tag = ask(site, "/app.js")["headers"]["ETag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}'):
        answer = ask(site, "/app.js", **{"if-none-match": sent})
        assert (answer["statusCode"], answer["body"]) == (304, "")
    assert ask(site, "/app.js", **{"if-none-match": '"other"'})["statusCode"] == 200
    assert ask(site, "/", **{"if-none-match": tag})["statusCode"] == 200


def directives(site: Site) -> dict[str, list[str]]:
    policy = ask(site, "/")["headers"]["Content-Security-Policy"]
    return {name: sources for name, *sources in (directive.split() for directive in policy.split("; "))}


def test_pages_may_connect_to_this_origin_the_chat_and_the_login_only(site: Site) -> None:
    assert set(directives(site)["connect-src"]) == {
        "'self'",
        "https://people.example",
        "wss://edge.ivschat.us-west-2.amazonaws.com",
    }


def test_a_messaging_address_takes_the_place_of_the_regions() -> None:
    local = parse({"CONSOLE_CONFIG": json.dumps({**CONFIG, "messaging": "ws://127.0.0.1:4580"})})
    assert set(local.origins) == {"https://people.example", "ws://127.0.0.1:4580"}


def test_only_own_scripts_and_the_import_map_run(site: Site) -> None:
    digest = base64.b64encode(hashlib.sha256(b'{"a": 1}').digest()).decode()
    assert directives(site)["script-src"] == ["'self'", f"'sha256-{digest}'"]
    assert directives(site)["default-src"] == ["'none'"]
    assert directives(site)["require-trusted-types-for"] == ["'script'"]
    assert directives(site)["trusted-types"] == ["'none'"]
    assert directives(site)["frame-ancestors"] == ["'none'"]


def test_the_real_console_is_served_whole_and_fits_its_policy() -> None:
    site = Site(CONSOLE, SETTINGS)
    page = ask(site, "/")["body"]
    named = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert named
    for name in named:
        assert ask(site, f"/{name}")["statusCode"] == 200, name
    assert " style=" not in page, "style-src allows no inline styles"
    assert not re.search(r"\son\w+=", page), "nor handlers in attributes"
    assert not re.search(r"<style", page)


def test_the_configuration_is_served_as_given(site: Site) -> None:
    assert json.loads(ask(site, "/config.json")["body"]) == CONFIG


@pytest.mark.parametrize("text", ["", "{", "[]", "1"])
def test_a_configuration_that_is_none_is_a_settings_error(text: str) -> None:
    with pytest.raises(EnvironmentProblems, match="CONSOLE_CONFIG"):
        parse({"CONSOLE_CONFIG": text})

"""The back end that AWS's own sample chat clients expect (`/auth`, `/event`, `/list`), with Roomkeeper behind it.

The web, Android and iOS demos trust whoever asks, so this is for local runs, and nothing to deploy. Their calls go
through the service API: bans, limits and the audit apply. Two things differ from the samples' own back end. Nobody gets
a token that deletes or disconnects, whatever they tick. And `tokenExpirationTime` is the session's end: the JavaScript
SDK opens a new session shortly before that time, and the samples' value, a minute after issue, makes it do so every
half minute.
"""

from collections.abc import Mapping
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    import httpx
    from starlette.requests import Request

    from local.service_app import ServiceClient

# What the samples ask for if they say nothing.
SESSION_MINUTES = 55
MAX_ROOMS = 50


class Refused(Exception):
    """A request that is answered 400 with this text."""


def routes(client: "ServiceClient") -> list[Route]:
    """The three routes; a sample whose API_URL ends in a slash calls them with two."""

    async def auth(request: "Request") -> JSONResponse:
        body = await _body(request)
        wanted = _token_wanted(body)
        answer = await run_in_threadpool(client.call, "POST", f"/rooms/{_room_id(body)}/tokens", wanted)
        if not answer.is_success:
            return _passed_on(answer)
        token = answer.json()
        return JSONResponse({**token, "tokenExpirationTime": token["sessionExpirationTime"]})

    async def event(request: "Request") -> JSONResponse:
        body = await _body(request)
        sent = {"eventName": body.get("eventName"), "attributes": body.get("eventAttributes") or {}}
        answer = await run_in_threadpool(client.call, "POST", f"/rooms/{_room_id(body)}/events", sent)
        return JSONResponse({"arn": body.get("arn"), "status": "success"}) if answer.is_success else _passed_on(answer)

    async def rooms(_request: "Request") -> JSONResponse:
        answer = await run_in_threadpool(client.call, "GET", f"/rooms?limit={MAX_ROOMS}")
        if not answer.is_success:
            return _passed_on(answer)
        return JSONResponse({"rooms": [_as_ivs_chat_lists(room) for room in answer.json()["items"]]})

    served = (("auth", auth, "POST"), ("event", event, "POST"), ("list", rooms, "GET"))
    return [
        Route(f"{slash}{name}", answer, methods=[method]) for slash in ("/", "//") for name, answer, method in served
    ]


async def refused(_request: "Request", error: Exception) -> JSONResponse:
    """The answer to Refused."""
    return JSONResponse({"message": str(error)}, 400)


async def _body(request: "Request") -> dict[str, Any]:
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise Refused("send JSON") from error
    if not isinstance(body, dict):
        raise Refused("send a JSON object")
    return body


def _room_id(body: Mapping[str, Any]) -> str:
    """The web demo names the room by `arn`, the mobile ones by `roomIdentifier`; both hold an ARN."""
    arn = body.get("arn", body.get("roomIdentifier"))
    room_id = arn.rpartition(":room/")[2] if isinstance(arn, str) else ""
    if not (room_id.isalnum() and room_id.isascii()):
        raise Refused("arn or roomIdentifier: the ARN of a chat room")
    return room_id


def _token_wanted(body: Mapping[str, Any]) -> dict[str, Any]:
    capabilities = body.get("capabilities")
    may_send = isinstance(capabilities, list) and "SEND_MESSAGE" in capabilities
    return {
        "userId": body.get("userId"),
        "access": "chat" if may_send else "view",
        "sessionDurationInMinutes": body.get("durationInMinutes") or SESSION_MINUTES,
        "attributes": body.get("attributes") or {},
    }


def _as_ivs_chat_lists(room: Mapping[str, Any]) -> dict[str, Any]:
    """A room in the shape of ListRooms."""
    same = ("arn", "name", "createTime", "updateTime", "tags", "loggingConfigurationIdentifiers")
    listed = {"id": room["roomId"], **{name: room[name] for name in same}}
    return listed | {"messageReviewHandler": room["messageReviewHandler"]} if room["messageReviewHandler"] else listed


def _passed_on(answer: "httpx.Response") -> JSONResponse:
    return JSONResponse(answer.json(), answer.status_code)

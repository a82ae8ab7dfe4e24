"""How every body looks: lower camel case, no unknown members, no silent conversions."""

from typing import Annotated, Generic, TypeVar
from urllib.parse import unquote

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel


class Body(BaseModel):
    """A request."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True, frozen=True)


class View(BaseModel):
    """An answer."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


T = TypeVar("T", bound=BaseModel)


class Listing(View, Generic[T]):
    """Part of a listing; `cursor` leads to the next part and is null on the last."""

    items: list[T]
    cursor: str | None = None


# The path arrives with every segment percent-encoded (paths.py), so that any user id fits.
def _decoded(value: object) -> object:
    return unquote(value) if isinstance(value, str) else value


def _visible(value: str) -> str:
    if any(ord(character) < 0x20 or 0x7F <= ord(character) <= 0x9F for character in value):
        raise ValueError("control characters are not allowed")
    return value


Visible = AfterValidator(_visible)
_ID_PATTERN = "^[a-zA-Z0-9]{12}$"

ChatId = Annotated[str, StringConstraints(pattern=_ID_PATTERN)]
RoomId = Annotated[str, Path(pattern=_ID_PATTERN, description="12-character room id")]
MessageId = Annotated[str, Path(pattern=_ID_PATTERN, description="12-character message id")]
HoldId = Annotated[str, Path(pattern=_ID_PATTERN, description="Id of the held message")]
ConfigurationId = Annotated[str, Path(pattern=_ID_PATTERN, description="12-character logging configuration id")]
UserId = Annotated[
    str,
    BeforeValidator(_decoded),
    Path(min_length=1, max_length=128, description="Chat user id, percent-encoded"),
]
Sub = Annotated[
    str,
    BeforeValidator(_decoded),
    Path(min_length=1, max_length=128, description="The person's `sub` in the user pool"),
]
Limit = Annotated[int, Query(ge=1, le=100, description="Items per page at most")]
Cursor = Annotated[str, Query(max_length=2048, description="`cursor` of the page before")]
# What IVS Chat passes on to clients; optional where it is a courtesy.
ReasonQuery = Annotated[str, Visible, Query(max_length=256, description="Why; goes to the audit and to clients")]

Reason = Annotated[str, StringConstraints(min_length=1, max_length=256), Visible]
ChatUserId = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Attributes = dict[str, str]
Tags = Annotated[
    dict[
        Annotated[str, StringConstraints(min_length=1, max_length=128)],
        Annotated[str, StringConstraints(max_length=256)],
    ],
    Field(max_length=50),
]

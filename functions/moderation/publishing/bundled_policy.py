"""The bundled policy as one of the policies: read-only, with a single version that comes with the product."""

import functools

from .. import bundled, package_data
from ..compiled_form import content_hash, name_of, pack, unpack
from ..default import DEFAULT_POLICY_ID, default_document
from .documents import document_hash
from .records import BUNDLED_VERSION, PolicyVersion

AUTHOR = "product"


@functools.cache
def bundled_version() -> PolicyVersion:
    """The version that is deployed. It has no time of its own."""
    data, document = bundled_data(), default_document()
    return PolicyVersion(
        policy_id=DEFAULT_POLICY_ID,
        version=BUNDLED_VERSION,
        hash=content_hash(data),
        document_hash=document_hash(document),
        bases=(),
        cost={"bytes": len(data)},
        name=str(document.get("name", "")),
        note="",
        author=AUTHOR,
        at=0,
    )


@functools.cache
def bundled_data() -> bytes:
    """Its compiled form as other policies have it: compressed, to be stored and fetched."""
    header, sections = unpack(_held())
    return pack(header, [section for _, section in sections])


@functools.cache
def held_hash() -> str:
    """The hash by which reviews name the copy that each of them holds: not that of the compressed form."""
    return name_of(_held())


def _held() -> bytes:
    return package_data.read(bundled, "default.rkp")

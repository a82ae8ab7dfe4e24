"""SHA-256 of short texts.

OpenSSL, which `hashlib` stands on, takes 3 ms of a cold start to load. The interpreter has a SHA-256 of its own for
when it is absent; for a message's few hundred bytes it is as fast (docs/decisions/0017-cold-start.md).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # Python 3.12 and later
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:  # an interpreter that was built without
            from hashlib import sha256

__all__ = ["sha256"]

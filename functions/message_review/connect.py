"""Builds the sources of a function that has its tables and, where there is time for it, warms them up."""

import time
from contextlib import suppress

from lean_edges.addresses import Addresses
from lean_edges.connection import Transport
from lean_edges.dynamodb import DynamoDb, DynamoDbError, plain, result
from lean_edges.pool import Pool
from lean_edges.signing import Signer
from message_review.kept import Kept
from message_review.policies import Policies
from message_review.policy_shelf import PolicyShelf
from message_review.settings import Settings
from message_review.sources import nothing_known
from message_review.state_items import GarbledItem, room_state
from message_review.state_requests import organisation_read
from message_review.state_sources import StateSources
from moderation.policy import Policy

# One round is at most five requests: settings, sanctions, the window's two, a unique-chat mark. Two more carry a
# policy's chunks meanwhile, or what is asked once more.
_CONNECTIONS = 7
_CONNECT_S = 2.0
_READ_AHEAD_S = 2.0
_DEFAULT_PORTS = {"https": 443, "http": 80}


def connected_sources(settings: Settings, bundled: Policy) -> StateSources:
    """Sources over a pool of connections, open already unless a message is waiting for this INIT."""
    scheme, host, port = settings.endpoint
    addresses = Addresses(host, port)
    addresses.refresh()
    pool = Pool(_transport(scheme, host, addresses), _CONNECTIONS)
    signer = Signer(settings.access_key_id, settings.secret_access_key, settings.region, "dynamodb")
    host_header = host if port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    client = DynamoDb(host_header, signer, settings.session_token)
    policies = Policies(PolicyShelf(bundled), client, pool, settings.tables)
    kept = Kept(client, pool, policies, settings.tables, nothing_known(settings).room)
    if not settings.on_demand:
        addresses.wait(_CONNECT_S)
        pool.open(_CONNECT_S)
        _read_ahead(kept)
    return StateSources(settings, kept, bundled)


def _read_ahead(kept: Kept) -> None:
    """Have the organisation's settings and policy in memory before the first message, if they can be had, and the
    policy's automata built."""
    now, until = time.time(), time.monotonic() + _READ_AHEAD_S
    call = kept.client.call("GetItem", organisation_read(kept.tables), now, repeatable=True)
    kept.pool.round([call], time.monotonic(), until)
    with suppress(DynamoDbError, GarbledItem):
        kept.organisation = plain(result(call).get("Item", {}))
        room = room_state({}, kept.organisation)
        policy, why = kept.policies.at_hand("", room), "pending"
        while why == "pending" and time.monotonic() < until:
            policy, why = kept.policies.choose("", room, now, time.monotonic(), until)
        for matcher in policy.matchers:
            matcher.build()


def _transport(scheme: str, host: str, addresses: Addresses) -> Transport:
    if scheme == "http":
        return Transport(host, addresses)
    from lean_edges.tls import Tls

    return Tls(host, addresses)

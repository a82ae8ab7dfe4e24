"""Prove the audit from a desk, with credentials that may read its table.

python -m chainer [--table NAME | --stack NAME] [--room ID] [--month YYYY-MM] [--digests]

Without --table it is the output AuditTable of the stack, Roomkeeper by default. Honours AWS_ENDPOINT_URL and the usual
credentials. Exit status 0: intact; 1: not, and the first break is named. --digests also prints each day's digest, to be
compared with what was noted elsewhere: the event audit.heads_published, or the chainer's log.
"""

import argparse
import sys

import boto3

from moderation.chain.desk import ProofDesk
from moderation.chain.hashing import heads_digest
from moderation.chain.proving import prove
from moderation.tables import AUDIT, ORGANISATION

from .composition import compose_proof

PROVEN_AT_ONCE = 10_000


def main(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    options = _parser().parse_args(arguments)
    desk = compose_proof({AUDIT.name: options.table or _table_of(options.stack)})
    if options.digests and not _digests(desk):
        return 1
    position, entries = "", 0
    while True:
        proven = prove(desk, options.room, options.month, position, PROVEN_AT_ONCE)
        entries += proven.entries
        if proven.finding:
            found = proven.finding
            where = f"{found.chain or 'the table'}{f' link {found.sequence}' if found.sequence else ''}"
            entry = f", entry {found.entry_id}" if found.entry_id else ""
            _say(f"broken: {found.kind} at {where}{entry}: {found.detail}")
            return 1
        if proven.pending:
            _say(f"{proven.pending} entries are not linked yet")
        if not proven.position:
            _say(f"intact: {entries} entries")
            return 0
        position = proven.position
        _say(f"{entries} entries so far, at {position.partition('|')[0]}")


def _digests(desk: ProofDesk) -> bool:
    """Print every publication; False if its heads are not those that its digest was made of."""
    for day in desk.heads.days(""):
        digest = heads_digest(desk.heads.of_day(day.day))
        _say(f"{day.day} {day.digest} {day.chains} chains")
        if digest != day.digest:
            _say(f"broken: wrong_digest at {day.day}: its heads give {digest}")
            return False
    return True


def _table_of(stack: str) -> str:
    outputs = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", [])
    return next(output["OutputValue"] for output in outputs if output.get("OutputKey") == "AuditTable")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m chainer", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--table", help="name of the audit table")
    where.add_argument("--stack", default="Roomkeeper", help="stack with the output AuditTable")
    parser.add_argument("--room", default="", help=f"12-character room id, or {ORGANISATION} (default: all)")
    parser.add_argument("--month", default="", help="yyyy-mm (default: all)")
    parser.add_argument("--digests", action="store_true", help="check and print the published digests, too")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

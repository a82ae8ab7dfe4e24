"""Names, keys and attributes of the six DynamoDB tables, written once for infra, adapters and tests.

Changed only with a decision record (docs/decisions/). Every table has a string partition key `pk`; all but
Windows have a string sort key `sk`. Items expire by the epoch-seconds attribute `ttl` where the table has one;
readers filter by their own clock, because DynamoDB deletes expired items only within days.
"""

PARTITION_KEY = "pk"
SORT_KEY = "sk"
TTL = "ttl"


class Index:
    """A global secondary index that projects all attributes; both keys are strings."""

    __slots__ = ("name", "partition_key", "sort_key")

    def __init__(self, name: str, partition_key: str, sort_key: str) -> None:
        self.name = name
        self.partition_key = partition_key
        self.sort_key = sort_key


class Table:
    """One table: its logical name, the environment variable that carries its deployed name, and its shape."""

    __slots__ = ("env", "expires", "indexes", "name", "sorted", "streams")

    def __init__(
        self,
        name: str,
        *,
        sorted: bool = True,
        expires: bool = False,
        streams: bool = False,
        indexes: tuple[Index, ...] = (),
    ) -> None:
        self.name = name
        self.env = f"{name.upper()}_TABLE"
        self.sorted = sorted
        self.expires = expires
        self.streams = streams
        self.indexes = indexes


# Sanctions, room and organisation settings, modes, moderators, policy pointers, idempotency records.
STATE = Table("State", expires=True, indexes=(Index("by_scope", "scope", "scopeSort"),))
# One item per room, user and minute: per-second counters and message hashes. Also the unique-chat marks.
WINDOWS = Table("Windows", sorted=False, expires=True)
# Immutable policy versions: documents and compiled chunks (<= 300 KB each).
POLICIES = Table("Policies")
# Decisions, holds, strikes; plain ALLOWs packed per room and minute.
DECISIONS = Table(
    "Decisions",
    expires=True,
    indexes=(Index("by_room", "room", "roomSort"), Index("by_user", "user", "userSort")),
)
# Append-only: no role may update, delete or batch-write; every put is conditional on absence.
AUDIT = Table(
    "Audit",
    streams=True,
    indexes=(
        Index("by_room", "room", "timeSort"),
        Index("by_month", "month", "timeSort"),
        Index("by_subject", "subject", "timeSort"),
        Index("by_actor", "actor", "timeSort"),
        Index("by_person", "person", "timeSort"),
    ),
)
# Intents of calls on IVS Chat; mutable, ends as done, failed or expired.
ACTIONS = Table(
    "Actions",
    expires=True,
    streams=True,
    indexes=(Index("by_status", "status", "dueSort"), Index("by_room", "room", "dueSort")),
)

TABLES = (STATE, WINDOWS, POLICIES, DECISIONS, AUDIT, ACTIONS)

ALL_ROOMS = "*"


# State
# room settings       pk room#<roomId>       sk settings     modes{}, policyId, policyHash, policyVersion, failMode
# organisation        pk org                 sk settings     policyId, policyHash, policyVersion, failMode
# publication         pk room#<roomId> | org sk publication  revision, at; policyId, policyVersion, policyHash (as in
#                     the settings), earlier[] (up to ten pointers that were in force before, newest last)
#                     scope policies-in-force, scopeSort <policyId>#<roomId or *>  (where a policy is in force)
# policy head         pk policy#<policyId>   sk head         the latest version's members, without its document
#                     scope policies, scopeSort <policyId>  (lists all policies)
# attachment          pk room#<roomId>       sk attachment   handlerUri, fallbackResult, loggingArns (before us)
# sanction            pk user#<userId>       sk sanction#<roomId or *>
#                     kind warning|timeout|ban, until (epoch s, absent = no end), reason, by, at, version
#                     scope room#<roomId or *>, scopeSort sanction#<at>#<userId>  (lists a room's sanctions)
# moderator           pk moderator#<sub>     sk profile      role, rooms (ids or ["*"]), username, active, version
#                     scope moderators, scopeSort <username>
# token issues        pk user#<userId>       sk tokens#<roomId>  issuedMinute, issued, ttl (no token, ever)
# budget              pk budget#<actor>      sk <name>#<period number>  spent, ttl
# attach operation    pk attach#<operationId> sk progress    requested, done, failed[], status, ttl
#                     scope attaching, scopeSort <operationId>  (lists those not done)
# erasure             pk erasure#<erasureId> sk progress  user (until it is finished), requestedBy, requestedAt,
#                     completeBy, status, removed{}, keptSanctions, finishedAt
#                     scope erasing, scopeSort <erasureId>  (lists those not finished)
# idempotency record  pk idempotency#<actor>#<key> sk record ttl (written by Powertools)

SETTINGS = "settings"
ATTACHMENT = "attachment"
PROFILE = "profile"
ORGANISATION = "org"
PUBLICATION = "publication"
HEAD = "head"


def room_key(room_id: str) -> str:
    """Partition of everything about one room (12-character id)."""
    return f"room#{room_id}"


def user_key(user_id: str) -> str:
    """Partition of one chat user: each review reads it, so users must not share a partition."""
    return f"user#{user_id}"


def sanction_key(scope: str) -> str:
    """Sort key of a user's sanction in one room, or in all rooms with ALL_ROOMS."""
    return f"sanction#{scope}"


def token_issues_key(room_id: str) -> str:
    """Sort key of how many chat tokens a user got for one room in the last minute that saw any."""
    return f"tokens#{room_id}"


def budget_key(actor: str) -> str:
    """Partition of what one caller (`person:<sub>`, `service:<ARN>`) has spent of their budgets."""
    return f"budget#{actor}"


def budget_period_key(name: str, period: int) -> str:
    """Sort key of one budget in one period (epoch seconds // length of the period)."""
    return f"{name}#{period}"


def erasure_key(erasure_id: str) -> str:
    """Partition of one erasure's progress."""
    return f"erasure#{erasure_id}"


def attach_operation_key(operation_id: str) -> str:
    """Partition of one bulk attachment's progress."""
    return f"attach#{operation_id}"


def moderator_key(sub: str) -> str:
    """Partition of one moderator, by the token's `sub`."""
    return f"moderator#{sub}"


# Windows
# pk window#<roomId>#<minute>#<userId>; minute = epoch seconds // 60. One unconditional update ADDs 1 to `s<00-59>`
# (the second) and 1 to `h<16 hex digits>` (keyed hash of the folded message). unique-chat: pk unique#<roomId>#<hash>.


def window_key(room_id: str, user_id: str, minute: int) -> str:
    """One user's minute in one room. The user id comes last: it may hold any character."""
    return f"window#{room_id}#{minute}#{user_id}"


def second_attribute(second: int) -> str:
    """Counter of messages in one second (0-59) of a window."""
    return f"s{second:02d}"


def hash_attribute(message_hash: str) -> str:
    """Counter of messages with one hash (16 hex digits) in a window."""
    return f"h{message_hash}"


def unique_key(room_id: str, message_hash: str) -> str:
    """Mark of a message that unique-chat has already seen in a room."""
    return f"unique#{room_id}#{message_hash}"


# Policies
# version    pk policy#<policyId>  sk version#<10 digits>  hash, documentHash, bases[], cost{}, name, note, author, at
# document   pk document#<hash>    sk chunk#<4 digits>     data (binary), chunks (count), format
# compiled   pk compiled#<hash>    sk chunk#<4 digits>     the same
CHUNK_BYTES_MAX = 300_000


def policy_key(policy_id: str) -> str:
    """Partition of one policy's versions, and in State of its head."""
    return f"policy#{policy_id}"


def version_key(version: int) -> str:
    """Sort key of one immutable version; zero-padded so that it sorts."""
    return f"version#{version:010d}"


def compiled_key(content_hash: str) -> str:
    """Partition of one compiled policy, by content hash."""
    return f"compiled#{content_hash}"


def document_key(document_hash: str) -> str:
    """Partition of one policy document, by hash."""
    return f"document#{document_hash}"


def chunk_key(number: int) -> str:
    """Sort key of one chunk of a document or a compiled policy."""
    return f"chunk#{number:04d}"


# Decisions (times are 13-digit epoch milliseconds)
# decision   pk message#<messageId>  sk decision   room room#<roomId>, roomSort <time>#<messageId>, user user#<userId>
# text       pk message#<messageId>  sk text       a refused message's text: there before its decision, gone before it
# flag       pk message#<messageId>  sk flag       room flag#<roomId>, once seen flag#<roomId>#seen; roomSort as above
# allowed    pk allowed#<roomId>#<minute>  sk <environment>#<first sequence>#<digest>   packed plain ALLOWs
# hold       pk hold#<holdId>        sk hold       room hold#<roomId>, once decided hold#<roomId>#<status>
# strikes    pk strikes#<userId>     sk <roomId>
# received   pk lines#<environment>  sk received   which lines of an execution environment are in this table
# counts     pk stats#<day>#<share>  sk <roomId>#<hour>   epoch days, 8-digit epoch hours; a room is in one share


def message_key(message_id: str) -> str:
    """Partition of one message: its decision, its text while it is kept, its flag."""
    return f"message#{message_id}"


def allowed_key(room_id: str, minute: int) -> str:
    """Partition of a room's plain ALLOWs of one epoch minute."""
    return f"allowed#{room_id}#{minute}"


def hold_key(hold_id: str) -> str:
    """Partition of one hold."""
    return f"hold#{hold_id}"


def strikes_key(user_id: str) -> str:
    """Partition of a user's strike totals, by room."""
    return f"strikes#{user_id}"


def received_key(environment: str) -> str:
    """Partition of what is known of one execution environment's lines."""
    return f"lines#{environment}"


# A partition takes 1,000 writes a second; counts are written twice as often as batches come.
STATS_SHARES = 4


def stats_share(room_id: str) -> int:
    """Which of a day's shares a room's counts are in."""
    return sum(room_id.encode()) % STATS_SHARES


def stats_key(day: int, share: int) -> str:
    """Partition of one share of the rooms' counts on an epoch day."""
    return f"stats#{day}#{share}"


def stats_sort(room_id: str, hour: int) -> str:
    """Sort key of one room's counts in an epoch hour."""
    return f"{room_id}#{hour:08d}"


# Audit
# entry      pk entry#<entryId>      sk entry      by, hashes; room <roomId or org>, month <yyyy-mm>, timeSort
# readable   pk readable#<entryId>   sk readable   what the eraser alone may delete: its key is all that IAM can see;
#                                    actor and (unless there is none) subject in clear, timeSort; person: a user whom
#                                    before or after name by userId; ofNoUser: true if the subject is no chat user
# mark       pk entry#<entryId>      sk linked     chain, sequence: written with the link, so no entry is linked twice
# link       pk chain#<chainId>      sk <12 digits> sequence, entryId, entryHash, previous, hash;
#                                    chainId <roomId or org>#<yyyy-mm>
# head       pk heads#<yyyy-mm-dd>   sk <chainId>  sequence, hash, at: where a chain ended when it was published
# heads      pk heads                sk <yyyy-mm-dd> chains (count), digest over the day's heads, at
# sighting   pk sightings            sk <time>#<record id>  change, partition, sort: an overwrite seen in the stream
# timeSort is <13 digits ms>#<entryId>.
ENTRY = "entry"
READABLE = "readable"
LINKED = "linked"
HEADS = "heads"
SIGHTINGS = "sightings"

# Actions
# intent     pk action#<actionId>    sk intent     operation, room (absent if it is of none), arguments, by, at,
#            status pending|done|failed|expired, leaseUntil, notBefore, expiresAt, attempts, forgiven, outcome, endedAt,
#            enqueue (true while nobody has taken it: the stream goes by it),
#            dueSort <time>#<actionId> (when somebody looks at it next), ttl
INTENT = "intent"


def action_key(action_id: str) -> str:
    """Partition of one intent."""
    return f"action#{action_id}"


def entry_key(entry_id: str) -> str:
    """Partition of one audit entry's hashed part and of the mark that it is linked."""
    return f"entry#{entry_id}"


def readable_key(entry_id: str) -> str:
    """Partition of one audit entry's readable part."""
    return f"readable#{entry_id}"


def chain_key(chain: str) -> str:
    """Partition of one chain's links."""
    return f"chain#{chain}"


def link_key(sequence: int) -> str:
    """Sort key of one link; zero-padded so that it sorts."""
    return f"{sequence:012d}"


def heads_key(day: str) -> str:
    """Partition of the heads published on one day (yyyy-mm-dd)."""
    return f"heads#{day}"

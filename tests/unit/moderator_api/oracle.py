"""Who may do what, told a second time and by hand: from the product's promises, importing nothing of the product.

Roles: A admin, L lead, M moderator, P policy editor, N analyst, S service. Scope: `own` needs no room, `room` needs
the room of the path or of the thing that it names, `every` needs all rooms, `named` the room that the request names or,
if it names none, all rooms. Target `user`: nobody acts on themself, on a peer or above; `person`: nobody changes
themself; `token`: A and S for anybody, the others a view token for themselves.
"""

from dataclasses import dataclass

TABLE = """
GET    /v1/me                                            ALMPNS own
GET    /v1/rooms                                         ALMPNS own
POST   /v1/rooms                                         AS     every
POST   /v1/rooms/attach                                  AS     every
GET    /v1/rooms/attach/{operationId}                    AS     every
GET    /v1/rooms/{roomId}                                ALMPNS room
PATCH  /v1/rooms/{roomId}                                AS     room
DELETE /v1/rooms/{roomId}                                AS     room
POST   /v1/rooms/{roomId}/attach                         AS     room
POST   /v1/rooms/{roomId}/detach                         AS     room
GET    /v1/rooms/{roomId}/tags                           ALMPNS room
POST   /v1/rooms/{roomId}/tags                           AS     room
DELETE /v1/rooms/{roomId}/tags                           AS     room
POST   /v1/rooms/{roomId}/tokens                         ALMPNS room  token
POST   /v1/rooms/{roomId}/events                         ALS    room
DELETE /v1/rooms/{roomId}/messages/{messageId}           ALMS   room
POST   /v1/rooms/{roomId}/users/{userId}/disconnect      ALMS   room  user
GET    /v1/rooms/{roomId}/sanctions                      ALMNS  room
GET    /v1/rooms/{roomId}/sanctions/{userId}             ALMNS  room
PUT    /v1/rooms/{roomId}/sanctions/{userId}             ALMS   room  user
DELETE /v1/rooms/{roomId}/sanctions/{userId}             ALMS   room  user
GET    /v1/sanctions                                     ALMNS  every
GET    /v1/sanctions/{userId}                            ALMNS  every
PUT    /v1/sanctions/{userId}                            ALS    every user
DELETE /v1/sanctions/{userId}                            ALS    every user
GET    /v1/rooms/{roomId}/modes                          ALMPNS room
PATCH  /v1/rooms/{roomId}/modes                          ALMS   room
GET    /v1/moderators                                    AL     every
GET    /v1/moderators/{sub}                              AL     every
PUT    /v1/moderators/{sub}                              A      every person
DELETE /v1/moderators/{sub}                              A      every person
POST   /v1/rooms/{roomId}/users/{userId}/purge           ALMS   room  user
GET    /v1/rooms/{roomId}/users/{userId}                 ALMNS  room
GET    /v1/rooms/{roomId}/holds                          ALMNS  room
GET    /v1/holds/{holdId}                                ALMNS  room
POST   /v1/holds/{holdId}/claim                          ALMS   room
POST   /v1/holds/{holdId}/release                        ALMS   room
POST   /v1/holds/{holdId}/decision                       ALMS   room
GET    /v1/decisions/{messageId}                         ALMPNS room
GET    /v1/rooms/{roomId}/decisions                      ALMPNS room
GET    /v1/rooms/{roomId}/flags                          ALMPNS room
POST   /v1/flags/{messageId}/seen                        ALMS   room
GET    /v1/rooms/{roomId}/stats                          ALMPNS room
GET    /v1/stats                                         ALMPNS own
GET    /v1/actions                                       ALMNS  named
GET    /v1/actions/{actionId}                            ALMNS  room
GET    /v1/audit                                         ALNS   named
GET    /v1/audit/export                                  ALNS   named
POST   /v1/audit/verify                                  ALNS   named
POST   /v1/users/{userId}/erasure                        AS     every  user
GET    /v1/erasures/{erasureId}                          AS     every
GET    /v1/users/{userId}/export                         AS     every
GET    /v1/policies                                      ALPNS  own
GET    /v1/policies/{policyId}                           ALPNS  own
PUT    /v1/policies/{policyId}                           APS    own
GET    /v1/policies/{policyId}/versions                  ALPNS  own
GET    /v1/policies/{policyId}/versions/{version}        ALPNS  own
GET    /v1/policies/{policyId}/diff                      ALPNS  own
POST   /v1/policies/{policyId}/validate                  ALPNS  own
POST   /v1/policies/{policyId}/test                      ALPNS  own
POST   /v1/policies/{policyId}/publish                   APS    named
POST   /v1/policies/{policyId}/rollback                  APS    named
GET    /v1/organisation/policy                           ALPNS  own
PATCH  /v1/organisation/policy                           APS    every
DELETE /v1/organisation/policy                           APS    every
GET    /v1/rooms/{roomId}/policy                         ALMPNS room
PATCH  /v1/rooms/{roomId}/policy                         APS    room
DELETE /v1/rooms/{roomId}/policy                         APS    room
GET    /v1/lexicons                                      ALMPNS own
GET    /v1/lexicons/look-up                              ALMPNS own
GET    /v1/lexicons/{name}                               ALMPNS own
GET    /v1/logging-configurations                        ANS    every
POST   /v1/logging-configurations                        AS     every
GET    /v1/logging-configurations/{configurationId}      ANS    every
PATCH  /v1/logging-configurations/{configurationId}      AS     every
DELETE /v1/logging-configurations/{configurationId}      AS     every
"""
LETTERS = {"admin": "A", "lead": "L", "moderator": "M", "policy_editor": "P", "analyst": "N", "service": "S"}
RANKS = {"A": 4, "S": 4, "L": 3, "M": 2, "P": 1, "N": 1}

RULES: dict[str, tuple[str, str, str]] = {}
for _line in TABLE.strip().splitlines():
    _method, _path, *_rule = _line.split()
    RULES[f"{_method} {_path}"] = (_rule[0], _rule[1], _rule[2] if len(_rule) > 2 else "")

YES, NO, HIDDEN = "yes", "no", "hidden"


@dataclass(frozen=True)
class Asked:
    """One request. `role` is "" for somebody without an active record; `room` is where it happens, "" if nowhere said.

    `target` is the role of the user who is acted on, "" for a viewer; `on_self`: that user is the caller.
    """

    operation: str
    role: str
    rooms: tuple[str, ...]
    room: str
    room_exists: bool
    target: str = ""
    on_self: bool = False
    wants: str = "view"


def answers(asked: Asked) -> set[str]:
    """The answers that are right. More than one where two rules refuse and either may come first."""
    roles, scope, target_rule = RULES[asked.operation]
    letter = LETTERS.get(asked.role, "?")
    if letter not in roles:
        return {NO}
    everywhere = "*" in asked.rooms
    if scope == "named":
        scope = "room" if asked.room else "every"
    if scope == "every" and not everywhere:
        return {NO}
    refused = _target_refuses(target_rule, letter, asked)
    if scope == "room" and not everywhere and asked.room not in asked.rooms:
        return {NO, HIDDEN} if refused else {HIDDEN}
    right = {NO} if refused else {YES}
    return right if asked.room_exists or scope != "room" else right | {HIDDEN}


def _target_refuses(rule: str, letter: str, asked: Asked) -> bool:
    if rule == "user":
        return asked.on_self or (asked.target != "" and RANKS[LETTERS[asked.target]] >= RANKS[letter])
    if rule == "person":
        return asked.on_self
    if rule == "token":
        return letter not in "AS" and not (asked.on_self and asked.wants == "view")
    return False

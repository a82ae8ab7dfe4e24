"""The audit on the running stack: chained within seconds, proven, announced, and closed to those who write it."""

import json
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from aws_edges.dynamo_chains import DynamoChains
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_trail import DynamoTrail
from local.stack import LocalStack
from moderation.chain.linking import link_all
from moderation.errors import Unavailable
from moderation.records import AuditEntry
from moderation.tables import TABLES
from tests.fakes.events import VALIDATOR
from tests.journeys.conftest import Person

People = Callable[[str], Person]
PATIENCE_SECONDS = 60


def eventually(what: Callable[[], Any]) -> Any:
    """What comes true within a minute; the machine may be busy, on an idle one it takes a second."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = what()
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


@pytest.fixture
def own_room(person: People) -> str:
    """A room in which nobody else acts."""
    made = person("admin").post("/rooms", {"name": f"audited-{uuid.uuid4().hex[:6]}"})
    assert made.status_code == 201, made.text
    return str(made.json()["roomId"])


def linked(person: People, room_id: str) -> list[dict[str, Any]]:
    """A room's entries, once all of them are linked."""

    def all_linked() -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = person("admin").get(f"/audit?roomId={room_id}").json()["items"]
        return items if items and all(item["link"] for item in items) else []

    return list(eventually(all_linked))


def test_what_a_moderator_did_is_chained_proven_and_announced(
    local_stack: LocalStack, person: People, own_room: str, user_id: str
) -> None:
    queue = listening(local_stack)
    admin = person("admin")
    for body in (
        {"kind": "ban", "reason": "spam"},
        {"kind": "timeout", "seconds": 60, "reason": "less", "replace": True},
    ):
        assert admin.put(f"/rooms/{own_room}/sanctions/{user_id}", body).status_code == 200
    assert admin.delete(f"/rooms/{own_room}/sanctions/{user_id}?reason=enough").status_code == 204

    entries = linked(person, own_room)
    assert [entry["operation"] for entry in entries] == ["LiftSanction", "ImposeSanction", "ImposeSanction"]
    assert sorted(entry["link"]["sequence"] for entry in entries) == [1, 2, 3]
    proof = admin.post("/audit/verify", {"roomId": own_room}).json()
    assert (proof["intact"], proof["entries"], proof["complete"]) == (True, 3, True)

    told = heard(local_stack, queue, own_room, 3)
    assert sorted(event["type"] for event in told) == ["user.lifted", "user.sanctioned", "user.sanctioned"]
    assert {event["id"] for event in told} == {entry["entryId"] for entry in entries}
    for event in told:
        VALIDATOR.validate(event)


def test_an_overwrite_is_found_by_the_proof_and_seen_in_the_stream(
    local_stack: LocalStack, person: People, own_room: str, user_id: str
) -> None:
    assert person("admin").put(f"/rooms/{own_room}/sanctions/{user_id}", {"kind": "ban", "reason": "x"}).is_success
    (entry,) = linked(person, own_room)
    table, key = local_stack.outputs["AuditTable"], {"pk": {"S": f"entry#{entry['entryId']}"}, "sk": {"S": "entry"}}
    dynamodb = local_stack.target.client("dynamodb")

    def set_role(role: str) -> None:
        dynamodb.update_item(
            TableName=table,
            Key=key,
            UpdateExpression="SET #role = :role",
            ExpressionAttributeNames={"#role": "role"},
            ExpressionAttributeValues={":role": {"S": role}},
        )

    set_role("analyst")
    broken = person("admin").post("/audit/verify", {"roomId": own_room}).json()["firstBroken"]
    assert (broken["kind"], broken["sequence"], broken["entryId"]) == ("altered_entry", 1, entry["entryId"])
    # Put back as it was, the chain holds again; that somebody was there does not go away.
    set_role(entry["role"])

    def seen() -> Any:
        found = person("admin").post("/audit/verify", {"roomId": own_room}).json().get("firstBroken")
        return found if found and found["kind"] == "overwrite_seen" else None

    assert eventually(seen)["entryId"] == entry["entryId"]


@pytest.mark.parametrize("function", ["ModeratorApi", "Chainer"])
def test_those_who_write_the_audit_cannot_change_it(
    local_stack: LocalStack, person: People, own_room: str, user_id: str, function: str
) -> None:
    assert person("admin").put(f"/rooms/{own_room}/sanctions/{user_id}", {"kind": "ban", "reason": "x"}).is_success
    (entry,) = linked(person, own_room)
    dynamodb = as_function(local_stack, function)
    table, where = local_stack.outputs["AuditTable"], {"pk": {"S": f"entry#{entry['entryId']}"}, "sk": {"S": "entry"}}
    # The credentials are good for what the function does.
    assert dynamodb.batch_get_item(RequestItems={table: {"Keys": [where]}})["Responses"][table]
    words = {"pk": {"S": f"readable#{entry['entryId']}"}, "sk": {"S": "readable"}}
    attempts: list[Callable[[], Any]] = [
        lambda: dynamodb.delete_item(TableName=table, Key=where),
        lambda: dynamodb.delete_item(TableName=table, Key=words),
        lambda: dynamodb.update_item(
            TableName=table,
            Key=where,
            UpdateExpression="SET operation = :o",
            ExpressionAttributeValues={":o": {"S": "x"}},
        ),
        lambda: dynamodb.batch_write_item(RequestItems={table: [{"DeleteRequest": {"Key": where}}]}),
        lambda: dynamodb.transact_write_items(TransactItems=[{"Delete": {"TableName": table, "Key": where}}]),
    ]
    for attempt in attempts:
        with pytest.raises(ClientError) as refused:
            attempt()
        assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    proof = person("admin").post("/audit/verify", {"roomId": own_room}).json()
    assert (proof["intact"], proof["entries"]) == (True, 1)


def as_function(local_stack: LocalStack, function: str) -> Any:
    """DynamoDB with the credentials of a function's role."""
    roles = local_stack.target.client("iam").list_roles()["Roles"]
    (arn,) = (role["Arn"] for role in roles if f"{function}Role" in role["RoleName"])
    assumed = local_stack.target.client("sts").assume_role(RoleArn=arn, RoleSessionName="intruder")["Credentials"]
    session = boto3.Session(
        assumed["AccessKeyId"], assumed["SecretAccessKey"], assumed["SessionToken"], local_stack.target.region
    )
    return session.client("dynamodb", endpoint_url=local_stack.target.endpoint)


def listening(local_stack: LocalStack) -> str:
    """A queue that hears everything on the bus from now on."""
    queue = f"listener-{uuid.uuid4().hex[:8]}"
    url = str(local_stack.target.client("sqs").create_queue(QueueName=queue)["QueueUrl"])
    events, bus = local_stack.target.client("events"), local_stack.outputs["EventBusName"]
    events.put_rule(Name=queue, EventBusName=bus, EventPattern=json.dumps({"source": ["roomkeeper"]}))
    arn = f"arn:aws:sqs:{local_stack.target.region}:{local_stack.target.account}:{queue}"
    events.put_targets(Rule=queue, EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
    return url


def heard(local_stack: LocalStack, queue: str, room_id: str, count: int) -> list[dict[str, Any]]:
    """What a queue heard of a room."""
    sqs, found = local_stack.target.client("sqs"), dict[str, dict[str, Any]]()

    def enough() -> bool:
        for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            detail = json.loads(message["Body"])["detail"]
            if detail["roomId"] == room_id and detail["type"].startswith("user."):
                found[detail["id"]] = detail
        return len(found) >= count

    eventually(enough)
    return list(found.values())


def test_the_eraser_forgets_a_user_and_can_take_nothing_but_words(
    local_stack: LocalStack, person: People, own_room: str, user_id: str
) -> None:
    admin = person("admin")
    # A ban would disconnect a second time when its tokens have run out, and be waited for.
    timeout = {"kind": "timeout", "seconds": 60, "reason": f"{user_id} again"}
    assert admin.put(f"/rooms/{own_room}/sanctions/{user_id}", timeout).is_success
    assert admin.delete(f"/rooms/{own_room}/sanctions/{user_id}").is_success
    entries = linked(person, own_room)
    held = admin.get(f"/users/{user_id}/export").json()
    assert held["cursor"]
    asked = admin.post(f"/users/{user_id}/erasure", {"reason": f"{user_id} asked"})
    assert asked.status_code == 202, asked.text
    erasure_id = asked.json()["erasureId"]

    table, dynamodb = local_stack.outputs["AuditTable"], as_function(local_stack, "Eraser")
    for key in (
        {"pk": f"entry#{entries[0]['entryId']}", "sk": "entry"},
        {"pk": f"entry#{entries[0]['entryId']}", "sk": "linked"},
        {"pk": f"chain#{entries[0]['link']['chain']}", "sk": "000000000001"},
    ):
        where = {name: {"S": value} for name, value in key.items()}
        with pytest.raises(ClientError) as refused:
            dynamodb.delete_item(TableName=table, Key=where)
        assert refused.value.response["Error"]["Code"] == "AccessDeniedException"

    # The clock of the table cannot be turned on: the request is made four minutes older instead.
    root, state = local_stack.target.client("dynamodb"), local_stack.outputs["StateTable"]
    root.update_item(
        TableName=state,
        Key={"pk": {"S": f"erasure#{erasure_id}"}, "sk": {"S": "progress"}},
        UpdateExpression="SET requestedAt = requestedAt - :older",
        ExpressionAttributeValues={":older": {"N": "240000"}},
    )
    aged(root, table, user_id)
    functions = local_stack.target.client("lambda")
    (name,) = (
        each["FunctionName"]
        for each in functions.list_functions()["Functions"]
        if each["Handler"] == "eraser.handler.handler"
    )
    answer = functions.invoke(FunctionName=name, Payload=b"{}")
    assert json.loads(answer["Payload"].read())["finished"] >= 1
    erasure = admin.get(f"/erasures/{erasure_id}").json()
    # The timeout, its end, the export, and the request itself.
    assert (erasure["status"], erasure["removed"]["auditEntries"]) == ("finished", 4)

    for output in ("StateTable", "WindowsTable", "PoliciesTable", "DecisionsTable", "AuditTable", "ActionsTable"):
        for page in root.get_paginator("scan").paginate(TableName=local_stack.outputs[output]):
            named = [item for item in page["Items"] if user_id in json.dumps(item, default=str)]
            assert named == [], output
    proof = admin.post("/audit/verify", {"roomId": own_room}).json()
    assert (proof["intact"], proof["entries"], proof["erased"]) == (True, 2, 2)


def aged(root: Any, table: str, user_id: str) -> None:
    """Make the words about a user old enough to be settled, by another index key; nothing else of them changes."""
    for item in root.scan(TableName=table)["Items"]:
        if item["sk"]["S"] == "readable" and item.get("subject", {}).get("S") == user_id:
            root.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
            root.put_item(TableName=table, Item={**item, "timeSort": {"S": "0" * 13 + item["timeSort"]["S"][13:]}})


def test_chainers_that_race_on_the_table_leave_one_chain(
    local_stack: LocalStack, person: People, own_room: str
) -> None:
    """Four record and link at once whatever they find of one another; so does the stack's own, fed by the stream.

    Who links how many is luck: on a busy machine the stack's own may take all, and the four are overtaken each time.
    """
    tables = {table.name: local_stack.outputs[f"{table.name}Table"] for table in TABLES}
    ids, now = [f"raced{uuid.uuid4().hex}" for _ in range(40)], time.time()

    def record_and_link(mine: list[str]) -> int:
        dynamodb = local_stack.target.session().resource("dynamodb", endpoint_url=local_stack.target.endpoint)
        ledger, trail = DynamoLedger(dynamodb, tables), DynamoTrail(dynamodb, tables)
        chains = DynamoChains(dynamodb, tables)
        count = 0
        for entry_id in mine:
            entry = AuditEntry(entry_id, now, "automatic:race", "admin", "Race", own_room, "", "", None, None, "r")
            ledger.commit(entry, [], [])
            # Its own alone at first: who comes with all of them is slower than the stack's own, which has new ones.
            for known in ([entry_id], ids):
                # Overtaken ten times in a row, it is left to whoever overtook, or to the stack's own.
                with suppress(Unavailable):
                    count += link_all(chains, trail.entries(known).values())
        return count

    with ThreadPoolExecutor(4) as pool:
        four = sum(pool.map(record_and_link, [ids[start::4] for start in range(4)]))
    found = linked(person, own_room)
    print(f"{four} of {len(ids)} entries linked by the four, the rest by the stack's own chainer")
    assert sorted(entry["link"]["sequence"] for entry in found) == list(range(1, len(ids) + 1))
    proof = person("admin").post("/audit/verify", {"roomId": own_room}).json()
    assert (proof["intact"], proof["entries"]) == (True, len(ids))

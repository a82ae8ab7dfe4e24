"""A caller's budget under concurrency, on the emulated AWS's DynamoDB."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

from aws_edges.dynamo_budgets import DynamoBudgets
from local.stack import LocalStack

LIMIT, CALLS, THREADS = 60, 160, 8


def test_of_many_acts_at_once_exactly_the_limit_gets_through(local_stack: LocalStack) -> None:
    where = local_stack.endpoints
    dynamodb = boto3.resource(
        "dynamodb",
        endpoint_url=where.aws,
        region_name=where.region,
        aws_access_key_id=where.access_key_id,
        aws_secret_access_key=where.secret_access_key,
        config=Config(max_pool_connections=THREADS),
    )
    budgets = DynamoBudgets(dynamodb, {"State": local_stack.outputs["StateTable"]})
    caller, now = f"person:{uuid.uuid4()}", 1_800_000_000.0
    with ThreadPoolExecutor(THREADS) as pool:
        waits = list(pool.map(lambda _: budgets.spend(caller, "actions", 60, LIMIT, now), range(CALLS)))
    print(f"{CALLS} acts of one caller in {THREADS} threads, limit {LIMIT}: {Counter(waits)}")
    assert Counter(waits) == {0: LIMIT, 60: CALLS - LIMIT}

"""A stream's function answers which record failed, retries end, and a slow function holds nobody else up.

ministack ignores `batchItemFailures` (the failed record is lost), `MaximumRetryAttempts` and
`BisectBatchOnFunctionError`, and waits for each stream's function on the one thread that polls all queues and streams.
"""

import json
import time
from typing import Any

from ministack.core.arn import ArnParseError, parse_arn
from ministack.services import dynamodb, lambda_svc

from local.ministack.hooks import expect, replace

RETRY_SECONDS = 1.0


class _Progress:
    """What Lambda remembers of a batch that failed."""

    def __init__(self) -> None:
        self.attempts = 0
        self.size: int | None = None  # of the next batch, once a failing one was halved


_progress: dict[str, _Progress] = {}


def install() -> None:
    """Replace the pass over all streams; the loop around it stays ministack's."""
    expect(lambda_svc, "_dispatch_esm_batch", "esm_id fn args")
    expect(lambda_svc, "_apply_filter_criteria", "records esm")
    expect(lambda_svc, "_send_ddb_stream_failure_record", "esm func_rec batch stream_arn result condition")
    expect(lambda_svc, "_dynamodb_stream_table_from_arn_spec", "spec")
    expect(lambda_svc, "_iter_all_esms", "")
    expect(dynamodb, "stream_records_since", "table_name position limit account_id region")
    replace(lambda_svc, "_poll_dynamodb_streams", "", poll_dynamodb_streams)


def poll_dynamodb_streams() -> bool:
    """Start a batch for every stream that has records and no batch under way; whether any was started."""
    started = False
    for account, region, esm in lambda_svc._iter_all_esms():
        tokens = lambda_svc._request_account_id.set(account), lambda_svc._request_region.set(region)
        try:
            started = _start(esm) or started
        finally:
            lambda_svc._request_account_id.reset(tokens[0])
            lambda_svc._request_region.reset(tokens[1])
    return started


def _start(esm: dict[str, Any]) -> bool:
    esm_id, table_name = esm["UUID"], _table_of(esm)
    if (
        not table_name
        or not esm.get("Enabled", True)
        or lambda_svc._esm_inflight.get(esm_id)
        or lambda_svc._esm_backoff_until.get(esm_id, 0) > time.time()
    ):
        return False
    function, _ = lambda_svc._get_func_record_for_qualifier(esm["FunctionName"], esm.get("Qualifier"))
    if function is None:
        return False
    if esm_id not in lambda_svc._dynamodb_stream_positions:
        lambda_svc._init_stream_position(esm_id, esm["EventSourceArn"], esm.get("StartingPosition", "LATEST"))
    position = max(lambda_svc._dynamodb_stream_positions[esm_id], dynamodb.stream_start_position(table_name))
    progress = _progress.setdefault(esm_id, _Progress())
    raw = list(dynamodb.stream_records_since(table_name, position, progress.size or esm.get("BatchSize", 100)))
    if not raw:
        return False
    chosen = lambda_svc._apply_filter_criteria(raw, esm)
    if not chosen:
        _advance(esm_id, position + len(raw))
        return True
    lambda_svc._dispatch_esm_batch(esm_id, _run, esm, function, progress, position, raw, chosen)
    return True


def _run(
    esm: dict[str, Any],
    function: dict[str, Any],
    progress: _Progress,
    position: int,
    raw: list[dict[str, Any]],
    chosen: list[dict[str, Any]],
) -> None:
    result = lambda_svc._execute_function(function, {"Records": chosen})
    failed = 0 if result.get("error") else _first_failed(esm, result, raw)
    if failed is None:
        del _progress[esm["UUID"]]
        _advance(esm["UUID"], position + len(raw))
        return
    # What lies before the failed record is done; that record begins the next batch.
    position += failed
    _advance(esm["UUID"], position)
    rest = raw[failed:]
    if failed:
        progress.attempts = 0
    progress.attempts += 1
    if condition := _given_up(esm, progress, rest):
        lambda_svc._send_ddb_stream_failure_record(esm, function, rest, esm["EventSourceArn"], result, condition)
        del _progress[esm["UUID"]]
        _advance(esm["UUID"], position + len(rest))
        return
    if esm.get("BisectBatchOnFunctionError") and len(rest) > 1:
        progress.size = (len(rest) + 1) // 2
    lambda_svc._esm_backoff_until[esm["UUID"]] = time.time() + RETRY_SECONDS


def _first_failed(esm: dict[str, Any], result: dict[str, Any], raw: list[dict[str, Any]]) -> int | None:
    """Index of the first record that the function reported; an identifier that is none fails the whole batch."""
    if "ReportBatchItemFailures" not in esm.get("FunctionResponseTypes", []):
        return None
    body = result.get("body")
    if isinstance(body, str | bytes):
        body = json.loads(body or "null")
    failures = (body or {}).get("batchItemFailures") or []
    if not failures:
        return None
    places = {record["dynamodb"]["SequenceNumber"]: at for at, record in enumerate(raw)}
    return min(places.get(failure.get("itemIdentifier"), 0) for failure in failures)


def _given_up(esm: dict[str, Any], progress: _Progress, batch: list[dict[str, Any]]) -> str:
    """Why a failing batch is not tried again; "" if it is. -1, the default of both limits, is none."""
    age = int(esm.get("MaximumRecordAgeInSeconds", -1))
    oldest = min(float(record["dynamodb"].get("ApproximateCreationDateTime", time.time())) for record in batch)
    if age > 0 and time.time() - oldest > age:
        return "MaxRecordAgeExceeded"
    retries = int(esm.get("MaximumRetryAttempts", -1))
    return "RetryAttemptsExhausted" if 0 <= retries < progress.attempts else ""


def _advance(esm_id: str, position: int) -> None:
    with lambda_svc._dynamodb_stream_positions_lock:
        lambda_svc._dynamodb_stream_positions[esm_id] = position


def _table_of(esm: dict[str, Any]) -> str:
    """The table whose stream this mapping reads; "" if it reads something else."""
    try:
        arn = parse_arn(esm.get("EventSourceArn", ""))
    except ArnParseError:
        return ""
    found = lambda_svc._dynamodb_stream_table_from_arn_spec(arn) if arn.service == "dynamodb" else None
    table = dynamodb._tables.get(found[0]) if found else None
    if found is None or not table or table.get("LatestStreamArn") != esm["EventSourceArn"]:
        return ""
    name: str = found[0]
    return name

"""Deploy a synthesised stack straight into the emulated AWS: publish assets, create or update the stack, wait.

The CDK CLI does the same (`make deploy` honours AWS_ENDPOINT_URL) but takes 15 s longer, because it starts Node,
bootstraps the environment and polls every few seconds.
"""

import io
import json
import os
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from local.processes import StartError

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_s3 import S3Client

POLL_SECONDS = 0.1
TIMEOUT_SECONDS = 180.0
EPOCH = (1980, 1, 1, 0, 0, 0)
CAPABILITIES: Any = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]


@dataclass(frozen=True, slots=True)
class Target:
    """The emulated AWS account that is deployed into."""

    endpoint: str
    region: str
    account: str
    access_key_id: str
    secret_access_key: str

    def session(self) -> boto3.Session:
        """Return a session whose clients sign with the account's root key; pass `endpoint_url` to each client."""
        return boto3.Session(self.access_key_id, self.secret_access_key, region_name=self.region)

    def client(self, service: Any, config: Config | None = None) -> Any:
        """Return a client of the emulated AWS."""
        return self.session().client(service, endpoint_url=self.endpoint, config=config)


def deploy(target: Target, synthesised: Path, stack: str) -> dict[str, str]:
    """Publish the assets of `stack` and create it, or update it if it exists. Returns its outputs by key."""
    template_url = _publish(target, synthesised, stack)
    cloudformation: CloudFormationClient = target.client("cloudformation")
    arguments: Any = {"StackName": stack, "TemplateURL": template_url, "Capabilities": CAPABILITIES}
    if _exists(cloudformation, stack):
        try:
            cloudformation.update_stack(**arguments)
        except ClientError as error:
            if "No updates are to be performed" not in str(error):
                raise
    else:
        cloudformation.create_stack(**arguments)
    return _outputs_when_done(cloudformation, stack)


def delete(target: Target, stack: str) -> None:
    """Delete the stack and wait until it is gone."""
    cloudformation: CloudFormationClient = target.client("cloudformation")
    cloudformation.delete_stack(StackName=stack)
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while _exists(cloudformation, stack):
        if time.monotonic() > deadline:
            raise StartError(f"stack {stack} was not deleted:\n{_failures(cloudformation, stack)}")
        time.sleep(POLL_SECONDS)


def _publish(target: Target, synthesised: Path, stack: str) -> str:
    s3: S3Client = target.client("s3")
    manifest = json.loads((synthesised / f"{stack}.assets.json").read_text())
    buckets: set[str] = set()
    template_url = ""
    for asset in manifest["files"].values():
        destination = next(iter(asset["destinations"].values()))
        bucket = destination["bucketName"]
        for placeholder, value in (("${AWS::AccountId}", target.account), ("${AWS::Region}", target.region)):
            bucket = bucket.replace(placeholder, value)
        if bucket not in buckets:
            _make_bucket(s3, bucket, target.region)
            buckets.add(bucket)
        source = synthesised / asset["source"]["path"]
        body = _zipped_once(source) if asset["source"]["packaging"] == "zip" else source.read_bytes()
        s3.put_object(Bucket=bucket, Key=destination["objectKey"], Body=body)
        if asset["source"]["path"] == f"{stack}.template.json":
            template_url = f"{target.endpoint}/{bucket}/{destination['objectKey']}"
    if not template_url:
        raise StartError(f"{synthesised} lists no template asset for {stack}")
    return template_url


def _make_bucket(s3: "S3Client", bucket: str, region: str) -> None:
    location: Any = {"LocationConstraint": region}
    try:
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=location)
    except s3.exceptions.BucketAlreadyOwnedByYou:
        return


def _zipped_once(directory: Path) -> bytes:
    """Zip an asset and keep the zip beside it; an asset's name is the hash of its content."""
    kept = directory.with_name(f"{directory.name}.zip")
    if not kept.exists():
        unfinished = directory.with_name(f"{directory.name}.{os.getpid()}")
        unfinished.write_bytes(zipped(directory))
        unfinished.replace(kept)
    return kept.read_bytes()


def zipped(directory: Path) -> bytes:
    """Zip a directory the same way each time: sorted names, fixed times, permissions kept."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(path for path in directory.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(directory).as_posix(), EPOCH)
            entry.external_attr = (file.stat().st_mode & 0xFFFF) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes(), compresslevel=1)
    return buffer.getvalue()


def _exists(cloudformation: "CloudFormationClient", stack: str) -> bool:
    try:
        cloudformation.describe_stacks(StackName=stack)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            return False
        raise
    return True


def _outputs_when_done(cloudformation: "CloudFormationClient", stack: str) -> dict[str, str]:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        described = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        if not described["StackStatus"].endswith("IN_PROGRESS"):
            break
        if time.monotonic() > deadline:
            raise StartError(f"stack {stack} is still {described['StackStatus']} after {TIMEOUT_SECONDS:.0f} s")
        time.sleep(POLL_SECONDS)
    if described["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise StartError(f"stack {stack} is {described['StackStatus']}:\n{_failures(cloudformation, stack)}")
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}


def _failures(cloudformation: "CloudFormationClient", stack: str) -> str:
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    return "\n".join(
        f"  {event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', '')}"
        for event in reversed(events)
        if "FAILED" in event["ResourceStatus"]
    )

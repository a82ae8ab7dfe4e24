"""A stack beside the product with one function of a few lines, as a synthesis would have written it."""

import json
import textwrap
from pathlib import Path
from typing import Any

_BUCKET, _KEY = "probe-${AWS::AccountId}-${AWS::Region}", "probe.zip"
# Where the function's code is: its handler is `probe.handler`.
CODE = {"S3Bucket": {"Fn::Sub": _BUCKET}, "S3Key": _KEY}


def write(directory: Path, stack: str, source: str, template: dict[str, Any]) -> None:
    """Write template, code and the list of both into a directory for `local.deploy`."""
    code = directory / "code"
    code.mkdir(exist_ok=True)
    (code / "probe.py").write_text(textwrap.dedent(source))
    (directory / f"{stack}.template.json").write_text(json.dumps(template))
    files = {
        name: {
            "source": {"path": path, "packaging": packaging},
            "destinations": {"here": {"bucketName": _BUCKET, "objectKey": key}},
        }
        for name, path, packaging, key in (
            ("code", "code", "zip", _KEY),
            ("template", f"{stack}.template.json", "file", f"{stack}.json"),
        )
    }
    (directory / f"{stack}.assets.json").write_text(json.dumps({"files": files}))

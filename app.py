"""The CDK app: settings from context, one stack. `cdk synth` runs it, and so does `python app.py` alone."""

import sys
from pathlib import Path

import aws_cdk as cdk

# As in a function: packages under functions/ are top-level.
sys.path.insert(0, str(Path(__file__).parent / "functions"))

from infra.python_function import BytecodeMissing
from infra.settings import SettingsError, parse
from infra.stack import RoomkeeperStack
from infra.wheels import WheelsMissing


def main() -> None:
    """Write the template and the assets into CDK_OUTDIR, or cdk.out."""
    app = cdk.App()
    try:
        RoomkeeperStack(app, settings=parse(app.node.get_all_context()))
    except (SettingsError, BytecodeMissing, WheelsMissing) as error:
        sys.exit(str(error))
    app.synth()


main()

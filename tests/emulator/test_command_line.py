"""`python -m local.ivschat`, as somebody uses it who has only this emulator."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest

from local.ivschat.__main__ import main
from tests.emulator.viewer import Viewer

ROOT = Path(__file__).parents[2]
HANDLER = """
def handler(event):
    return {"ReviewResult": "ALLOW", "Content": "HEY"}
"""
FUNCTION = "arn:aws:lambda:eu-west-1:210987654321:function:shout"


@contextmanager
def emulator(*options: str, modules: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and the address that it printed."""
    command = [sys.executable, "-m", "local.ivschat", "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(modules)}
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"IVS Chat emulator: control plane http://(\S+), messaging ws://\1\n", line)
        assert found, line
        yield process, found[1]
    finally:
        process.kill()
        process.communicate()


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    (tmp_path / "shouting.py").write_text(HANDLER)
    options = ["--region", "eu-west-1", "--account", "210987654321", "--handler", f"{FUNCTION}=shouting:handler"]
    options += ["--access-key-id", "me", "--secret-access-key", "mine", "--quota", "rooms=1"]
    with emulator(*options, modules=tmp_path) as (process, address):
        where = f"http://{address}"
        key = boto3.Session(aws_access_key_id="me", aws_secret_access_key="mine", region_name="eu-west-1")
        api = key.client("ivschat", endpoint_url=where)
        room = api.create_room(messageReviewHandler={"uri": FUNCTION})["arn"]
        assert room.startswith("arn:aws:ivschat:eu-west-1:210987654321:room/")
        with pytest.raises(api.exceptions.ServiceQuotaExceededException):
            api.create_room()
        token = api.create_chat_token(roomIdentifier=room, userId="u", capabilities=["SEND_MESSAGE"])["token"]
        with Viewer(f"ws://{address}", token) as viewer:
            viewer.say("hello")
            assert viewer.frame()["Content"] == "HEY"
            process.send_signal(signal.SIGTERM)
            assert viewer.close_code() is None, "like a broken network, so that the SDK reconnects"
        _, errors = process.communicate(timeout=10)
        assert (process.returncode, errors) == (0, "")


def test_it_needs_nothing_else_of_the_project(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "local" / "ivschat", tmp_path / "local" / "ivschat")
    command = [sys.executable, "-m", "local.ivschat", "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--quota", "rooms", "expected NAME=N"),
        ("--quota", "rooms=-1", "expected NAME=N"),
        ("--quota", "nothing=1", "no quota is named nothing"),
        ("--quota", "api_rates=1", "no quota is named api_rates"),
        ("--handler", "shout=shouting:handler", "expected a function ARN"),
        ("--handler", f"{FUNCTION}=no_such_module:handler", "No module named"),
        ("--handler", f"{FUNCTION}=http:///path", "not an http or https URL"),
        ("--aws-endpoint", "nowhere", "not an http or https URL"),
        ("--authority-url", "ftp://x", "not an http or https URL"),
    ],
)
def test_a_wrong_option_is_named(capsys: pytest.CaptureFixture[str], option: str, value: str, hint: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([option, value])
    assert ended.value.code == 2
    assert hint in capsys.readouterr().err


def test_a_busy_port_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert capsys.readouterr().err == f"127.0.0.1:{port} cannot be used: Address already in use\n"

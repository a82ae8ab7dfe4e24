"""`python -m local` from start to stop: the contract of endpoints.json, tokens, ports, and no process left behind."""

import base64
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from local.synth import PROJECT
from tests.journeys.running import Running, alive, at_work_in, family, run

ANY_PORTS = ("--port-aws", "0", "--port-ivschat", "0", "--port-service", "0")
LOOPBACK = "127.0.0.1"
ROLES = {"admin", "policy_editor", "lead", "moderator", "analyst"}


def test_from_start_to_ctrl_c(tmp_path: Path) -> None:
    with Running(tmp_path, "--no-crowd", *ANY_PORTS) as local:
        where = local.endpoints()
        written = json.loads((tmp_path / "endpoints.json").read_text())
        assert written.keys() == {
            *(
                "region",
                "account",
                "access_key_id",
                "secret_access_key",
                "aws",
                "ivschat",
                "messaging",
                "api",
                "console",
            ),
            *("room_arn", "users"),
        }
        assert {user["role"] for user in written["users"]} == ROLES
        assert all(user.keys() == {"role", "username", "password"} for user in written["users"])
        assert (tmp_path / "endpoints.json").stat().st_mode & 0o077 == 0
        assert where.room_arn.startswith(f"arn:aws:ivschat:{where.region}:{where.account}:room/")
        assert where.messaging.startswith("ws://")
        assert httpx.get(f"{where.ivschat}/_emulator/health").is_success
        assert httpx.get(f"{where.aws}/_ministack/health").is_success

        printed = run("token", "--user", "moderator@roomkeeper.test", "--directory", str(tmp_path))
        assert printed.returncode == 0, printed.stderr
        claims = claims_of(printed.stdout.splitlines()[-1])
        assert claims["token_use"] == "access"
        assert claims["username"]
        stranger = run("token", "--user", "nobody", "--directory", str(tmp_path))
        assert stranger.returncode == 1
        assert "moderator@roomkeeper.test" in stranger.stderr

        processes = family(local.process.pid)
        assert len(processes) >= 3, "the launcher and both emulators, at least"
        assert local.stop(signal.SIGINT) == 0
        assert not (tmp_path / "endpoints.json").exists()
        assert alive(processes) == {}
        gone = run("token", "--user", "moderator", "--directory", str(tmp_path))
        assert gone.returncode == 1
        assert "make run" in gone.stderr


def claims_of(token: str) -> dict[str, str]:
    payload = token.split(".")[1]
    claims: dict[str, str] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def test_sigterm_amid_a_talking_crowd_leaves_no_process(tmp_path: Path) -> None:
    with Running(tmp_path, *ANY_PORTS) as local:
        local.endpoints()
        deadline = time.monotonic() + 120
        while not any("moderator_api" in command for command in at_work_in(tmp_path).values()):
            assert time.monotonic() < deadline, "the crowd has not asked for tokens"
            time.sleep(0.2)
        processes = family(local.process.pid)
        assert local.stop(signal.SIGTERM) == 0
        assert alive(processes) == {}
        assert at_work_in(tmp_path) == {}
        assert not (tmp_path / "endpoints.json").exists()


def test_stopping_while_it_starts_leaves_no_process(tmp_path: Path) -> None:
    with Running(tmp_path, *ANY_PORTS) as local:
        deadline = time.monotonic() + 120
        while len(processes := family(local.process.pid)) < 3:
            assert time.monotonic() < deadline, "the emulators were not started"
            time.sleep(0.05)
        assert local.stop(signal.SIGTERM) == 0
        assert alive(processes) == {}
        assert "Traceback" not in local.output()


def test_a_killed_launcher_takes_its_children_and_theirs_along(tmp_path: Path) -> None:
    grandchild = "import subprocess; subprocess.run(['sleep', '300'])"
    launcher = f"""
import sys, time
from pathlib import Path
from local.processes import Child
child = Child("one", [sys.executable, "-c", {grandchild!r}], {{}}, Path({str(tmp_path / "log")!r}))
print(child.process.pid, flush=True)
time.sleep(300)
"""
    with subprocess.Popen([sys.executable, "-c", launcher], cwd=PROJECT, stdout=subprocess.PIPE) as running:
        assert running.stdout
        child = int(running.stdout.readline())
        deadline = time.monotonic() + 60
        while len(processes := family(child)) < 2 or len(everything := family(running.pid)) < 4:
            assert time.monotonic() < deadline, "not all of them were started"
            time.sleep(0.01)
        running.kill()
        while alive(processes | everything):
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_what_is_no_port_is_refused_with_its_option(port: str) -> None:
    ended = run("--port-aws", port)
    assert ended.returncode == 2
    assert f"argument --port-aws: a port is a number from 0 to 65535, not '{port}'" in ended.stderr


@pytest.mark.parametrize("option", ["--port-aws", "--port-ivschat", "--port-service"])
def test_a_taken_port_is_named_with_the_option_that_changes_it(tmp_path: Path, option: str) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("--directory", str(tmp_path), "--no-crowd", *ANY_PORTS, option, str(port))
    assert ended.returncode == 1
    assert f"port {port}" in ended.stderr
    assert option in ended.stderr
    assert not (tmp_path / "endpoints.json").exists()

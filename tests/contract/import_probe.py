"""Run in a fresh process: what the review function loads beyond the real runtime client, as JSON on stdout."""

import importlib
import json
import os
import sys

import awslambdaric.bootstrap  # noqa: F401  what every Python function on Lambda has loaded already

OWN = ("message_review", "moderation", "lean_edges")

before = set(sys.modules)
handler = importlib.import_module("message_review.handler").handler
devnull = open(os.devnull, "w")  # noqa: SIM115  open until the process ends
sys.stdout, stdout = devnull, sys.stdout
room = "arn:aws:ivschat:us-west-2:123456789012:room/BLR123456789"
answer = handler({"Content": "good evening", "MessageId": "m", "RoomArn": room, "Sender": {"UserId": "mary"}}, None)
sys.stdout = stdout
loaded = sorted(name for name in set(sys.modules) - before if name.partition(".")[0] not in OWN)
print(json.dumps({"modules": loaded, "own": len(set(sys.modules) - before) - len(loaded), "answer": answer}))

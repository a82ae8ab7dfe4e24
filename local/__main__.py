"""`python -m local` runs everything on this machine; `python -m local token --user NAME` prints a bearer token.

Any Python of this machine will do to say so: what runs is the one in `.venv`, which has the packages.
"""

import os
import sys
from pathlib import Path

ENVIRONMENT = Path(__file__).parent.parent / ".venv"

if __name__ == "__main__":
    ours = ENVIRONMENT / "bin" / "python"
    if Path(sys.prefix) != ENVIRONMENT and ours.exists():
        os.execv(ours, [str(ours), "-m", "local", *sys.argv[1:]])  # noqa: S606  no shell is wanted
    from local.command import main

    sys.exit(main(sys.argv[1:]))

"""`python -m lexicons build` writes the shipped lexicons and says what the dictionaries made it drop."""

import sys

from lexicons.build import build

if sys.argv[1:] != ["build"]:
    sys.exit(__doc__)
sys.stdout.write("\n".join(build()) + "\n")

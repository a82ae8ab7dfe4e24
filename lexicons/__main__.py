"""`python -m lexicons build` writes the shipped lexicons and says what the dictionaries made it drop;
`python -m lexicons statements` writes the shipped statements;
`python -m lexicons report` measures the lists and writes docs/lexicons.md."""

import sys

if sys.argv[1:] == ["build"]:
    from lexicons.build import build

    sys.stdout.write("\n".join(build()) + "\n")
elif sys.argv[1:] == ["report"]:
    from lexicons import report

    report.write()
elif sys.argv[1:] == ["statements"]:
    from lexicons import statements

    statements.write()
else:
    sys.exit(__doc__)

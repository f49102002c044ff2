"""Reliability, tried and published: python benchmarks/reliability.py --write docs/reliability.md

Does harm of every kind of trials/registry.py and writes the table; ``--only IDS`` does some of it, and other rows stay
as the page has them. ``--report`` takes what stands in a JUnit report instead: ./test --all -o junit_family=xunit1
--junitxml=FILE. Without ``--write`` the table is printed. The exit code is 1 where a try did not survive.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scoring.page import write_page
from trials.counting import Tally, read_report
from trials.page import SECTION, TEMPLATE, fill_table, read_rows
from trials.registry import POSITIONS, TRIALS


def read_tallies(report: Path, wanted: set[str]) -> dict[str, Tally]:
    """What a report says of the trials that select whole files: of faults it holds fewer places than are published."""
    text = report.read_text("utf-8")
    whole = {trial.id: trial.tests for trial in TRIALS if trial.id in wanted and trial.tests}
    tallies = {name: read_report(text, tests) for name, tests in whole.items() if POSITIONS[0] not in tests}
    return {name: tally for name, tally in tallies.items() if tally.tried}


def main() -> int:
    """Try, and write or print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help=f"of {', '.join(trial.id for trial in TRIALS)}")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    parser.add_argument("--report", type=Path, metavar="FILE")
    options = parser.parse_args()
    wanted = set(options.only.split(",")) if options.only else {trial.id for trial in TRIALS}
    if unknown := wanted - {trial.id for trial in TRIALS}:
        parser.error(f"no trial is called {', '.join(sorted(unknown))}")
    if options.report:
        tallies = read_tallies(options.report, wanted)
    else:
        tallies = {trial.id: trial.count() for trial in TRIALS if trial.id in wanted}
    former = options.write.read_text("utf-8") if options.write and options.write.exists() else ""
    table = fill_table(TRIALS, tallies, read_rows(former))
    if options.write:
        options.write.write_text(write_page(TEMPLATE.read_text("utf-8"), {SECTION: table}, former), "utf-8")
    else:
        print(table, end="")
    return int(any(tally.survived < tally.tried or not tally.tried for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())

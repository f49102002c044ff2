"""Fuzzes targets and writes what it came to: python tests/fuzz/run.py [TARGET...] --seconds 600 --jobs 2

Without names: every target that was not measured for so long yet, in the order of risk, so that a long run can be
stopped and gone on with. ``--most N`` ends after N of them. A name may be a family: ``format``. Figures go into
results.json beside this file; ``--table`` writes them into docs/security/fuzzing.md, and fuzzes nothing.
"""

from __future__ import annotations

import argparse
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
sys.path[0] = str(HERE.parent)

from fuzz.measuring import BrokenTargetError, Measured, measure  # noqa: E402 - not from the folder of this file
from fuzz.registry import TARGETS  # noqa: E402
from fuzz.results import read_results, write_results, write_table  # noqa: E402

_LOCK = threading.Lock()


def main() -> int:
    """0 where nothing was found, 1 where something was, 2 where a target does not begin, 3 where nothing is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--most", type=int)
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    if options.table:
        write_table(read_results())
        return 0
    chosen = _choose(options.names, options.seconds)[: options.most]
    if not chosen:
        return 3
    with ThreadPoolExecutor(options.jobs) as pool:
        codes = list(pool.map(lambda name: _run(name, options.seconds), chosen))
    return max(codes)


def _choose(names: list[str], seconds: int) -> list[str]:
    """The targets that are named, or all that were not measured for so long."""
    known = [target.name for target in TARGETS]
    if names:
        return [name for name in known if name in names or name.partition("/")[0] in names]
    done = read_results()
    return [name for name in known if name not in done or done[name].seconds < 0.9 * seconds]


def _run(name: str, seconds: int) -> int:
    """Measure one target and write it down at once."""
    try:
        measured: Measured = measure(name, seconds)
    except BrokenTargetError as error:
        print(f"{name}: does not begin\n{error}", flush=True)
        return 2
    with _LOCK:
        write_results({**read_results(), name: measured})
    print(f"{name}: {measured}", flush=True)
    return 1 if measured.crashes or measured.hangs else 0


if __name__ == "__main__":
    sys.exit(main())

"""Where the system gives no more memory, that is said, and nothing that was stored is lost."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from faults.desks import fits
from faults.outcomes import Outcome, run_tries, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.desks import Bench

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_coverage")]

SIZES_MB = (200, 250, 300, 350, 400, 450, 500, 600, 800, 1200)
"""Of the address space of each process; the interpreter with the libraries of a scan takes some 300."""


def bound_memory(bench: Bench, megabytes: int) -> Outcome:
    """Scan the second night within a bound, and without one."""
    desk = bench.desk(f"memory-{megabytes}")
    bound = ("prlimit", f"--as={megabytes << 20}")
    try:
        hurt = desk.scan(before=bound)
        what = f"{megabytes} MB: {hurt.returncode} {hurt.stderr.strip()}"
        is_kept = desk.keeps_first_night()
        again = desk.scan() if hurt.returncode else hurt
    except subprocess.TimeoutExpired:
        return Outcome("hung", f"{megabytes} MB")
    loss = desk.find_loss("second") if again.returncode == 0 else again.stderr
    leak = desk.find_leak(hurt.stdout, hurt.stderr)
    desk.close()
    if loss or not is_kept:
        return Outcome("lost", f"{what}; {loss or 'the first night was gone'}")
    if leak:
        return Outcome("leaked", f"{what}; {leak}")
    lines = hurt.stderr.splitlines()
    is_said = hurt.returncode == 3 and "Traceback" not in hurt.stderr and bool(lines)
    is_clear = is_said and fits("error-memory", "en", lines[-1].removeprefix("meibo: error: "))
    return Outcome("survived" if is_clear or hurt.returncode == 0 else "unclear", what)


def test_memory_that_ends(bench: Bench, record_property: Callable[[str, object], None]) -> None:
    """Ten bounds, from one that lets nothing begin to one that is wide enough."""
    settle(run_tries(lambda size: bound_memory(bench, size), SIZES_MB), record_property)

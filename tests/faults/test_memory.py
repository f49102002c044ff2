"""Where the system gives no more memory, that is said, and nothing that was stored is lost."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from faults.desks import fits
from faults.outcomes import Outcome, run_tries, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.desks import Bench

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_coverage")]

MORE_MB = (10, 20, 30, 40, 60, 80, 100, 150, 250, 500)
"""Over what the libraries of a scan need to be loaded: with less, they speak, and not meibo."""


def find_floor_mb() -> int:
    """The least address space, in tens of megabytes, in which the libraries can be loaded on this machine."""
    low, high = 3, 400
    while low < high:
        middle = (low + high) // 2
        line = ["prlimit", f"--as={middle * 10 << 20}", sys.executable, "-c", "import meibo.pipeline.worker"]
        if subprocess.run(line, capture_output=True, check=False).returncode:
            low = middle + 1
        else:
            high = middle
    return low * 10


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
    is_clear = hurt.returncode == 0 or (hurt.returncode == 3 and is_said(hurt.stderr))
    return Outcome("survived" if is_clear else "unclear", what)


def is_said(text: str) -> bool:
    """Whether it is said that there is no memory, or which files a worker without memory could not read."""
    lines = [line.removeprefix("meibo: ") for line in text.splitlines() if line.startswith("meibo: ")]
    return bool(lines) and "Traceback" not in text and all(
        fits("error-memory", "en", line.removeprefix("error: ")) or "(crash, " in line or "(memory-limit" in line
        for line in lines
    )  # fmt: skip


def test_memory_that_ends(bench: Bench, record_property: Callable[[str, object], None]) -> None:
    """Ten bounds, from one that lets nothing begin to one that is wide enough."""
    floor = find_floor_mb()
    settle(run_tries(lambda more: bound_memory(bench, floor + more), MORE_MB), record_property)

"""Whatever call of the operating system fails under an inventory, it is said, and nothing that was stored is lost."""

from __future__ import annotations

import itertools
import subprocess
from typing import TYPE_CHECKING

import pytest

from faults.desks import REPORTS, Course, examine, is_clear
from faults.failing import ALWAYS, Injury, find_hits, spread
from faults.outcomes import Outcome, run_tries, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.desks import Bench
    from faults.failing import Call

pytestmark = pytest.mark.usefixtures("without_coverage")

ERRORS: dict[Call, tuple[str, ...]] = {
    "open": ("ENOSPC", "EIO", "EINTR", "EMFILE"),
    "write": ("ENOSPC", "EIO", "EINTR", "EDQUOT"),
    "fsync": ("ENOSPC", "EIO", "EINTR"),
    "rename": ("ENOSPC", "EIO"),
    "ftruncate": ("ENOSPC", "EIO", "EINTR"),
    "mmap": ("ENOMEM", "EIO", "EMFILE"),
    "read": ("EIO", "EINTR"),
    "unlink": ("EIO",),
}
"""Which the manual pages name, EMFILE of a mapping for ENFILE."""

Tried = tuple[Course, Injury]


def choose(bench: Bench, call: Call, error: str, most: int) -> list[Tried]:
    """Positions in the calls of both nights, by turns for once and for ever; EINTR is never for ever."""
    where: list[tuple[Course, int]] = [
        (course, at) for course in ("first", "second") for at in range(1, bench.calls[course].get(call, 0) + 1)
    ]
    times = (1,) if error == "EINTR" else (1, ALWAYS)
    if len(where) * len(times) <= most:
        return [(course, Injury(call, error, at, often)) for course, at in where for often in times]
    chosen = [where[number - 1] for number in spread(len(where), most)]
    return [(course, Injury(call, error, at, often)) for (course, at), often in zip(chosen, itertools.cycle(times))]


def injure(bench: Bench, tries: list[Tried]) -> list[Outcome]:
    """Each at a desk of its own, in both languages by turns."""

    def run(numbered: tuple[int, Tried]) -> Outcome:
        number, (course, injury) = numbered
        desk = bench.desk(f"{injury.call}-{injury.error}-{number}", course)
        outcome = examine(desk, course, injury, ("en", "ja")[number // 2 % 2])
        desk.close()
        return outcome

    return run_tries(run, enumerate(tries))


@pytest.mark.slow
@pytest.mark.parametrize(("call", "error"), [(call, error) for call, errors in ERRORS.items() for error in errors])
def test_a_call_that_fails(
    bench: Bench, call: Call, error: str, positions: int, record_property: Callable[[str, object], None]
) -> None:
    """Wherever in the course of a scan: one clear message, and the same command ends as if nothing had happened."""
    settle(injure(bench, choose(bench, call, error, positions)), record_property)


REPORT_ERRORS = ("ENOSPC", "EIO", "EINTR")


def choose_of_reports(bench: Bench, error: str, most: int) -> list[Injury]:
    """Positions in all calls that writing reports makes, each call by turns."""
    calls: tuple[Call, ...] = ("open", "write", "fsync", "read")
    if error != "EINTR":  # no file system interrupts these
        calls = (*calls, "rename", "mmap")
    where = [(call, at) for call in calls for at in range(1, bench.report_calls.get(call, 0) + 1)]
    return [Injury(call, error, at) for call, at in (where[number - 1] for number in spread(len(where), most))]


def examine_report(bench: Bench, injury: Injury) -> Outcome:
    """A report is whole or not there; it is said which, and the same command writes it later."""
    desk = bench.desk(f"report-{injury.call}-{injury.error}-{injury.at}")
    try:
        hurt = desk.run_report(prefix=f"{desk.reports}/", injury=injury)
        what = f"report, {injury.spell()} {find_hits(desk.log)}: {hurt.returncode} {hurt.stderr.strip()}"
        torn = [
            name
            for name in REPORTS
            if (place := desk.reports / name).exists() and place.read_bytes() != bench.reports[name]
        ]
        leak = desk.find_leak(hurt.stdout, hurt.stderr)
        again = hurt if hurt.returncode == 0 else desk.run_report()
    except subprocess.TimeoutExpired:
        return Outcome("hung", injury.spell())
    whole = all((desk.reports / name).read_bytes() == bench.reports[name] for name in REPORTS)
    desk.close()
    if torn or again.returncode or not whole:
        return Outcome("lost", f"{what}; half a report: {torn}, then {again.returncode} {again.stderr}")
    if leak:
        return Outcome("leaked", f"{what}; {leak}")
    return Outcome("survived" if is_clear(hurt, "en", injury) else "unclear", what)


@pytest.mark.slow
@pytest.mark.parametrize("error", REPORT_ERRORS)
def test_a_report_that_fails(
    bench: Bench, error: str, positions: int, record_property: Callable[[str, object], None]
) -> None:
    """Never half a report, nothing left beside it, and the place is named."""
    tries = choose_of_reports(bench, error, positions)
    settle(run_tries(lambda injury: examine_report(bench, injury), tries), record_property)


def test_some_calls_that_fail(bench: Bench) -> None:
    """Of each kind one: the key's name, a sync that a signal interrupts, no room in the second night."""
    last = bench.calls["second"]["write"] // 2
    tries: list[Tried] = [
        ("first", Injury("rename", "EIO", 1)),
        ("first", Injury("fsync", "EINTR", 1)),
        ("second", Injury("write", "ENOSPC", last, ALWAYS)),
    ]
    outcomes = injure(bench, tries)
    assert [outcome.what for outcome in outcomes if outcome.fate != "survived"] == []

"""The table of harm counts what tests count, keeps rows that were not tried, and names tests that exist."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from scoring.page import write_page
from trials.counting import Tally, read_report
from trials.page import SECTION, TEMPLATE, fill_table, read_rows
from trials.registry import TRIALS, Trial

ROOT = Path(__file__).parents[2]
REPORT = """<testsuites><testsuite><testcase name="a"><properties><property name="tried" value="20"/>
<property name="survived" value="18"/><property name="lost" value="1"/><property name="hung" value="1"/></properties>
<failure message="x"/></testcase><testcase name="b"/><testcase name="c"><failure message="y"/></testcase>
<testcase name="d"><skipped/></testcase><testcase name="e"><properties><property name="tried" value="7"/></properties>
</testcase></testsuite></testsuites>"""


def test_a_test_counts_its_tries_or_is_one() -> None:
    """Recorded counts are taken over; a test without any is one try, a skipped one none."""
    assert read_report(REPORT, ("tests/none.py",)) == Tally()
    assert read_report(REPORT) == Tally(tried=29, survived=26, lost=1, leaked=0, hung=1)


@pytest.fixture
def trials() -> tuple[Trial, ...]:
    """Two rows."""
    return tuple(Trial(name, f"what {name} does", f"pytest {name}", (name,)) for name in ("a", "b"))


def test_rows_are_filled_and_kept(trials: tuple[Trial, ...]) -> None:
    """A row that was tried is new, another stays as the page had it, and one that never was is told by dashes."""
    first = fill_table(trials, {"a": Tally(3, 3)}, {})
    page = write_page(f"<!-- measured: {SECTION} -->\n", {SECTION: first}, "")
    assert "| what b does | – | – | – | – | – | `pytest b` |" in page
    second = fill_table(trials, {"b": Tally(2, 1, 1)}, read_rows(page))
    assert "| what a does | 3 | 3 | 0 | 0 | 0 | `pytest a` |" in second
    assert "| **all** | 5 | 4 | 1 | 0 | 0 |" in second


def test_the_page_is_that_of_the_template() -> None:
    """Nobody has written into it by hand, and each row of the registry stands in it."""
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    assert write_page(TEMPLATE.read_text("utf-8"), {SECTION: fill_table(TRIALS, {}, read_rows(page))}, page) == page


@pytest.mark.parametrize("trial", TRIALS, ids=[trial.id for trial in TRIALS])
def test_what_a_row_names_exists(trial: Trial) -> None:
    """The files of its command, and a name of its own."""
    for word in shlex.split(trial.command):
        assert not word.endswith(".py") or (ROOT / word).exists()
    assert [other.id for other in TRIALS].count(trial.id) == 1
    assert [other.title for other in TRIALS].count(trial.title) == 1

"""The page keeps what was not measured, and tells no text of the sets."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scoring.figures import compare
from scoring.page import NOT_MEASURED, TEMPLATE, stamp, write_page, write_table
from scoring.people import Counted, People
from scoring.rosters import Found, Result, Roster
from scoring.sections import show_misses, show_outcome, show_people, show_rosters

FORM = "# Figures\n\n<!-- measured: one -->\n\nBetween.\n\n<!-- measured: two -->\n"


def test_sections_are_filled_and_kept() -> None:
    """A measured section is new, another stays as the page had it, and passages come from the template."""
    first = write_page(FORM, {"one": "1\n", "two": "2\n"}, "")
    assert first == (
        "# Figures\n\n<!-- measured: one -->\n\n1\n\n<!-- end -->\n\n"
        "Between.\n\n<!-- measured: two -->\n\n2\n\n<!-- end -->\n"
    )
    second = write_page(FORM.replace("Between", "Amid"), {"one": "new"}, first)
    assert second == first.replace("1\n", "new\n").replace("Between", "Amid")
    assert write_page(FORM, {}, second) == second.replace("Amid", "Between")


def test_what_was_never_measured_is_said() -> None:
    """Every place of the template tells something."""
    assert write_page(FORM, {}, "").count(NOT_MEASURED) == 2


def test_a_section_without_place_is_an_error() -> None:
    """Nothing that was measured is lost."""
    with pytest.raises(KeyError, match="three"):
        write_page(FORM, {"three": ""}, "")


def test_template_has_a_place_for_every_section() -> None:
    """The sections that the command makes."""
    assert set(re.findall(r"<!-- measured: (\w+) -->\n", TEMPLATE.read_text("utf-8"))) == {
        "asked", "gold", "formats", "real", "negatives", "rosters", "levels", "peers", "cases", "sample", "misses",
    }  # fmt: skip


def test_table() -> None:
    """Fractions have three places, what is not known is a dash."""
    assert write_table(("a", "b"), [(1, 0.5), ("x", None)]) == "| a | b |\n| --- | --- |\n| 1 | 0.500 |\n| x | – |\n"
    assert stamp("text\n\n", "0a") == "text\n\n*Rule set 0a.*\n"


def test_misses_are_places_only(label: Any, report: Any) -> None:
    """Missed and false values stand by file and place, never with their text."""
    truths = [label("NAME", "架空花子", place="line7"), label("PHONE", "0312345678", path="log/b.log", place="line9")]
    table = show_misses({"gold": compare(truths, [report("NAME", "見本商事")])})
    assert "| gold | missed | NAME | csv/a.csv: line7 |" in table
    assert "| gold | missed | PHONE | log/b.log: line9 |" in table
    assert "| gold | false | NAME | csv/a.csv: line 1 |" in table
    assert not re.search("架空|見本|0312345678", table)
    assert show_misses({"gold": compare([], [])}) == "None.\n"


def test_outcome_with_and_without_what_is_asked(label: Any, report: Any) -> None:
    """The last two columns stand only where something is asked."""
    outcome = compare([label("PHONE", "0312345678")], [report("PHONE", "0312345678")])
    assert "| PHONE | jp_phone | 1 | 1 | 0 | 1.000 | 1.000 | 1.000 | – | 0.75 |" in show_outcome(outcome, is_asked=True)
    assert "| PHONE | jp_phone | 1 | 1 | 0 | 1.000 | 1.000 | 1.000 |\n" in show_outcome(outcome, is_asked=False)


def test_people_and_rosters() -> None:
    """Files whose range does not hold the truth are named; a roster shows what is found and what is false."""
    counted = [Counted(People("a.csv", 3, is_roster=True), 3, 3), Counted(People("b.txt", 2), 3, 4)]
    assert show_people(counted) == (
        "**People**: least and most hold the truth in 1 of 2 files, exact in 1 of 1 rosters."
        " Not so: b.txt: 2, counted 3-4.\n"
    )
    roster = Roster("jp_x", "番号", "3 digits", lambda dice: dice.digits(3), lambda dice: dice.digits(3))
    result = Result(roster, Found(9, 0), Found(8, 1), Found(0, 0))
    assert "| jp_x | 番号 | 3 digits | 9, 0 | 8, 1 | 0, 0 |" in show_rosters([result])

"""How much of a roster a file is."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from meibo.assessment.roster import HIGHEST, roster_score
from meibo.inventory.model import FileResult, Issue, Status, StoredPosition
from meibo.inventory.reader import Reader
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report


@pytest.mark.parametrize(
    ("points", "score"), [(0, 0), (1, 8), (2, 12), (9, 25), (99, 50), (999, 75), (9999, 100), (10**12, HIGHEST)]
)
def test_score_grows_by_25_for_ten_times_as_much(points: int, score: int) -> None:
    """No point is 0, one card with a name and two kinds more is 12, and 100 is never passed."""
    assert roster_score(points) == score


def test_score_never_falls() -> None:
    """More points never give a lower score."""
    scores = [roster_score(points) for points in range(20_000)]
    assert scores == sorted(scores)


def test_the_file_list_shows_the_score_and_not_the_points(
    make_file: Callable[..., FileResult],
    make_inventory: Callable[[list[FileResult]], Reader],
    english: ReportOptions,
    tmp_path: Path,
) -> None:
    """A roster has its score, a file without records 0, one that was not read nothing; the order is that of risk."""
    unread = make_file("c.zip", status=Status.SKIPPED, issues=(Issue("extract", "format-not-read"),))
    risky = make_file("b.csv", counts={"jp_my_number": (0, 0, 1)})
    reader = make_inventory([unread, make_file("a.csv", roster_points=99), risky])
    write_report("csv", reader, 1, tmp_path / "files.csv", english)
    with (tmp_path / "files.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["Path"], row["Roster score"]) for row in csv.DictReader(stream)]
    assert rows == [("b.csv", "0"), ("a.csv", "50"), ("c.zip", "")]


def run_meibo(*arguments: str) -> str:
    """What the real command prints, in English."""
    command = [sys.executable, "-m", "meibo", *arguments, "--lang", "en"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.slow
def test_commands_say_the_score(
    make_file: Callable[..., FileResult], make_inventory: Callable[[list[FileResult]], Reader], tmp_path: Path
) -> None:
    """``list`` has it in its table, its JSON and its CSV, ``show`` on a line and in its JSON."""
    found = {"jp_my_number": (0, 0, 9000), "payment_card": (0, 0, 1), "email": (0, 0, 40_000), "jp_phone": (0, 0, 1)}
    make_inventory([make_file("名簿.csv", roster_points=9999, counts=found, persons=(9000, 9900))])
    inventory = ("-i", str(tmp_path / "inventory-0.db"))
    head, line = run_meibo("list", *inventory).splitlines()
    assert head.split() == ["risk", "score", "persons", "roster", "findings", "status", "reason", "path"]
    assert line.split() == ["critical", "495.4", "9,900", "100", "jp_my_number:9,000", "+3", "complete", "名簿.csv"]
    assert json.loads(run_meibo("list", *inventory, "--format", "json"))[0]["roster_score"] == 100
    (row,) = csv.DictReader(run_meibo("list", *inventory, "--format", "csv").splitlines())
    assert row["roster_score"] == "100"
    shown = run_meibo("show", "名簿.csv", *inventory).splitlines()
    assert [line.split() for line in shown if "roster" in line] == [["roster", "100"]]
    assert json.loads(run_meibo("show", "名簿.csv", *inventory, "--format", "json"))["roster_score"] == 100


def test_the_table_fits_a_terminal(
    make_file: Callable[..., FileResult], make_inventory: Callable[[list[FileResult]], Reader], tmp_path: Path
) -> None:
    """With every detector in a file, a path of twenty columns still ends before column 100."""
    from meibo_detectors.registry import DETECTORS

    found = {detector.id: (0, 0, 1000) for detector in DETECTORS}
    make_inventory([make_file("a/name-of-20-columns", counts=found, persons=(1000, 1000), roster_points=9999)])
    lines = run_meibo("list", "-i", str(tmp_path / "inventory-0.db")).splitlines()
    assert max(map(len, lines)) <= 100


def test_show_words_places_and_evidence(
    make_file: Callable[..., FileResult], make_inventory: Callable[[list[FileResult]], Reader], tmp_path: Path
) -> None:
    """A cell is told by row and column, a column's header and other evidence in words."""
    position = StoredPosition(
        detector="jp_name", location={"row": 3, "column": 2}, start=0, end=5, score=90,
        evidence=("column:氏名", "joined", "dictionary-name"), fingerprint=bytes(32), masked="山* **",
    )  # fmt: skip
    make_inventory([make_file("名簿.csv", counts={"jp_name": (0, 0, 1)}, positions=(position,))])
    (line,) = [
        line
        for line in run_meibo("show", "名簿.csv", "-i", str(tmp_path / "inventory-0.db")).splitlines()
        if "row 3, column 2" in line
    ]
    assert line.split("  ")[-1] == "column “氏名”, joined from parts, name in the dictionary"

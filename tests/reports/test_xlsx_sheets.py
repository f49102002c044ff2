"""The workbook of a real scan: groups, law, coverage, mail and changes, as another library reads them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "share"
ROSTER = "社員名簿_2026"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The workbook of the sample share's second scan, before which one roster was added and one file went."""
    desk = tmp_path_factory.mktemp("sheets")
    share = desk / "share"
    shutil.copytree(EXAMPLES, share)
    run = [sys.executable, "-m", "meibo", "--lang", "en"]
    subprocess.run([*run, "scan", share, "--quiet", "-i", "m.db"], check=True, cwd=desk)
    shutil.copyfile(share / "人事部" / f"{ROSTER}.csv", share / "総務部" / "写し.csv")
    (share / "退職者" / "退職者名簿_2024.csv").unlink()
    subprocess.run([*run, "scan", share, "--quiet", "-i", "m.db", "--xlsx", "m.xlsx"], check=True, cwd=desk)
    book = openpyxl.load_workbook(desk / "m.xlsx")
    yield book
    book.close()


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_a_folder_has_the_people_of_all_below_it(book: Any) -> None:
    """The target stands first, with all files; a folder is never fuller than the one above it."""
    rows = {row["Name"]: row for row in rows_of(book["Folders"])}
    first = next(iter(rows.values()))
    assert first["Files"] == len(rows_of(book["Files by risk"]))
    for name, row in rows.items():
        if "/" in name and name.rpartition("/")[0] in rows:
            assert row["People (most)"] <= rows[name.rpartition("/")[0]]["People (most)"], name
    assert rows["人事部"]["special care (rule 7-1)"] == "yes"
    assert rows["人事部"]["Reports due after a leak"] == "first 3-5 days, full 30 days"


def test_copies_add_no_people(book: Any) -> None:
    """The copied roster counts in its new place, and its people not again in the whole."""
    files = {row["Path"]: row for row in rows_of(book["Files by risk"])}
    copy, original = files["総務部/写し.csv"], files[f"人事部/{ROSTER}.csv"]
    assert copy["People (most)"] == original["People (most)"] > 10
    assert copy["Files of equal content"] == original["Files of equal content"] >= 1


def test_who_can_read_how_many_people(book: Any) -> None:
    """Readers with their people, then the open folders that hold people themselves."""
    rows = rows_of(book["Who can read"])
    assert {row["Of"] for row in rows} == {"readers", "folder"}
    assert sum(row["Files"] for row in rows if row["Of"] == "readers") == len(rows_of(book["Files by risk"]))
    assert all(row["Readable by"] in ("everyone", "anyone on the internet") for row in rows if row["Of"] == "folder")


def test_owners_and_departments(book: Any) -> None:
    """Every file has an owner; the first folders stand for departments."""
    rows = rows_of(book["Owners"])
    assert {"人事部", "経理部", "営業部"} <= {row["Name"] for row in rows if row["Of"] == "folder"}
    assert sum(row["Files"] for row in rows if row["Of"] == "owner") == len(rows_of(book["Files by risk"]))


def test_mail_that_went_outside(book: Any) -> None:
    """Mails to many or with people's data are listed with how many."""
    rows = rows_of(book["Sent outside"])
    assert {row["What was seen"] for row in rows} == {
        "people sent outside unencrypted", "external addresses in To or Cc", "external addresses",
    }  # fmt: skip
    assert all(row["Number"] > 0 for row in rows)


def test_what_changed_since_the_scan_before(book: Any) -> None:
    """The copied roster is new, the other gone."""
    rows = {row["Path"]: (row["Changes"], row["Copy of"]) for row in rows_of(book["Changes"])}
    assert rows["総務部/写し.csv"][0] == "new"
    assert ROSTER in rows["総務部/写し.csv"][1]
    assert rows["退職者/退職者名簿_2024.csv"] == ("gone", None)
    assert len(rows) == 2


def test_every_file_that_is_known_is_accounted_for(book: Any) -> None:
    """Complete, partial, skipped, unseen and gone add up to the total."""
    rows = [[value for value in row if value is not None] for row in book["Coverage"].values]
    start = next(at for at, row in enumerate(rows) if row[:1] == ["complete"])
    counts = [row[1] for row in rows[start : start + 6]]
    assert sum(counts[:5]) == counts[5] == len(rows_of(book["Files by risk"])) + 1


def test_the_whole_is_judged_on_the_first_sheet(book: Any) -> None:
    """People once, yen, and the duty to report with its clock; charts beside the tables."""
    texts = [value for row in book["Summary"].values for value in row if value is not None]
    assert "yes (first 3-5 days, full 30 days)" in texts
    assert any(str(text).endswith(" people") for text in texts)
    assert len(book["Summary"]._charts) == 3


def test_terms_give_the_values_in_force(book: Any) -> None:
    """Weights, thresholds and factors, so that a reader needs no other document."""
    text = " ".join(str(value) for row in book["Terms"].values for value in row if value is not None)
    assert "base value of 500 yen" in text
    assert "over 1,000 people (rule 7-4)" in text
    assert "within 30 days" in text

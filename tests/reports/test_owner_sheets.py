"""The sheets that owners answer: what they show, and that nothing in them can be taken for anything else."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from meibo.inventory.files import state_check
from meibo.inventory.model import FileResult
from meibo.reports import xlsx_owner_sheet
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.owner_answers import Answer, read_answers
from meibo.reports.registry import write_report
from meibo.workbooks.model import BookError
from nights import KEY, Nights

SHARE = "file:///srv/share"
MakeFile = Callable[..., FileResult]
CHECK = state_check(KEY)


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    """An inventory that one scan after another is written to."""
    made = Nights(tmp_path / "m.db")
    yield made
    made.close()


@pytest.fixture
def roster(make_file: MakeFile) -> MakeFile:
    """Makes a roster with mail addresses."""

    def make(path: str, owner: str, people: int = 10, **more: Any) -> FileResult:
        counts = {"email": (0, people, 0), "jp_name": (0, people, 0)}
        return make_file(path, owner=owner, persons=(people, people), **{"counts": counts, **more})

    return make


def table_of(place: Path, name: str = "確認票") -> list[dict[str, Any]]:
    """The rows of a sheet by heading."""
    rows = list(openpyxl.load_workbook(place)[name].iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if row[0] == "meibo-file")
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_a_workbook_for_each_owner(
    nights: Nights, roster: MakeFile, make_file: MakeFile, tmp_path: Path, japanese: ReportOptions
) -> None:
    """With their own files that hold people, riskiest first, and a drop-down; nobody else may read it."""
    place = tmp_path / "sheets"
    reader = nights.look(
        SHARE,
        [
            roster("営業/顧客.csv", "CORP\\tanaka", 40),
            make_file("人事/番号.csv", owner="CORP\\tanaka", counts={"jp_my_number": (0, 0, 9)}, persons=(9, 9)),
            roster("総務/名簿.csv", "CORP\\suzuki"),
            make_file("総務/空.txt", owner="CORP\\sato"),
        ],
    )
    written = write_report("owner-sheets", reader, 1, place, japanese)
    assert sorted(path.name for path in written) == ["確認票_CORP_suzuki.xlsx", "確認票_CORP_tanaka.xlsx"]
    assert sorted(path.name for path in place.iterdir()) == sorted(path.name for path in written)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    rows = table_of(place / "確認票_CORP_tanaka.xlsx")
    assert [(row["No."], row["危険度"], row["フォルダー"], row["ファイル名"], row["本人の数"]) for row in rows] == [
        (1, "重大", "人事", "番号.csv", "9"), (2, "低", "営業", "顧客.csv", "40"),
    ]  # fmt: skip
    assert {(row["回答"], row["理由・移動先"], row["回答者"]) for row in rows} == {(None, None, None)}
    sheet = openpyxl.load_workbook(place / "確認票_CORP_tanaka.xlsx")["確認票"]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ('"必要,削除,移動"', "K8:K9")
    assert sheet.column_dimensions["A"].hidden
    assert sheet["B2"].value.startswith("CORP\\tanaka さんのファイル　2 件（20")


def test_a_folder_with_files_is_left_alone(
    nights: Nights, roster: MakeFile, tmp_path: Path, japanese: ReportOptions
) -> None:
    """Sheets that were given out may have been answered there; an empty folder is filled."""
    place = tmp_path / "sheets"
    place.mkdir()
    reader = nights.look(SHARE, [roster("a.csv", "1001")])
    write_report("owner-sheets", reader, 1, place, japanese)
    (sheet,) = place.iterdir()
    before = sheet.read_bytes()
    with pytest.raises(ReportError, match="owner-sheets-folder"):
        write_report("owner-sheets", reader, 1, place, japanese)
    assert sheet.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_names_of_owners_become_names_of_files(
    nights: Nights, roster: MakeFile, tmp_path: Path, japanese: ReportOptions
) -> None:
    """Whatever an owner is called, and where two are called alike; no name leads out of the folder."""
    owners = ["../../etc/passwd", "con", "a/b", "a:b", "a\nb", "=cmd", "", "長" * 300, "\u202egpj", "A/B"]
    place = tmp_path / "sheets"
    reader = nights.look(SHARE, [roster(f"{at}.csv", owner) for at, owner in enumerate(owners)])
    written = write_report("owner-sheets", reader, 1, place, japanese)
    names = sorted(path.name for path in place.iterdir())
    assert len(names) == len(written) == len(owners)
    assert len({name.casefold() for name in names}) == len(owners)
    assert "確認票_所有者不明.xlsx" in names
    assert not any(set(name) & set('<>:"/\\|?*\n\u202e') for name in names)
    for path in place.iterdir():
        sheet = openpyxl.load_workbook(path)["確認票"]
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_more_files_than_a_sheet_asks_about(
    nights: Nights, roster: MakeFile, tmp_path: Path, english: ReportOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The riskiest are shown, and a line says how many are not."""
    monkeypatch.setattr(xlsx_owner_sheet, "MOST_FILES", 3)
    files = [roster(f"{number}.csv", "1001", number) for number in range(1, 9)]
    write_report("owner-sheets", nights.look(SHARE, files), 1, tmp_path / "s", english)
    place = tmp_path / "s" / "check-1001.xlsx"
    assert [row["People"] for row in table_of(place, "Check")] == ["8", "7", "6"]
    line = openpyxl.load_workbook(place)["Check"]["B6"].value
    assert line == "These are the 3 riskiest; 5 more will follow once these are answered."


@pytest.fixture
def sheet(nights: Nights, roster: MakeFile, tmp_path: Path, japanese: ReportOptions) -> Path:
    """A sheet on three files."""
    files = [roster(f"営業/{name}.csv", "田中", people) for name, people in (("a", 30), ("b", 20), ("c", 10))]
    write_report("owner-sheets", nights.look(SHARE, files), 1, tmp_path / "s", japanese)
    return tmp_path / "s" / "確認票_田中.xlsx"


def fill(place: Path, cells: dict[str, Any]) -> list[Answer]:
    """Fill in cells, and read the sheet back."""
    book = openpyxl.load_workbook(place)
    for name, value in cells.items():
        book["確認票"][name] = value
    book.save(place)
    return read_answers(place, CHECK)


def test_answers_are_read_in_any_spelling(sheet: Path) -> None:
    """Japanese or English, wide or with blanks; anything else, and a formula, is no answer."""
    answers = fill(sheet, {"K8": "　削除 ", "L8": "古い", "M8": "山田", "K9": "ＭＯＶＥ", "K10": "=K8"})
    assert [(one.kind, one.text) for one in answers] == [("delete", "削除"), ("move", "ＭＯＶＥ"), (None, "=K8")]
    assert [(one.reason, one.person, one.owner, one.row) for one in answers] == [
        ("古い", "山田", "田中", 8), ("", "", "田中", 9), ("", "", "田中", 10),
    ]  # fmt: skip
    assert all(one.file is not None for one in answers)


def test_a_row_that_was_altered_is_not_believed(sheet: Path) -> None:
    """An owner cannot answer for a file that the sheet did not ask about, nor say that less was found in it."""
    hidden = openpyxl.load_workbook(sheet)["確認票"]["A8"].value
    answers = fill(sheet, {"A8": hidden[:-3] + "9]}", "A9": "0" + hidden[1:], "A10": None, "K10": "削除"})
    assert [one.file for one in answers] == [None, None, None]


def test_sheets_that_are_refused(sheet: Path, tmp_path: Path) -> None:
    """Another key's, one whose stamp was altered, one without its table, a workbook of something else, half of one."""
    with pytest.raises(BookError, match="answers-other-key"):
        read_answers(sheet, bytes(32))
    whole = sheet.read_bytes()
    book = openpyxl.load_workbook(sheet)
    stamp = book["_meibo-check"]["A1"]
    stamp.value = stamp.value.replace("田中", "社長")
    book.save(sheet)
    with pytest.raises(BookError, match="answers-other-key"):
        read_answers(sheet, CHECK)
    sheet.write_bytes(whole)
    book = openpyxl.load_workbook(sheet)
    book["確認票"].delete_cols(1)
    book.save(sheet)
    with pytest.raises(BookError, match="answers-no-table"):
        read_answers(sheet, CHECK)
    openpyxl.Workbook().save(sheet)
    with pytest.raises(BookError, match="answers-not-ours"):
        read_answers(sheet, CHECK)
    sheet.write_bytes(whole[:3000])
    with pytest.raises(BookError, match="book-damaged"):
        read_answers(sheet, CHECK)

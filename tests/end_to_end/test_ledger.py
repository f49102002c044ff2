"""The ledger and owners' sheets as an officer meets them: scanned, filled in, scanned again, answered, read back."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "share"
OFFICERS = {
    "個人データの名称": "従業者名簿", "要否": "必要", "利用目的": "人事管理\n（給与を含む）",
    "廃棄予定日": dt.date(2031, 3, 31),
}  # fmt: skip
PERSON = "氏名 田中太郎\n電話番号 090-2345-6781\nメール hanako@mail.co.jp\n"


def rows_of(place: Path) -> dict[str, dict[str, Any]]:
    """The rows of the ledger by folder."""
    heading, *rows = openpyxl.load_workbook(place)["管理台帳"].iter_rows(values_only=True)
    cells = [dict(zip(heading, row, strict=True)) for row in rows]
    return {row["保管場所（フォルダー）"]: row for row in cells if row["保管場所（フォルダー）"]}


def fill_ledger(place: Path, folder: str) -> None:
    """Fill in a row, add a column, a row and a sheet, as an officer does."""
    book = openpyxl.load_workbook(place)
    sheet = book["管理台帳"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(
        number for number in range(2, sheet.max_row + 1)
        if sheet.cell(number, columns["保管場所（フォルダー）"]).value == folder
    )  # fmt: skip
    for heading, value in OFFICERS.items():
        sheet.cell(row, columns[heading]).value = value
    sheet.cell(1, sheet.max_column + 1).value = "監査"
    sheet.cell(row, sheet.max_column).value = "済"
    sheet.cell(sheet.max_row + 1, columns["個人データの名称"]).value = "紙の申込書"
    book.create_sheet("会議").append(["2026年度", "=1+2"])
    book.save(place)


def check_ledger(place: Path, folder: str) -> None:
    """All that was filled in is there."""
    row = rows_of(place)[folder]
    for heading, value in OFFICERS.items():
        found = row[heading]
        assert (found.date() if isinstance(found, dt.datetime) else found) == value
    assert row["監査"] == "済"
    book = openpyxl.load_workbook(place)
    assert "紙の申込書" in {cell.value for row in book["管理台帳"].iter_rows() for cell in row}
    assert [cell.value for cell in book["会議"][1]] == ["2026年度", "=1+2"]


@pytest.mark.slow
def test_an_officers_entries_live_on(meibo: Any, share: Path) -> None:
    """A share is scanned and the ledger filled in; files change, and the ledger of the next scan has everything."""
    shutil.copytree(EXAMPLES, share, dirs_exist_ok=True)
    place = meibo.folder / "台帳.xlsx"
    scan = ("scan", share, "--key-file", "shared.key", "--quiet", "--ledger", place, "--lang", "ja")
    assert meibo(*scan).returncode == 0
    first = rows_of(place)
    assert len(first) > 20
    fill_ledger(place, "人事部")
    gone = max(first)
    shutil.rmtree(share / gone)
    (share / "人事部" / "新入社員.txt").write_text(PERSON, "utf-8")
    (share / "新設").mkdir()
    (share / "新設" / "名簿.txt").write_text(PERSON, "utf-8")
    done = meibo(*scan)
    assert done.returncode == 0, done.stderr
    rows = rows_of(place)
    check_ledger(place, "人事部")
    assert rows["人事部"]["前回との比較"] == "変更あり"
    assert rows["人事部"]["本人の数の増減"] == 1
    assert rows[gone]["前回との比較"] == "消滅"
    assert rows["新設"]["前回との比較"] == "新規"
    assert {rows[name]["管理番号"] == row["管理番号"] for name, row in first.items()} == {True}


@pytest.mark.slow
def test_the_ledger_in_a_scanned_folder_is_not_scanned(meibo: Any, share: Path) -> None:
    """Neither the ledger nor its copies nor owners' sheets are read by a scan, wherever they lie."""
    (share / "名簿.txt").write_text(PERSON, "utf-8")
    scan = ("scan", share, "--key-file", "shared.key", "--quiet", "--ledger", share / "台帳.xlsx")
    for number in range(3):
        assert meibo(*scan, "--owner-sheets", share / f"票{number}").returncode == 0
    done = meibo("list", "--format", "json")
    seen = {row["path"]: row["status"] for row in json.loads(done.stdout)}
    assert {path for path, status in seen.items() if status == "complete"} == {"名簿.txt"}


def test_a_refused_ledger_makes_the_command_incomplete(meibo: Any, share: Path) -> None:
    """The message names the file and what to do; the other reports are written."""
    (share / "a.txt").write_text(PERSON, "utf-8")
    place = meibo.folder / "l.xlsx"
    place.write_text("mine")
    done = meibo("scan", share, "--key-file", "shared.key", "--ledger", place, "--csv", "a.csv")
    assert done.returncode == 3
    assert "l.xlsx is no Excel workbook" in done.stderr
    assert place.read_text() == "mine"
    assert (meibo.folder / "a.csv").exists()
    done = meibo("report", "--csv", "b.csv", "--ledger-from", place)
    assert (done.returncode, "--ledger-from needs --ledger" in done.stderr) == (2, True)


@pytest.fixture(scope="module")
def scanned(module_meibo: Any) -> Path:
    """A folder with the inventory of four files and their owner's sheet."""
    share: Path = module_meibo.folder / "share"
    share.mkdir()
    for name in "abcd":
        (share / f"{name}.txt").write_text(PERSON, "utf-8")
    scan = ("scan", share, "--key-file", "shared.key", "--owner-sheets", "sheets", "--lang", "ja", "--quiet")
    done = module_meibo(*scan)
    assert done.returncode == 0, done.stderr
    return Path(module_meibo.folder)


@pytest.fixture
def asked(meibo: Any, scanned: Path) -> Path:
    """That sheet, beside a copy of the inventory."""
    shutil.copy(scanned / "meibo.db", meibo.folder)
    shutil.copytree(scanned / "sheets", meibo.folder / "sheets")
    (place,) = (meibo.folder / "sheets").iterdir()
    return Path(place)


def answer(place: Path, answers: dict[str, str], to: Path | None = None, **more: str) -> Path:
    """Answer for files by name."""
    book = openpyxl.load_workbook(place)
    sheet = book["確認票"]
    columns = {cell.value: cell.column for cell in sheet[7]}
    for row in range(8, sheet.max_row + 1):
        name = sheet.cell(row, columns["ファイル名"]).value
        if name in answers:
            sheet.cell(row, columns["回答"]).value = answers[name]
            for heading, value in more.items():
                sheet.cell(row, columns[heading]).value = value
    book.save(to or place)
    return to or place


def test_answers_become_marks(meibo: Any, asked: Path) -> None:
    """Needed, delete and move, with the reason and who has said so; a second time nothing is new."""
    answer(asked, {"a.txt": "必要", "b.txt": "削除", "c.txt": "移動"}, 回答者="花子")
    done = meibo("triage", "import", asked.parent, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "3 answers of 1 sheets could be stored (needed 1, delete 1, move 1); 0 unchanged, 1 not" in done.stdout
    assert json.loads(meibo("triage", "list", "--format", "json").stdout) == []
    assert meibo("triage", "import", asked, "--reason", "年次確認").returncode == 0
    rows = json.loads(meibo("triage", "list", "--format", "json").stdout)
    assert [(row["path"], row["mark"], row["reason"], row["person"]) for row in rows] == [
        ("a.txt", "needed", "年次確認", "花子"), ("b.txt", "delete", "年次確認", "花子"),
        ("c.txt", "move", "年次確認", "花子"),
    ]  # fmt: skip
    assert [row["path"] for row in json.loads(meibo("list", "--mark", "delete", "--format", "json").stdout)] == [
        "b.txt"
    ]
    assert "3 unchanged" in meibo("triage", "import", asked, "--reason", "年次確認").stdout


@pytest.mark.slow
def test_answers_that_are_not_stored_are_told(meibo: Any, scanned: Path, asked: Path) -> None:
    """More found since, gone, answered in two ways, no answer at all; --force stores what has grown."""
    share = scanned / "share"
    other = answer(asked, {"c.txt": "削除"}, meibo.folder / "other.xlsx")
    answer(asked, {"a.txt": "必要", "b.txt": "必要", "c.txt": "移動", "d.txt": "たぶん"})
    (share / "a.txt").write_text(PERSON + "氏名 佐藤花子\n電話番号 090-8765-4321\n", "utf-8")
    (share / "b.txt").unlink()
    assert meibo("scan", share, "--key-file", "shared.key", "--quiet").returncode == 0
    done = meibo("triage", "import", asked, other, "--format", "json")
    assert done.returncode == 3
    found = {(row["path"], row["workbook"]): row["result"] for row in json.loads(done.stdout)}
    assert found == {
        ("a.txt", asked.name): "grown", ("b.txt", asked.name): "gone", ("c.txt", asked.name): "contradictory",
        ("d.txt", asked.name): "no-answer", ("c.txt", other.name): "contradictory",
    }  # fmt: skip
    assert "more was found since" in meibo("triage", "import", asked).stdout
    done = meibo("triage", "import", asked, "--force", "--format", "csv")
    assert "applied,needed,a.txt" in done.stdout
    assert [row["path"] for row in json.loads(meibo("triage", "list", "--format", "json").stdout)] == ["a.txt", "c.txt"]


def test_a_later_mark_is_not_overruled(meibo: Any, asked: Path) -> None:
    """Somebody who has judged the file since the sheet was made knew more than the sheet."""
    answer(asked, {"a.txt": "削除"})
    book = openpyxl.load_workbook(asked)
    assert book["確認票"]["A8"].value
    made = json.loads(book["_meibo-check"]["A1"].value)["made"]
    while dt.datetime.now(dt.UTC).isoformat(timespec="seconds") <= made:
        pass
    assert meibo("triage", "a.txt", "--mark", "needed", "--reason", "使う", "--person", "x").returncode == 0
    done = meibo("triage", "import", asked)
    assert done.returncode == 3
    assert "marked otherwise since" in done.stdout
    assert meibo("triage", "import", asked, "--force").returncode == 0


@pytest.mark.slow
def test_sheets_that_cannot_be_read_are_told(meibo: Any, asked: Path, tmp_path: Path) -> None:
    """The others are read all the same; none at all, and a folder without any, are wrong usage."""
    answer(asked, {"a.txt": "削除"})
    (asked.parent / "mine.xlsx").write_text("no workbook")
    done = meibo("triage", "import", asked.parent)
    assert (done.returncode, "mine.xlsx is no Excel workbook" in done.stderr) == (3, True)
    assert "1 answers of 1 sheets stored" in done.stdout
    assert meibo("triage", "import", asked.parent / "mine.xlsx").returncode == 2
    assert meibo("triage", "import", tmp_path).returncode == 2
    (tmp_path / "x.txt").write_text("x")
    assert meibo("scan", tmp_path / "x.txt", "-i", "other.db", "--quiet").returncode == 0
    done = meibo("triage", "import", asked, "-i", "other.db")
    assert (done.returncode, "belongs to another inventory" in done.stderr) == (2, True)


def convert(place: Path, folder: Path) -> Path:
    """The workbook as LibreOffice stores it."""
    folder.mkdir()
    home = f"-env:UserInstallation=file://{folder}/home"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", folder, place],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / place.name


@pytest.mark.slow
def test_libreoffice_loses_nothing(meibo: Any, share: Path, tmp_path: Path) -> None:
    """A ledger and a sheet that were stored by LibreOffice are read as those of Excel."""
    for folder in ("人事部", "営業部"):
        (share / folder).mkdir()
        (share / folder / "名簿.txt").write_text(PERSON, "utf-8")
    place, sheets = meibo.folder / "台帳.xlsx", meibo.folder / "sheets"
    scan = ("scan", share, "--key-file", "shared.key", "--quiet", "--ledger", place, "--lang", "ja")
    assert meibo(*scan, "--owner-sheets", sheets).returncode == 0
    fill_ledger(place, "人事部")
    shutil.copy(convert(place, tmp_path / "converted"), place)
    done = meibo(*scan)
    assert done.returncode == 0, done.stderr
    check_ledger(place, "人事部")
    rules = openpyxl.load_workbook(place)["管理台帳"].data_validations.dataValidation
    assert sum(rule.type == "list" for rule in rules) == 5
    assert {row["前回との比較"] for row in rows_of(place).values()} == {"変更なし"}
    (sheet,) = sheets.iterdir()
    answer(sheet, {"名簿.txt": "削除"})
    shutil.copy(convert(sheet, tmp_path / "sheet"), sheet)
    done = meibo("triage", "import", sheet)
    assert (done.returncode, "2 answers of 1 sheets stored" in done.stdout) == (0, True), done.stdout + done.stderr

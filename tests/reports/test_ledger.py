"""The ledger of personal data: its rows, what the officer enters, and how both live on from scan to scan."""

from __future__ import annotations

import datetime as dt
import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from meibo.catalogue.ledger import WORDS
from meibo.inventory.model import FileResult, Issue, Status
from meibo.reports.ledger_columns import COLUMNS
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.registry import write_report
from meibo_connectors.model import Audience
from nights import Nights

SHARE = "file:///srv/%E5%85%B1%E6%9C%89"
OTHER = "file:///srv/other"
MakeFile = Callable[..., FileResult]

at = dt.datetime  # spreadsheets know no time zones
Rows = dict[str, dict[str, Any]]


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    """An inventory that one scan after another is written to."""
    made = Nights(tmp_path / "m.db")
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the ledger is kept."""
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder / "台帳.xlsx"


@pytest.fixture
def roster(make_file: MakeFile) -> MakeFile:
    """Makes a roster with mail addresses."""

    def make(path: str, people: int = 10, **more: Any) -> FileResult:
        more.setdefault("counts", {"email": (0, people, 0), "jp_name": (0, people, 0)})
        return make_file(path, persons=(people, people), **more)

    return make


def sheet_of(place: Path) -> Any:
    return openpyxl.load_workbook(place)["管理台帳"]


def rows_of(place: Path, name: str = "管理台帳") -> Rows:
    """The rows of a ledger in Japanese by folder."""
    heading, *rows = openpyxl.load_workbook(place)[name].iter_rows(values_only=True)
    cells = [dict(zip(heading, row, strict=True)) for row in rows]
    return {row["保管場所（フォルダー）"]: row for row in cells if row["保管場所（フォルダー）"]}


def column_of(sheet: Any, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def enter(place: Path, values: dict[tuple[str, str], Any]) -> None:
    """Fill in cells of the ledger by folder and heading, as an officer does."""
    book = openpyxl.load_workbook(place)
    sheet = book["管理台帳"]
    folders = {
        sheet.cell(row, column_of(sheet, "保管場所（フォルダー）")).value: row for row in range(2, sheet.max_row + 1)
    }
    for (folder, heading), value in values.items():
        sheet.cell(folders[folder], column_of(sheet, heading)).value = value
    book.save(place)


def test_headings_are_told_apart_in_both_languages() -> None:
    """No heading stands for two columns, so that a ledger in one language can go on in the other."""
    headings = [heading for column in COLUMNS for heading in column.headings]
    assert len(set(headings)) == len(headings)
    assert {f"column-{column.id}" for column in COLUMNS if column.kind != "hidden"} == {
        key for key in WORDS if key.startswith("column-")
    }


def test_a_row_for_each_folder_that_directly_holds_people(
    nights: Nights, roster: MakeFile, make_file: MakeFile, place: Path, japanese: ReportOptions
) -> None:
    """With its people, kinds of data, triggers, owner and readers; the riskiest first."""
    reader = nights.look(
        SHARE,
        [
            roster("営業/顧客.csv", 1500),
            roster("top.csv", 2, owner="2002"),
            make_file(
                "人事/番号.csv", counts={"jp_my_number": (0, 0, 120)}, persons=(120, 120), audience=Audience.EVERYONE
            ),
            make_file("人事/健康.csv", counts={"sensitive": (0, 0, 3)}),
            make_file("総務/空.txt"),
        ],
    )
    write_report("ledger", reader, 1, place, japanese)
    rows = rows_of(place)
    assert list(rows) == ["人事", "営業", "（最上位）"]
    assert (rows["人事"]["危険度"], rows["人事"]["マイナンバー"], rows["人事"]["ファイル数"]) == (
        "重大",
        "あり（120 件）",
        2,
    )
    assert "マイナンバー 100 人超" in rows["人事"]["漏えい時の報告要件"]
    assert "マイナンバーが誰でも閲覧可（可能性）" in rows["人事"]["漏えい時の報告要件"]
    assert rows["人事"]["閲覧できる人"] == "全員"
    assert rows["営業"]["漏えい時の報告要件"] == "1,000 人超（規則7条4号）"
    assert (rows["営業"]["本人の数（最少）"], rows["営業"]["本人の数（最多）"]) == (1500, 1500)
    assert rows["営業"]["個人データの項目"] == "メールアドレス、氏名"
    assert rows["（最上位）"]["ファイルの所有者"] == "2002"
    assert [row["管理番号"] for row in rows.values()] == [1, 2, 3]
    assert {row["前回との比較"] for row in rows.values()} == {"新規"}
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_the_officers_columns_offer_choices(
    nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions
) -> None:
    """Drop-downs reach to the sheet's end, so that rows that are still to come have them too."""
    write_report("ledger", nights.look(SHARE, [roster("a/b.csv")]), 1, place, japanese)
    sheet = sheet_of(place)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    letter = sheet.cell(1, column_of(sheet, "要否")).column_letter
    rule = rules[f"{letter}2:{letter}1048576"]
    assert (rule.type, rule.formula1) == ("list", '"必要,削除,移動,確認中"')
    day = sheet.cell(1, column_of(sheet, "廃棄予定日")).column_letter
    assert rules[f"{day}2:{day}1048576"].type == "date"
    assert sheet.freeze_panes == "G2"
    hidden = sheet.column_dimensions["A"]
    assert (hidden.hidden, hidden.min, hidden.max) == (True, 1, 2)


def test_what_was_entered_is_still_there(
    nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions
) -> None:
    """Text, dates, numbers, formulas, comments and drop-downs, also in columns, rows and sheets of one's own.

    The versions before lie beside.
    """
    write_report("ledger", nights.look(SHARE, [roster("営業/a.csv"), roster("人事/b.csv")]), 1, place, japanese)
    book = openpyxl.load_workbook(place)
    sheet = book["管理台帳"]
    purpose, due = column_of(sheet, "利用目的"), column_of(sheet, "廃棄予定日")
    own = sheet.max_column + 1
    sheet.cell(2, purpose).value = "配送\n=問合せ _x005F_x0041_"
    sheet.cell(2, purpose).comment = Comment("法務に確認\n済み", "山田")
    sheet.cell(2, due).value = dt.date(2031, 3, 31)
    sheet.cell(3, due).value = at(2032, 4, 1, 13, 30)
    sheet.cell(1, own).value = "点検"
    sheet.cell(2, own).value = 0.25
    sheet.cell(2, own).number_format = "0%"
    sheet.cell(3, own).value = True
    sheet.cell(2, own + 1).value = '=B2&"[x]"&H2*2'  # a column without a heading
    sheet.cell(3, own + 1).value = "=literal"
    sheet.cell(3, own + 1).data_type = "s"
    rule = DataValidation(type="whole", operator="between", formula1="1", formula2="5", showErrorMessage=True)
    rule.add(f"{sheet.cell(1, own).column_letter}2:{sheet.cell(1, own).column_letter}99")
    sheet.add_data_validation(rule)
    sheet.cell(6, column_of(sheet, "個人データの名称")).value = "紙の申込書"
    sheet.cell(6, column_of(sheet, "本人の数（最多）")).value = 300
    notes = book.create_sheet("メモ", 0)
    notes.append(["会議", dt.date(2026, 1, 5), None, "=B1+7"])
    notes.merge_cells("A3:B4")
    notes["A3"] = "まとめ"
    notes["A3"].comment = Comment("x", "y")
    notes.column_dimensions["A"].width = 31
    book.save(place)

    reader = nights.look(SHARE, [roster("営業/a.csv"), roster("人事/b.csv", 12), roster("法務/c.csv")])
    write_report("ledger", reader, 2, place, japanese)
    write_report("ledger", reader, 2, place, japanese)
    book = openpyxl.load_workbook(place)
    assert book.sheetnames == ["メモ", "管理台帳", "記入要領", "_meibo"]
    sheet = book["管理台帳"]
    assert sheet.cell(2, purpose).value == "配送\n=問合せ _x005F_x0041_"
    assert sheet.cell(2, purpose).comment.text == "法務に確認\n済み"
    assert sheet.cell(2, purpose).comment.author == "山田"
    assert (sheet.cell(2, due).value, sheet.cell(3, due).value) == (at(2031, 3, 31), at(2032, 4, 1, 13, 30))
    assert sheet.cell(1, own).value == "点検"
    assert (sheet.cell(2, own).value, sheet.cell(2, own).number_format) == (0.25, "0%")
    assert sheet.cell(3, own).value is True
    assert (sheet.cell(2, own + 1).value, sheet.cell(2, own + 1).data_type) == ('=B2&"[x]"&H2*2', "f")
    assert (sheet.cell(3, own + 1).value, sheet.cell(3, own + 1).data_type) == ("=literal", "s")
    kept = [one for one in sheet.data_validations.dataValidation if one.type == "whole"]
    assert [(one.formula1, one.formula2, one.showErrorMessage) for one in kept] == [("1", "5", True)]
    assert sum(one.type == "list" for one in sheet.data_validations.dataValidation) == 5
    assert sheet.cell(6, column_of(sheet, "個人データの名称")).value == "紙の申込書"
    assert sheet.cell(6, column_of(sheet, "本人の数（最多）")).value == 300
    notes = book["メモ"]
    assert [cell.value for cell in notes[1]] == ["会議", at(2026, 1, 5), None, "=B1+7"]
    assert (notes["A3"].value, notes["A3"].comment.text) == ("まとめ", "x")
    assert [str(one) for one in notes.merged_cells.ranges] == ["A3:B4"]
    assert notes.column_dimensions["A"].width == pytest.approx(31, abs=1)
    rows = rows_of(place)
    assert {name: row["前回との比較"] for name, row in rows.items()} == {
        "営業": "変更なし",
        "人事": "変更あり",
        "法務": "新規",
    }
    assert (rows["人事"]["本人の数（最多）"], rows["人事"]["本人の数の増減"]) == (12, 2)
    assert rows["法務"]["管理番号"] == 3
    for number in (1, 2):
        copy = place.with_name(f"{place.name}.{number}")
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert rows_of_copy(place, 2)["人事"]["本人の数（最多）"] == 10


def rows_of_copy(place: Path, number: int) -> Rows:
    """The rows of an earlier version."""
    readable = place.with_name(f"copy-{number}.xlsx")
    readable.write_bytes(place.with_name(f"{place.name}.{number}").read_bytes())
    return rows_of(readable)


def test_a_place_that_is_gone_keeps_its_row(
    nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions
) -> None:
    """With all that was last known and entered; when it comes back it is changed, under its old number."""
    files = [roster("営業/a.csv"), roster("人事/b.csv")]
    write_report("ledger", nights.look(SHARE, files), 1, place, japanese)
    enter(place, {("人事", "利用目的"): "給与計算", ("人事", "要否"): "必要"})
    number = rows_of(place)["人事"]["管理番号"]
    write_report("ledger", nights.look(SHARE, files[:1]), 2, place, japanese)
    row = rows_of(place)["人事"]
    assert (row["前回との比較"], row["利用目的"], row["要否"], row["本人の数（最多）"]) == (
        "消滅",
        "給与計算",
        "必要",
        10,
    )
    write_report("ledger", nights.look(SHARE, files), 3, place, japanese)
    row = rows_of(place)["人事"]
    assert (row["前回との比較"], row["利用目的"], row["管理番号"]) == ("変更あり", "給与計算", number)


@pytest.mark.parametrize("why", ["another target", "interrupted", "unseen", "denied"])
def test_what_was_not_looked_at_is_not_gone(
    why: str, nights: Nights, roster: MakeFile, make_file: MakeFile, place: Path, japanese: ReportOptions
) -> None:
    """A scan of other targets, one that was cut short, a folder or file that could not be read: none says anything."""
    write_report("ledger", nights.look(SHARE, [roster("営業/a.csv"), roster("人事/b.csv")]), 1, place, japanese)
    match why:
        case "another target":
            reader = nights.look(OTHER, [roster("営業/a.csv")])
        case "interrupted":
            reader = nights.look(SHARE, [roster("営業/a.csv")], state="interrupted")
        case "unseen":
            reader = nights.look(SHARE, [roster("営業/a.csv")], hidden=frozenset({"人事/b.csv"}))
        case _:
            denied = Issue("open", "permission-denied", "EACCES")
            unread = make_file("人事/b.csv", status=Status.SKIPPED, issues=(denied,))
            reader = nights.look(SHARE, [roster("営業/a.csv"), unread])
    write_report("ledger", reader, 2, place, japanese)
    heading, *rows = openpyxl.load_workbook(place)["管理台帳"].iter_rows(values_only=True)
    status, folder, target = (
        heading.index(name) for name in ("前回との比較", "保管場所（フォルダー）", "保管場所（共有・対象）")
    )
    found = {(row[folder], row[target]): row[status] for row in rows}
    assert found["人事", "file:///srv/共有"] == ("変更なし" if why == "interrupted" else "未確認")


def test_the_same_scan_again_changes_nothing(
    nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions
) -> None:
    """What is new stays new until the next scan, however often the ledger is written."""
    write_report("ledger", nights.look(SHARE, [roster("営業/a.csv")]), 1, place, japanese)
    reader = nights.look(SHARE, [roster("営業/a.csv", 14), roster("人事/b.csv")])
    write_report("ledger", reader, 2, place, japanese)
    before = rows_of(place)
    write_report("ledger", reader, 2, place, japanese)
    assert rows_of(place) == before
    assert before["営業"]["本人の数の増減"] == 4


def test_a_moved_folder_is_proposed_and_taken_over_on_request(
    nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions
) -> None:
    """Nothing is taken over before the officer names the former row, and then only into empty cells."""
    names = [f"{number}.csv" for number in range(4)]
    write_report("ledger", nights.look(SHARE, [roster(f"旧/{name}") for name in names]), 1, place, japanese)
    enter(place, {("旧", "利用目的"): "配送", ("旧", "備考"): "旧の備考"})
    reader = nights.look(SHARE, [*(roster(f"新/{name}") for name in names[:3]), roster("別/x.csv")])
    write_report("ledger", reader, 2, place, japanese)
    rows = rows_of(place)
    assert rows["新"]["移動の候補"] == "No. 1 から移動した可能性（内容の約 80 % が一致）"
    assert rows["旧"]["移動の候補"] == f"No. {rows['新']['管理番号']} へ移動した可能性（内容の約 80 % が一致）"
    assert (rows["新"]["利用目的"], rows["別"]["移動の候補"]) == (None, None)
    enter(place, {("新", "引継元の管理番号"): 1, ("新", "備考"): "新の備考"})
    write_report("ledger", reader, 2, place, japanese)
    rows = rows_of(place)
    assert (rows["新"]["利用目的"], rows["新"]["備考"]) == ("配送", "新の備考")
    assert rows["旧"]["移動の候補"] == f"No. {rows['新']['管理番号']} に引継済み"
    assert rows["旧"]["利用目的"] == "配送"


def test_rows_and_columns_may_be_moved_and_taken_out(
    nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions, english: ReportOptions
) -> None:
    """Rows are known by their hidden cell and columns by their heading, whatever their order and language; a column
    that was taken out stays out, and a row that was copied is kept twice."""
    files = [roster("営業/a.csv"), roster("人事/b.csv"), roster("総務/c.csv")]
    write_report("ledger", nights.look(SHARE, files), 1, place, japanese)
    enter(place, {("営業", "利用目的"): "配送", ("総務", "利用目的"): "名簿"})
    book = openpyxl.load_workbook(place)
    sheet = book["管理台帳"]
    sheet.delete_cols(column_of(sheet, "国外移転"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(2)]
    order = [row[column_of(sheet, "保管場所（フォルダー）") - 1] for row in rows]
    for number, row in enumerate([*reversed(rows), rows[0]], 4):
        for at, value in enumerate(row, 1):
            sheet.cell(number, at).value = value
    sheet.insert_rows(1)
    sheet["F1"] = "株式会社 例"
    for row in (3, 4):
        for cell in sheet[row]:
            cell.value = None
    sheet.title = "2026年度"
    book.save(place)
    write_report("ledger", nights.look(SHARE, [*files, roster("新規/d.csv")]), 2, place, english)
    sheet = openpyxl.load_workbook(place)["2026年度"]
    assert sheet["F1"].value == "株式会社 例"
    heading = [cell.value for cell in sheet[2]]
    assert "Transferred abroad" not in heading
    assert heading[:4] == ["meibo-id", "meibo-state", "No.", "Since the last ledger"]
    folder, purpose, status = (
        heading.index(name) for name in ("Place (folder)", "Purpose of use", "Since the last ledger")
    )
    found = [(row[folder], row[purpose], row[status]) for row in sheet.iter_rows(3, values_only=True) if row[folder]]
    purposes = {"営業": "配送", "総務": "名簿", "人事": None}
    assert found == [
        *((name, purposes[name], "unchanged") for name in [*reversed(order), order[0]]), ("新規", None, "new")
    ]  # fmt: skip


def test_more_rows_than_a_sheet_holds(nights: Nights, roster: MakeFile, place: Path, tmp_path: Path) -> None:
    """They go on in further sheets, and so does what is entered there."""
    options = ReportOptions(language="ja", sheet_rows=3)
    files = [roster(f"{number}/a.csv") for number in range(5)]
    reader = nights.look(SHARE, files)
    write_report("ledger", reader, 1, place, options)
    book = openpyxl.load_workbook(place)
    assert book.sheetnames[:3] == ["管理台帳", "管理台帳 (2)", "管理台帳 (3)"]
    last = book["管理台帳 (3)"]
    last.cell(2, column_of(last, "利用目的")).value = "最後"
    book.save(place)
    write_report("ledger", nights.look(SHARE, [*files, roster("9/a.csv"), roster("10/a.csv")]), 2, place, options)
    book = openpyxl.load_workbook(place)
    assert [book[name].max_row for name in book.sheetnames[:4]] == [3, 3, 3, 2]
    assert book["管理台帳 (3)"].cell(2, column_of(last, "利用目的")).value == "最後"


def test_hostile_folders_are_inert(nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions) -> None:
    """Formulas, line ends, turned writing and raw XML in names are text, and each place is still itself."""
    names = ["=1+1", "+81", "a\nb", "見積\u202eexe", "<r><t>x</t></r>", "長" * 300, "_x0041_", "\x07bell", "@SUM(A1)"]
    files = [roster(f"{name}/a.csv", owner="=cmd|' /C calc'!A0") for name in names]
    write_report("ledger", nights.look(SHARE, files), 1, place, japanese)
    write_report("ledger", nights.look(SHARE, files), 2, place, japanese)
    sheet = sheet_of(place)
    assert sheet.max_row == len(names) + 1
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert {row[column_of(sheet, "前回との比較") - 1].value for row in sheet.iter_rows(2)} == {"変更なし"}
    shown = "".join(str(cell.value) for row in sheet.iter_rows(2) for cell in row)
    assert not set("\u202e\x07\n") & set(shown)


def refuse(code: str, nights: Nights, place: Path, options: ReportOptions) -> str:
    """The ledger is refused with this code, and left as it was to the byte."""
    before = place.read_bytes()
    reader = nights.look(SHARE, [])
    names = sorted(path.name for path in place.parent.iterdir())
    with pytest.raises(ReportError) as caught:
        write_report("ledger", reader, nights.scan, place, options)
    assert caught.value.code == code
    assert place.read_bytes() == before
    assert sorted(path.name for path in place.parent.iterdir()) == names
    return caught.value.detail


@pytest.fixture
def written(nights: Nights, roster: MakeFile, place: Path, japanese: ReportOptions) -> Path:
    """A ledger of two places."""
    write_report("ledger", nights.look(SHARE, [roster("営業/a.csv"), roster("人事/b.csv")]), 1, place, japanese)
    return place


@pytest.mark.parametrize("sign", ["~$台帳.xlsx", ".~lock.台帳.xlsx#"])
def test_a_ledger_that_somebody_has_open_is_left_alone(
    sign: str, written: Path, nights: Nights, japanese: ReportOptions
) -> None:
    """Excel and LibreOffice each put a file beside it, which the message names."""
    written.with_name(sign).write_text("")
    assert refuse("ledger-open", nights, written, japanese) == sign


def test_a_damaged_ledger_is_left_alone(written: Path, nights: Nights, japanese: ReportOptions) -> None:
    """Cut short, with a byte changed, no workbook at all, a workbook of something else, or one with a password."""
    whole = written.read_bytes()
    for end in (len(whole) // 2, len(whole) - 30):
        written.write_bytes(whole[:end])
        refuse("book-damaged", nights, written, japanese)
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        place = package.getinfo("xl/worksheets/sheet1.xml").header_offset + 500
    written.write_bytes(whole[:place] + bytes(byte ^ 0xFF for byte in whole[place : place + 40]) + whole[place + 40 :])
    refuse("book-damaged", nights, written, japanese)
    written.write_text("no workbook")
    refuse("book-unknown", nights, written, japanese)
    written.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    refuse("book-encrypted", nights, written, japanese)
    openpyxl.Workbook().save(written)
    refuse("ledger-not-ours", nights, written, japanese)


def test_a_ledger_of_another_key_is_left_alone(written: Path, tmp_path: Path, japanese: ReportOptions) -> None:
    """Another inventory knows other places by the same names."""
    other = Nights(tmp_path / "other.db", bytes(32))
    try:
        refuse("ledger-other-key", other, written, japanese)
    finally:
        other.close()


def test_a_ledger_whose_hidden_columns_are_gone_is_left_alone(
    written: Path, nights: Nights, japanese: ReportOptions
) -> None:
    """Without them nobody knows which row is which."""
    book = openpyxl.load_workbook(written)
    book["管理台帳"].delete_cols(1, 2)
    book.save(written)
    refuse("ledger-no-ids", nights, written, japanese)


def test_rows_that_were_half_sorted_are_noticed(written: Path, nights: Nights, japanese: ReportOptions) -> None:
    """Where the places have changed their rows and the hidden cells have not, entries would go to the wrong place."""
    book = openpyxl.load_workbook(written)
    sheet = book["管理台帳"]
    for at in range(3, sheet.max_column + 1):
        one, other = sheet.cell(2, at), sheet.cell(3, at)
        one.value, other.value = other.value, one.value
    book.save(written)
    assert refuse("ledger-mixed", nights, written, japanese) == "管理台帳!2"


def test_what_cannot_be_carried_over_is_refused(written: Path, nights: Nights, japanese: ReportOptions) -> None:
    """A chart or a formula that refers to another workbook would be lost: the officer is told, and nothing is."""
    whole = written.read_bytes()
    book = openpyxl.load_workbook(written)
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.add_data(Reference(book["管理台帳"], min_col=9, min_row=1, max_row=3))
    book.create_sheet("図").add_chart(chart, "B2")
    book.save(written)
    assert "chart" in refuse("ledger-special", nights, written, japanese)
    written.write_bytes(whole)
    enter(written, {("人事", "備考"): "=[1]Sheet1!A1"})
    assert refuse("ledger-cell", nights, written, japanese).startswith("管理台帳!")


def test_another_ledger_as_source(written: Path, nights: Nights, roster: MakeFile, tmp_path: Path) -> None:
    """--ledger-from takes the entries of one file and writes another, whose former self is kept."""
    enter(written, {("営業", "利用目的"): "配送"})
    place = tmp_path / "new.xlsx"
    options = ReportOptions(language="ja", ledger_from=written)
    reader = nights.look(SHARE, [roster("営業/a.csv")])
    before = written.read_bytes()
    write_report("ledger", reader, 2, place, options)
    assert rows_of(place)["営業"]["利用目的"] == "配送"
    assert written.read_bytes() == before
    with pytest.raises(ReportError, match="book-not-readable"):
        write_report("ledger", reader, 2, place, ReportOptions(ledger_from=tmp_path / "none.xlsx"))


def test_copies_end_with_the_third(written: Path, nights: Nights, japanese: ReportOptions) -> None:
    """Three earlier versions stay."""
    for number in range(2, 7):
        write_report("ledger", nights.look(SHARE, []), number, written, japanese)
    assert sorted(path.name for path in written.parent.iterdir()) == [
        written.name, *(f"{written.name}.{number}" for number in (1, 2, 3))
    ]  # fmt: skip


def test_an_inventory_that_does_not_know_its_key(
    roster: MakeFile, place: Path, tmp_path: Path, english: ReportOptions
) -> None:
    """Its places could not be told apart from those of others."""
    old = Nights(tmp_path / "old.db", None)
    try:
        with pytest.raises(ReportError, match="ledger-no-key"):
            write_report("ledger", old.look(SHARE, [roster("a.csv")]), 1, place, english)
    finally:
        old.close()

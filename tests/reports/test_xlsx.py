"""The Excel workbook: its sheets, figures and safety, as another library reads them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from meibo.inventory.model import Counts, FileResult, Issue, Status
from meibo.inventory.reader import Reader
from meibo.reports.cell_text import CELL_UNITS
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report
from meibo_connectors.names import escape, unescape

MakeFile = Callable[..., FileResult]
MakeInventory = Callable[..., Reader]
Write = Callable[[Reader, ReportOptions], Any]

SHEETS = {
    "ja": [
        "概要",
        "リスク順ファイル一覧",
        "フォルダー別",
        "所有者・部署別",
        "種類別",
        "アクセス権",
        "確認範囲",
        "未読・一部のみ",
        "社外送信",
        "差分",
        "検出位置",
        "用語と基準",
    ],
    "en": [
        "Summary",
        "Files by risk",
        "Folders",
        "Owners",
        "Kinds of data",
        "Who can read",
        "Coverage",
        "Not read",
        "Sent outside",
        "Changes",
        "Findings",
        "Terms",
    ],
}
NAMES = [
    b"=1+1.csv", b"+81", b"-x", b"@SUM(A1)", b"\t=1.txt", b"\r=1.txt", b"two\nlines.txt", b"bell\x07.txt",
    "見積\u202ecsv.exe".encode(), b"\x96\xbc.csv", rb"\x41.csv", b"<r><t>x</t></r>", b"<r>&broken;</r>",
    "\ufffe\uffff".encode(), b"http:\\\\example.com", b"0123", b"{=1+1}", "名簿.csv".encode(), b" lead",
]  # fmt: skip


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """Writes the workbook of scan 1 and opens it."""
    books: list[Any] = []

    def make(reader: Reader, options: ReportOptions) -> Any:
        place = tmp_path / "report.xlsx"
        write_report("xlsx", reader, 1, place, options)
        books.append(openpyxl.load_workbook(place))
        return books[-1]

    yield make
    for book in books:
        book.close()


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def texts_of(sheet: Any) -> set[Any]:
    return {cell.value for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_sheets_have_their_names(
    language: str, office: Reader, japanese: ReportOptions, english: ReportOptions, write: Write
) -> None:
    """The sheets in this order, named in the report's language."""
    assert write(office, japanese if language == "ja" else english).sheetnames == SHEETS[language]


def test_headings_of_the_file_list(office: Reader, japanese: ReportOptions, write: Write) -> None:
    """Rating, place, people, law and yen, the detectors that found something (gravest first), access and reading."""
    assert [cell.value for cell in write(office, japanese)["リスク順ファイル一覧"][1]] == [
        "危険度", "点数", "パス", "フォルダー", "人数（最少）", "人数（最多）", "名簿度",
        "要配慮個人情報（規則7条1号）", "財産的被害のおそれ（規則7条2号）", "1,000 人超（規則7条4号）",
        "マイナンバーあり", "マイナンバー 100 人超", "マイナンバーが誰でも閲覧可",
        "漏えい時の報告期限", "想定損害額（最少・円）",
        "想定損害額（最多・円）", "1 人あたり（円）", "損害額の根拠",
        "個人番号（マイナンバー）", "クレジットカード番号", "メールアドレス", "電話番号", "確度 低（参考）",
        "同じ内容のファイル", "扱い", "所有者", "閲覧できる人", "閲覧権限の根拠", "サイズ（バイト）", "更新日時（JST）",
        "状態", "理由", "形式", "文字コード", "対象",
    ]  # fmt: skip


def test_headings_of_the_other_lists(office: Reader, english: ReportOptions, write: Write) -> None:
    """Findings and what was not read have the columns of the design."""
    book = write(office, english)
    assert [cell.value for cell in book["Findings"][1]] == [
        "Path", "Place", "Detector", "Confidence", "Confidence score", "Value (masked)", "Evidence",
        "Fingerprint (first 16)", "Target",
    ]  # fmt: skip
    assert [cell.value for cell in book["Not read"][1]] == [
        "Path", "Status", "Reason", "Remedy", "Class", "Detail", "Count", "Target",
    ]  # fmt: skip


def test_figures_add_up(office: Reader, english: ReportOptions, write: Write) -> None:
    """Listed = complete + partial + skipped, the levels make the same sum, and the list has as many rows."""
    book = write(office, english)
    rows = [[value for value in row if value is not None] for row in book["Summary"].iter_rows(values_only=True)]
    equation = rows[rows.index(["listed", "complete", "partial", "skipped"]) - 1]
    levels = rows[rows.index(["critical", "high", "medium", "low", "none, or not read"]) - 1]
    assert equation == [9, "＝", 6, "＋", 1, "＋", 2]
    assert levels == [1, 1, 0, 1, 6]
    assert sum(levels) == equation[0] == book["Files by risk"].max_row - 1


def test_the_detector_table_adds_up(office: Reader, english: ReportOptions, write: Write) -> None:
    """High, medium and low of each detector, and their totals."""
    rows = [[value for value in row if value is not None] for row in write(office, english)["Summary"].values]
    start = rows.index(["Detector", "Risk class", "high", "medium", "low", "Files"]) + 1
    assert rows[start : start + 5] == [
        ["My Number (individual number)", "critical", 120, 10, 12, 1],
        ["Payment card number", "high", 100, 0, 0, 1],
        ["E-mail address", "low", 118, 1500, 0, 2],
        ["Telephone number", "none", 0, 1502, 40, 2],
        ["Total", 338, 3012, 52],
    ]


def test_the_workbook_tells_what_was_not_seen(office: Reader, english: ReportOptions, write: Write) -> None:
    """Reasons with their number, faults first, and the verdict counts the faults."""
    book = write(office, english)
    assert "3 things could not be read. See the faults in the sheet “Not read”." in texts_of(book["Summary"])
    rows = [[value for value in row if value is not None] for row in book["Coverage"].values]
    start = rows.index(["Class", "Reason", "Count", "Remedy"]) + 1
    assert [row[:3] for row in rows[start : start + 4]] == [
        ["fault", "permission denied", 2],
        ["fault", "the time limit was reached", 1],
        ["by design", "image only", 1],
        ["note", "characters could not be decoded", 1],
    ]


@pytest.mark.parametrize(
    ("state", "files", "verdict"),
    [
        ("finished", 1, "The scan ended without a fault. What is left out by design is in the sheet “Not read”."),
        ("finished", 0, "No file was found in the targets. Check that they are the right ones."),
        ("interrupted", 1, "This scan has not finished (interrupted). What follows is what it has seen so far."),
        ("running", 1, "This scan has not finished (running). What follows is what it has seen so far."),
    ],
)
def test_the_verdict_never_calls_half_a_scan_whole(
    state: str, files: int, verdict: str, make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions,
    write: Write,
) -> None:  # fmt: skip
    """A scan that has not ended, or that found no file at all, is said to be so."""
    reader = make_inventory([make_file(f"{number}.txt") for number in range(files)], state=state)
    assert verdict in texts_of(write(reader, english)["Summary"])


def test_the_summary_lists_flags_and_riskiest_files(office: Reader, english: ReportOptions, write: Write) -> None:
    """Legal flags with the number of files, and the riskiest files with their people and main findings."""
    rows = [[value for value in row if value is not None] for row in write(office, english)["Summary"].values]
    assert [row[:2] for row in rows if row[:1] == ["property damage (rule 7-2)"]] == [["property damage (rule 7-2)", 1]]
    assert [
        "critical", "人事/マイナンバー一覧.csv", 311.4, "120–131", "everyone",
        "My Number (individual number) 130, E-mail address 118",
    ] in rows  # fmt: skip


def test_findings_follow_the_order_of_the_files(office: Reader, english: ReportOptions, write: Write) -> None:
    """The riskiest file's findings come first; words instead of ids, 16 digits of the fingerprint, no value."""
    rows = rows_of(write(office, english)["Findings"])
    assert [row["Path"] for row in rows] == [*["人事/マイナンバー一覧.csv"] * 3, "営業/決済.log"]
    numbers = [row for row in rows if row["Detector"] == "My Number (individual number)"]
    assert [(row["Place"], row["Confidence"], row["Confidence score"]) for row in numbers] == [
        ("row 2, column 3", "high", 95),
        ("row 3, column 3", "medium", 75),
    ]
    assert numbers[0]["Evidence"] == "label “個人番号”, check digit"
    assert {len(row["Fingerprint (first 16)"]) for row in rows} == {16}


def test_what_was_not_read_lists_folders_too(office: Reader, english: ReportOptions, write: Write) -> None:
    """Faults first; each with the file's own status, or said to be a folder."""
    rows = rows_of(write(office, english)["Not read"])
    assert [(row["Path"], row["Status"], row["Class"], row["Count"]) for row in rows] == [
        ("営業/顧客.txt", "partial", "fault", 1),
        ("役員", "folder", "fault", 1),
        ("総務/給与.xlsx", "skipped", "fault", 1),
        ("総務/写真.jpg", "skipped", "by design", 1),
        ("総務/文字化け.txt", "complete", "note", 4),
    ]
    assert (rows[1]["Reason"], rows[1]["Remedy"], rows[1]["Detail"]) == (
        "permission denied",
        "run under an account that may read it",
        "EACCES",
    )


def test_a_target_that_failed_is_named(make_inventory: MakeInventory, english: ReportOptions, write: Write) -> None:
    """An issue of the target itself shows the target for its path."""
    reader = make_inventory([], troubles=(("", Issue("list", "not-found", "ENOENT")),))
    (row,) = rows_of(write(reader, english)["Not read"])
    assert (row["Path"], row["Status"]) == ("file:///srv/共有", "target")


def test_an_empty_list_says_so(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write
) -> None:
    """A scan in which nothing was found gives whole sheets that say that there is nothing."""
    book = write(make_inventory([make_file("a.txt")]), english)
    assert book["Findings"]["A2"].value == "None."
    assert book["Not read"]["A2"].value == "None."


def test_lists_can_be_filtered_and_printed(office: Reader, english: ReportOptions, write: Write) -> None:
    """Headings stay in view and on each printed page, filters cover all rows, pages are as wide as the list."""
    book = write(office, english)
    for name, pane in (("Files by risk", "D2"), ("Findings", "B2"), ("Not read", "B2")):
        sheet = book[name]
        assert sheet.freeze_panes == pane
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
        assert sheet.page_setup.fitToHeight == 0
    assert book["Summary"].sheet_properties.pageSetUpPr.fitToPage


def test_cells_have_a_japanese_font_and_levels_a_colour(office: Reader, japanese: ReportOptions, write: Write) -> None:
    """Every cell is in Yu Gothic, not in a theme's font, and each level has its conditional format."""
    sheet = write(office, japanese)["リスク順ファイル一覧"]
    fonts = {(cell.font.name, cell.font.scheme) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {("Yu Gothic", None)}
    words = {
        rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules if rule.operator == "equal"
    }
    assert words == {'"重大"', '"高"', '"中"', '"低"', '"なし"', '"該当"', '"可能性"'}


def test_times_are_dates_in_the_zone_of_the_heading(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write
) -> None:
    """A time is a date that a spreadsheet can sort, in the named zone; before 1900, which none knows, it is text."""
    old = int(datetime.fromisoformat("1850-01-02T03:04:05+09:00").timestamp()) * 10**9
    reader = make_inventory([make_file("new.txt", modified_ns=10**9), make_file("old.txt", modified_ns=old)])
    rows = {row["Path"]: row["Modified (JST)"] for row in rows_of(write(reader, english)["Files by risk"])}
    assert rows == {"new.txt": datetime(1970, 1, 1, 9, 0, 1), "old.txt": "1850-01-02 03:04:05"}  # noqa: DTZ001


def test_names_of_every_kind_are_text(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write
) -> None:
    """No name becomes a formula, a link, a number or markup, and each can be had back from its cell."""
    book = write(make_inventory([make_file(escape(name), owner=escape(name)) for name in NAMES]), english)
    cells = [row[2] for row in book["Files by risk"].iter_rows(min_row=2)]
    assert sorted(unescape(cell.value) for cell in cells) == sorted(NAMES)
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in every if cell.data_type == "f" or cell.hyperlink]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith(("=", "+", "-", "@")))


def test_text_from_inside_files_is_text_too(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write, office: Reader
) -> None:
    """Members, sheets, labels and masks with formulas or control characters do no harm."""
    row = next(office.positions(1))
    plain = make_file("a.zip", counts={"email": (0, 0, 1)})
    position = _position_with(row.fingerprint)
    (found,) = rows_of(
        write(make_inventory([msgspec.structs.replace(plain, positions=(position,))]), english)["Findings"]
    )
    assert found["Place"] == "=cmd.zip › a\\x0ab.xlsx › =Sheet!B3"
    assert found["Value (masked)"] == "=1***@example.com"
    assert found["Evidence"] == "label “\\x07=1{x}”, a_new_word"


def _position_with(fingerprint: str) -> Any:
    from meibo.inventory.model import StoredPosition

    return StoredPosition(
        detector="email", location={"sheet": "=Sheet", "cell": "B3"}, start=0, end=3, score=90,
        evidence=("label:\x07=1{x}", "a_new_word"), fingerprint=bytes.fromhex(fingerprint), masked="=1***@example.com",
        container=("=cmd.zip", "a\nb.xlsx"),
    )  # fmt: skip


def test_long_text_is_cut_at_what_a_cell_can_hold(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write
) -> None:
    """A path of 40,000 characters beyond the basic plane fills the cell's 32,767 units without half a character."""
    (row,) = rows_of(write(make_inventory([make_file("𠮷" * 40_000)]), english)["Files by risk"])
    assert row["Path"] == "𠮷" * (CELL_UNITS // 2)


def test_a_full_sheet_goes_on_in_the_next(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write
) -> None:
    """Sheets of 10 rows hold 9 files each below their own heading; no file is lost or doubled."""
    reader = make_inventory([make_file(f"{number:02}.txt") for number in range(19)])
    book = write(reader, msgspec.structs.replace(english, sheet_rows=10))
    assert book.sheetnames == ["Summary", "Files by risk", "Files by risk (2)", "Files by risk (3)", *SHEETS["en"][2:]]
    pages = [rows_of(book[name]) for name in ("Files by risk", "Files by risk (2)", "Files by risk (3)")]
    assert [len(page) for page in pages] == [9, 9, 1]
    assert [row["Path"] for page in pages for row in page] == [f"{number:02}.txt" for number in range(19)]
    assert [book[name].auto_filter.ref for name in ("Files by risk", "Files by risk (3)")] == [
        book["Files by risk"].dimensions,
        book["Files by risk (3)"].dimensions,
    ]


def test_a_sheet_that_is_just_full_needs_no_other(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write
) -> None:
    """Nine files fill a sheet of 10 rows."""
    reader = make_inventory([make_file(f"{number}.txt") for number in range(9)])
    assert write(reader, msgspec.structs.replace(english, sheet_rows=10)).sheetnames == SHEETS["en"]


def test_all_parts_are_well_formed(office: Reader, japanese: ReportOptions, write: Write, tmp_path: Path) -> None:
    """Every part of the file parses as XML."""
    from xml.etree import ElementTree as ET

    write(office, japanese)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        parts = [ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))]  # noqa: S314
    assert len(parts) > 8


def test_only_wanted_findings_count(office: Reader, write: Write) -> None:
    """At high confidence the medium addresses raise no file's level, and the column beside says what was left out."""
    rows = {row["Path"]: row for row in rows_of(write(office, ReportOptions(least_score=85))["Files by risk"])}
    assert (rows["営業/顧客.txt"]["Risk"], rows["営業/顧客.txt"]["E-mail address"]) == ("none", 0)
    assert rows["営業/顧客.txt"]["Medium and low confidence"] == 3030


def test_a_partial_file_keeps_its_counts(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, write: Write
) -> None:
    """What was found before the reading stopped is counted, and the file says that it is partial and why."""
    file = make_file("a.txt", status=Status.PARTIAL, issues=(Issue("extract", "io-error"),))
    file = msgspec.structs.replace(file, counts={"email": Counts(0, 0, 2)})
    (row,) = rows_of(write(make_inventory([file]), english)["Files by risk"])
    assert (row["E-mail address"], row["Status"], row["Reason"]) == (2, "partial", "input/output error while reading")

"""The file list as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from meibo.inventory.model import FileResult
from meibo.inventory.reader import Reader
from meibo.reports.csv_file import neutralise
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report
from meibo_connectors.names import escape, unescape
from meibo_detectors.model import Confidence

MakeFile = Callable[..., FileResult]
MakeInventory = Callable[[list[FileResult]], Reader]
GOLDEN = Path(__file__).parent / "golden"


def write_rows(reader: Reader, options: ReportOptions, folder: Path) -> list[dict[str, str]]:
    place = folder / "files.csv"
    write_report("csv", reader, 1, place, options)
    with place.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_report_is_the_golden_file(
    language: str, office: Reader, japanese: ReportOptions, english: ReportOptions, tmp_path: Path
) -> None:
    """The report of the small office, byte for byte, in both languages."""
    write_report("csv", office, 1, tmp_path / "files.csv", japanese if language == "ja" else english)
    assert (tmp_path / "files.csv").read_bytes() == (GOLDEN / f"files_{language}.csv").read_bytes()


def test_spreadsheets_know_the_encoding(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """The file starts with a byte order mark and ends every line with CRLF."""
    write_rows(office, english, tmp_path)
    content = (tmp_path / "files.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 10


def test_the_riskiest_file_comes_first(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """By level, then score, then people; files without any risk by path."""
    rows = write_rows(office, english, tmp_path)
    assert [(row["Risk"], row["Score"], row["Path"]) for row in rows] == [
        ("critical", "311.4", "人事/マイナンバー一覧.csv"),
        ("high", "120.0", "営業/決済.log"),
        ("low", "20.9", "営業/顧客.txt"),
        ("none", "2.1", "営業/電話帳.txt"),
        ("none", "0.0", "memo.txt"),
        ("not read", "", "総務/写真.jpg"),
        ("none", "0.0", "総務/推測のみ.txt"),
        ("none", "0.0", "総務/文字化け.txt"),
        ("not read", "", "総務/給与.xlsx"),
    ]


def test_a_row_says_what_is_known_of_its_file(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """Counts of medium and high together, low apart, people, flags, access, and the time with its offset."""
    row = write_rows(office, english, tmp_path)[0]
    assert (row["My Number (individual number)"], row["E-mail address"], row["Low confidence"]) == ("130", "118", "3")
    assert (row["People (least)"], row["People (most)"]) == ("120", "131")
    raised = ("My Number present", "My Numbers of over 100", "My Number open to everyone")
    assert [row[name] for name in raised] == ["yes", "yes", "possible"]
    assert row["Reports due after a leak"] == "first 3-5 days, full 30 days"
    assert (row["Yen a person"], row["Yen at risk (most)"]) == ("3000", str(3000 * 131))
    assert row["Factors"].startswith("My Number (individual number): 500 × sensitivity 6 × identification 1")
    assert (row["Readable by"], row["According to"], row["Folder"]) == ("everyone", "mode 0640", "人事")
    assert datetime.fromisoformat(row["Modified (JST)"]).timestamp() == 1_760_000_000
    assert row["Target"] == "file:///srv/共有"


def test_what_was_not_read_is_no_zero(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """Risk, counts and people of a skipped file are unknown, of a file in which nothing was found none and 0."""
    rows = {row["Path"]: row for row in write_rows(office, english, tmp_path)}
    assert (rows["総務/写真.jpg"]["E-mail address"], rows["総務/写真.jpg"]["People (most)"]) == ("", "")
    assert (rows["memo.txt"]["E-mail address"], rows["memo.txt"]["People (most)"]) == ("0", "0")
    assert (rows["総務/写真.jpg"]["Status"], rows["総務/写真.jpg"]["Reason"]) == ("skipped", "image only")


def test_detectors_that_found_something_have_a_column(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    """The gravest come first; a detector that only the inventory knows is called by its id."""
    counts = {"email": (0, 2, 0), "custom_badge": (0, 1, 0), "jp_my_number": (0, 0, 3)}
    (row,) = write_rows(make_inventory([make_file("a.txt", counts=counts)]), english, tmp_path)
    assert list(row.items())[18:21] == [
        ("My Number (individual number)", "3"),
        ("custom_badge", "1"),
        ("E-mail address", "2"),
    ]


def test_low_findings_count_where_they_are_asked_for(office: Reader, tmp_path: Path) -> None:
    """At low confidence every finding counts, and no column is left for what does not."""
    rows = {row["Path"]: row for row in write_rows(office, ReportOptions(least_score=Confidence.LOW), tmp_path)}
    guessed = rows["総務/推測のみ.txt"]
    assert (guessed["Risk"], guessed["My Number (individual number)"]) == ("critical", "9")
    assert not [name for name in guessed if "confidence" in name]


NAMES = [
    b"=1+1.csv", b"+81", b"-x", b"@SUM(A1)", b"\t=1.txt", b"\r=1.txt", b"\n=1.txt",
    "＝１.csv".encode(), "＠SUM".encode(), b'a",=1+1,".csv',
    b"two\nlines.txt", b"bell\x07.txt", b"esc\x1b[31m.txt", "見積\u202ecsv.exe".encode(),
    b"\x96\xbc.csv", rb"\x41.csv", b"<r>&x;</r>", "\ufffe\uffff".encode(), b"'quoted'", "名簿.csv".encode(),
    b" lead", b"_x0041_.csv",
]  # fmt: skip


def test_names_of_every_kind_parse_back(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    """One row a file whatever its name; the name's bytes can be had from the cell, without its apostrophe."""
    reader = make_inventory([make_file(escape(name)) for name in NAMES])
    paths = [row["Path"] for row in write_rows(reader, english, tmp_path)]
    harmless = [path[1:] if path.startswith("'") and path != "'quoted'" else path for path in paths]
    assert sorted(unescape(path) for path in harmless) == sorted(NAMES)


def test_no_cell_of_a_name_can_be_a_formula(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    """No cell starts with a character that starts a formula, and none holds a control character."""
    reader = make_inventory([make_file(f"=folder/{escape(name)}", owner=escape(name)) for name in NAMES])
    cells = [cell for row in write_rows(reader, english, tmp_path) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))]
    assert all(cell.isprintable() for cell in cells)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1", "'=1"), ("\tx", "'\\x09x"), ("－1", "'－1"), ("a=1", "a=1"), ("", ""), ("'x", "'x")],
)
def test_an_apostrophe_stands_before_formulas(text: str, cell: str) -> None:
    """What could be a formula gets a leading apostrophe, anything else stays."""
    assert neutralise(text) == cell

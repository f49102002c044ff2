"""Reports say in one sentence which pictures were not read and how they would be; nothing where there are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from meibo.catalogue.unread_pictures import say_time, tell_unread_pictures
from meibo.inventory.model import FileResult, Issue, Status, UnreadPictures
from meibo.inventory.reader import Reader
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report
from written_page import squeeze, write_page

MakeFile = Callable[..., FileResult]
MakeInventory = Callable[..., Reader]

SENTENCES = {
    "ja": "画像を読んでいないファイルが 2 件あります（画像 41 枚）。"
    "--ocr を付けて走査すると読めます（目安: ワーカー 1 つで 2 分）",
    "en": "2 files hold pictures that were not read (41 pictures):"
    " scan with --ocr to read them (about 2 min with one worker)",
}  # fmt: skip


@pytest.fixture
def scans(make_file: MakeFile, make_inventory: MakeInventory) -> dict[str, Reader]:
    """A document of forty pages without text and a photograph; and a scan without any."""
    unread = [
        make_file(f"総務/{name}", status=Status.SKIPPED, issues=(Issue("extract", "image-only", count=count),))
        for name, count in (("稟議.pdf", 40), ("写真.jpg", 1))
    ]
    return {"with": make_inventory([make_file("a.txt"), *unread]), "without": make_inventory([make_file("a.txt")])}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_coverage_sheet(scans: dict[str, Reader], tmp_path: Path, language: str) -> None:
    """Below the reasons."""
    for name, expected in (("with", 1), ("without", 0)):
        place = tmp_path / f"{name}.xlsx"
        write_report("xlsx", scans[name], 1, place, ReportOptions(language=language))  # type: ignore[arg-type]
        cells = [cell.value for sheet in openpyxl.load_workbook(place) for row in sheet.iter_rows() for cell in row]
        assert cells.count(SENTENCES[language]) == expected
        assert any("--ocr" in str(cell) for cell in cells) == bool(expected)


def test_the_page(scans: dict[str, Reader], tmp_path: Path) -> None:
    """In the section of what was not read, in each of its languages."""
    for name, expected in (("with", 1), ("without", 0)):
        page = write_page(scans[name], ReportOptions(language="ja"), tmp_path / f"{name}.html")
        for language, sentence in SENTENCES.items():
            said = [squeeze(line) for line in page.report(language).xpath(".//p[@class='lead']")]
            assert said.count(sentence) == expected


@pytest.mark.parametrize(
    ("unread", "ja", "en"),
    [
        (UnreadPictures(), "", ""),
        (UnreadPictures(are_tried=True), "", ""),
        (UnreadPictures(5, 9, 0, 27.0), "--ocr を付けて", "scan with --ocr"),
        (UnreadPictures(5, 9, 3, 5400.0, are_tried=True), "うち 3 件は時間切れです", "3 of them since time ended"),
        (UnreadPictures(5, 9, 0, 27.0, are_tried=True), "読めない形式か、", "in formats that are not read"),
    ],
)
def test_each_case_has_its_words(unread: UnreadPictures, ja: str, en: str) -> None:
    """Nothing; not asked for; too little time; and what no time helps."""
    for language, words in (("ja", ja), ("en", en)):
        told = tell_unread_pictures(unread, language)  # type: ignore[arg-type]
        assert words in told
        assert bool(words) == bool(told)


def test_times() -> None:
    """In the unit in which people would say them."""
    assert [say_time(seconds, "en") for seconds in (0.2, 80, 600, 5400, 90_000)] == [
        "1 s", "80 s", "10 min", "1.5 h", "25.0 h",
    ]  # fmt: skip

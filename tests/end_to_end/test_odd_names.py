"""Names that are no text, that steer terminals, or that spreadsheets take for formulas: shown whole, and harmless."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = {
    b"plain.txt": "plain.txt",
    "名簿 2026.txt".encode(): "名簿 2026.txt",
    b"\x96\xbc\x95\xeb.txt": r"\x96\xbc\x95\xeb.txt",
    rb"a\x41.txt": r"a\x5cx41.txt",
    b"new\nline.txt": "new\nline.txt",
    b"carriage\rreturn.txt": "carriage\rreturn.txt",
    b"\x1b[31mred\x1b[0m.txt": "\x1b[31mred\x1b[0m.txt",
    "\u009b31mC1.txt".encode(): "\u009b31mC1.txt",
    "\u202egnp.txt".encode(): "\u202egnp.txt",
    b"del\x7f.txt": "del\x7f.txt",
    b"tab\t.txt": "tab\t.txt",
    b"=HYPERLINK(1).txt": "=HYPERLINK(1).txt",
    b"+1.txt": "+1.txt",
    b"-rf.txt": "-rf.txt",
    b"@SUM(1).txt": "@SUM(1).txt",
    b"[bold]markup[red].txt": "[bold]markup[red].txt",
    b"%s {0}.txt": "%s {0}.txt",
    b'quo"te,comma;.txt': 'quo"te,comma;.txt',
    b"n" * 251 + b".txt": "n" * 251 + ".txt",
}
"""Names as bytes, and the path under which each is listed."""

STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A share of files with such names in a folder with such a name, each with a phone number; one may not be read."""
    share = tmp_path_factory.mktemp("share")
    folder = os.fsencode(share) + b"/\x1b]0;title\x07 \xff"
    os.mkdir(folder)  # noqa: PTH102 - the name is no text
    for name in NAMES:
        with open(folder + b"/" + name, "wb") as stream:  # noqa: PTH123 - the same
            stream.write("電話番号 090-2345-6781\n".encode())
    os.chmod(folder + rb"/del" + b"\x7f.txt", 0)  # noqa: PTH101 - the same
    return share


@pytest.fixture(scope="module")
def meibo(module_meibo: Any) -> Any:
    """One desk for all tests here: they only look."""
    return module_meibo


@pytest.fixture(scope="module")
def reports(meibo: Any, names: Path) -> Any:
    """The scan's reports."""
    done = meibo.without_rights("scan", names, "--csv", "a.csv", "--jsonl", "a.jsonl", "--xlsx", "a.xlsx")
    assert done.returncode == 3
    return done


FOLDER = "\x1b]0;title\x07 \\xff/"
PATHS = sorted(FOLDER + path for path in NAMES.values())


@pytest.mark.slow
def test_nothing_steers_the_terminal(meibo: Any, names: Path, reports: Any) -> None:
    """No command prints a control character or a mark that turns the writing direction, on either stream."""
    outputs = [reports.stdout, reports.stderr]
    commands: list[tuple[object, ...]] = [
        ("list",), ("list", "--format", "json"), ("list", "--format", "csv"), ("list", "--status", "skipped"),
        ("detect", names), ("detect", names, "--format", "jsonl"), ("text", names, "--format", "jsonl"),
        ("scan", names, "--plan"), ("scan", names, "-i", "b.db", "--log-format", "json"),
        ("scan", "\x1b[2Jgone", "-i", "b.db"), ("list", "-i", "\x1b[2Jgone"), ("scan", names, "--config", "\x1b[2J"),
        ("show", "\x1b[2J"), ("detect", "\x1b[2Jgone"), ("\x1b[2J",), ("scan", names, "--detectors", "\x1b[2J"),
        *(("show", "--", path) for path in PATHS[::8]), ("show", "--format", "json", "--", FOLDER + "\u202egnp.txt"),
    ]  # fmt: skip
    for command in commands:
        done = meibo.without_rights(*command)
        outputs += [done.stdout, done.stderr]
        assert done.stdout + done.stderr
    for text in outputs:
        assert STEERING.findall(text.replace("\r\n", "\n")) == []
    assert r"del\x7f.txt: permission denied" in reports.stderr


@pytest.mark.slow
def test_list_shows_every_file_on_one_line(meibo: Any, reports: Any) -> None:
    """A line end in a name does not make a second line."""
    lines = meibo("list").stdout.splitlines()
    assert len(lines) == len(NAMES) + 1
    assert any("new\\nline.txt" in line for line in lines)
    assert any("[bold]markup[red].txt" in line for line in lines)


@pytest.mark.slow
def test_json_and_show_know_the_exact_path(
    meibo: Any, reports: Any, list_files: Callable[..., dict[str, dict[str, Any]]]
) -> None:
    """Paths survive to the last byte, and each leads to its file, also as the table of ``list`` spells it."""
    assert sorted(list_files()) == PATHS
    for path in PATHS[::4]:
        shown = json.loads(meibo("show", "--format", "json", "--", path).stdout)
        assert shown["asset"]["path"] == path
    done = meibo("show", "\\x1b]0;title\\x07 \\xff/new\\nline.txt")
    assert done.returncode == 0
    assert "jp_phone" in done.stdout


def test_findings_keep_the_exact_path(meibo: Any, names: Path, reports: Any) -> None:
    """JSON lines name every file as it is listed; one finding in each that could be read."""
    rows = [json.loads(line) for line in (meibo.folder / "a.jsonl").read_text("utf-8").splitlines()]
    readable = [path for path in PATHS if not path.endswith("del\x7f.txt")]
    assert sorted(row["path"] for row in rows) == readable
    detected = meibo.without_rights("detect", names, "--format", "jsonl").stdout.splitlines()
    assert sorted(json.loads(line)["path"] for line in detected) == [f"{names}/{path}" for path in readable]


def find_cells(rows: list[list[Any]]) -> list[str]:
    """Every cell that holds the name of one of the files."""
    return [cell for row in rows for cell in row if isinstance(cell, str) and cell.lstrip("'").endswith(".txt")]


def test_csv_is_no_trap(meibo: Any, reports: Any) -> None:
    """One row a file; no cell begins like a formula or holds what cannot be seen."""
    texts = [(meibo.folder / "a.csv").read_bytes().decode("utf-8-sig"), meibo("list", "--format", "csv").stdout]
    for text in texts:
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len(rows) == len(NAMES) + 1
        assert len(find_cells(rows)) == len(NAMES)
        for cell in (cell for row in rows for cell in row):
            assert not STEERING.search(cell)
            assert not cell.startswith(FORMULA)


def test_the_workbook_opens_and_holds_no_formula(meibo: Any, reports: Any) -> None:
    """Every name is there as text."""
    with zipfile.ZipFile(meibo.folder / "a.xlsx") as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)
    book = openpyxl.load_workbook(meibo.folder / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    book.close()
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr", "b"}
    found = find_cells([[cell.value for cell in cells]])
    for path in ("=HYPERLINK(1).txt", "new\\x0aline.txt", "名簿 2026.txt"):
        assert any(path in cell for cell in found)

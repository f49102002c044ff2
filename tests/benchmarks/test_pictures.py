"""The benchmark of pictures counts what it times: values that were drawn, portraits that are there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from meibo.samples.pictures.fonts import MissingError, find_faces
from meibo.samples.pictures.model import Field
from seen import photographs, portraits
from seen.pages import LEAST_CLEAN, Measured, check, write_sections
from seen.reading import Found
from seen.values import Miss, find_misses, fold, tell_levels

pytestmark = pytest.mark.slow  # drawing and reading pages takes seconds

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "pictures.md"
SECTIONS = (
    *("conditions", "kinds", "detectors", "photographs", "portraits", "scan", "recall", "groups", "misses"),
)  # fmt: skip
NAME = Field("jp_name", "竹内　聡", "氏名", "竹内聡")
PHONE = Field("jp_phone", "090-1234-5678", "電話", "09012345678")
LATIN = Field("jp_name", "SAKAI MINATO", "姓", "SAKAI MINATO")
GENDER = Field("gender", "女", "性別", "女")


@pytest.mark.parametrize(
    ("field", "text", "is_read"),
    [
        (NAME, "氏名\t竹 内聡", True),
        (NAME, "氏名 竹内", False),
        (PHONE, "０９０−１２３４ー5678", True),
        (PHONE, "090一1234一5678", True),
        (PHONE, "090-1234-5673", False),
        (LATIN, "姓 SAKAI 国籍 JAPAN 名 MINATO", True),
        (LATIN, "SAKAI MINAT0", False),
        (GENDER, "", True),
    ],
)
def test_a_value_is_read_however_its_blanks_and_hyphens_are(field: Field, text: str, is_read: bool) -> None:
    """A single character counts for nothing."""
    assert bool(find_misses([field], text)) != is_read


def test_a_value_that_stands_twice_is_asked_twice() -> None:
    misses = find_misses([NAME, NAME], "竹内聡 竹內聡")
    assert [(miss.detector, miss.read) for miss in misses] == [("jp_name", "竹内聡")]


def test_kanji_one_is_a_hyphen_between_digits_only() -> None:
    assert fold("健一 1一2") == "健一12"


def test_a_finding_serves_one_field() -> None:
    """The surest of the same value; else another of its kind that nobody asked for."""
    found = [
        Found("jp_name", "竹内聡", "竹内聡", 40),
        Found("jp_name", "竹内 聡", "竹内聡", 75),
        Found("jp_phone", "090-1234-5673", "09012345673", 75),
    ]
    assert tell_levels([NAME, NAME, PHONE, LATIN], found) == [
        ("jp_name", "medium"), ("jp_name", "low"), ("jp_phone", "other"), ("jp_name", "not"),
    ]  # fmt: skip


def test_clean_pictures_that_are_not_read_are_no_result() -> None:
    def measure(missed: int) -> Measured:
        misses = (Miss("jp_name", "竹内聡", "竹|聡"),) * missed
        return Measured("licence", "clean", 100, misses, (("jp_name", "medium"),), 1.0, 400.0, {})

    most = round(100 * (1 - LEAST_CLEAN))
    check([measure(most)])
    with pytest.raises(AssertionError, match="89 of 100"):
        check([measure(most + 1)])
    assert "| licence | clean | jp_name | 1 of 1 | `竹内聡`: `竹\\|聡` |" in write_sections([measure(1)], "")["misses"]


def test_photographs_are_the_same_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And each is another one, the first as it is."""
    place = tmp_path / "base.png"
    Image.radial_gradient("L").save(place)
    monkeypatch.setattr(photographs, "_MEGAPIXELS", (None, 0.1))
    monkeypatch.setattr(photographs, "list_bases", lambda: {"base.png": place})
    first, again = (list(photographs.make_photographs(6)) for _ in range(2))
    assert first == again
    assert len({photograph.content for photograph in first}) == 6
    assert first[0].size == (256, 256)


def test_without_packages_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "WITHOUT_TEXT", {"no-such-package": ("picture.png",)})
    with pytest.raises(SystemExit, match="group peers"):
        photographs.list_bases()


def test_faces_that_are_not_found_are_no_result() -> None:
    with pytest.raises(AssertionError, match="not one"):
        portraits.check([portraits.Counted("a", 0.95, 1, 1, 0, 0, [0.1])])


def test_the_page_has_a_place_for_every_section() -> None:
    assert re.findall(r"<!-- measured: (\w+) -->\n", PAGE.read_text("utf-8")) == [*SECTIONS]


@pytest.mark.slow
def test_the_command_measures_a_picture(tmp_path: Path) -> None:
    """Other sections stay as the page has them."""
    pytest.importorskip("rapidocr")
    try:
        find_faces()
    except MissingError:
        pytest.skip("no Japanese font")
    page = tmp_path / "pictures.md"
    shutil.copy(PAGE, page)
    command = [sys.executable, ROOT / "benchmarks" / "pictures.py", "--only", "pages", "--seeds", "1", "--alone"]
    done = subprocess.run(
        [*command, "--kinds", "licence", "--conditions", "clean", "--write", page], check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    written = page.read_text("utf-8")
    assert re.search(r"\| clean \| 1 \| 4 \| 100.0 \| 100.0 \| 100.0 \| \d+\.\d\d \| \d+ \|\n", written)
    assert "| clean, 300 dpi |" not in written
    sections = re.compile(r"<!-- measured: portraits -->.*?(?=<!-- measured: recall)", re.DOTALL)
    assert sections.findall(written) == sections.findall(PAGE.read_text("utf-8"))

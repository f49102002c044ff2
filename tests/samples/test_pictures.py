"""Drawn pictures hold what their key says, in every format, and say what they lack where they cannot be drawn."""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageOps

from meibo.cli import command_demo
from meibo.cli.terminal import Terminal
from meibo.samples.draw import Dice
from meibo.samples.people import make_cast
from meibo.samples.pictures import files, fonts
from meibo.samples.pictures.canvas import Easel, NoRoomError
from meibo.samples.pictures.distort import CONDITIONS, FAX_DPI
from meibo.samples.pictures.files import PICTURE_FILES, make_files
from meibo.samples.pictures.fonts import Faces, MissingError, find_faces
from meibo.samples.pictures.model import DrawnPage
from meibo.samples.pictures.pages import CARDS, KINDS, PHOTOGRAPHS, draw_conditions, draw_page, draw_pages
from meibo.samples.pictures.save import SAVERS, save_turned_jpeg
from meibo.samples.share import write_share
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block
from meibo_detectors.registry import DETECTORS

pytestmark = pytest.mark.slow  # drawing and reading pages takes seconds

NUMBERS = (
    *("jp_my_number", "jp_drivers_license", "jp_passport", "jp_residence_card", "jp_pension"),
    *("jp_employment_insurance", "jp_phone", "jp_postal", "dob"),
)
COARSE = 72
"""Dots an inch: enough where nobody reads the picture."""
COUNTS = {
    "portrait": 1,
    "group": 6,
    "licence": 1,
    "my-number-front": 1,
    "residence": 1,
    "passport": 1,
    "licence-copy": 1,
    "my-number-copy": 1,
}
"""Portraits by kind of picture; the others have none."""
CHECKED = {detector.id: detector for detector in DETECTORS}


@pytest.fixture(scope="module")
def faces() -> Faces:
    """The fonts of this machine."""
    try:
        return find_faces()
    except MissingError:
        pytest.skip("no Japanese font")


@pytest.fixture(scope="module")
def pages(faces: Faces) -> list[DrawnPage]:
    """One picture of each kind."""
    return list(draw_pages(5, COARSE))


def test_every_kind_has_values(pages: list[DrawnPage]) -> None:
    """Each has a name of its own, a resolution, and somebody's name, unless it is a photograph."""
    assert [page.kind for page in pages] == list(KINDS)
    assert len({page.name for page in pages}) == len(KINDS)
    for page in pages:
        assert page.image.info["dpi"] == (COARSE, COARSE)
        assert ("jp_name" in {field.detector for field in page.fields}) == (page.kind not in PHOTOGRAPHS)
        assert all(field.person for field in page.fields)


def test_every_portrait_is_told(pages: list[DrawnPage]) -> None:
    """That of the one whose card it is, once for each; nothing of it is written down but what it stands on."""
    for page in pages:
        portraits = [field for field in page.fields if field.detector == "face_photo"]
        kind = "portrait" if page.kind in PHOTOGRAPHS else "id-card"
        assert len(portraits) == COUNTS.get(page.kind, 0), page.kind
        assert {(field.value, field.normalised) for field in portraits} <= {("", kind)}
        assert len({field.person for field in portraits}) == len(portraits)
        if page.kind in CARDS:
            assert len({field.person for field in page.fields}) == 1


def test_numbers_are_valid(pages: list[DrawnPage]) -> None:
    """Detectors read each number as the key does, and find it beside a label of theirs."""
    engine = Engine(DETECTORS)
    fields = [field for page in pages for field in page.fields]
    for field in fields:
        if field.detector in NUMBERS:
            assert CHECKED[field.detector].normalise(field.value) == field.normalised
    assert {field.detector for field in fields} >= {*NUMBERS, "mrz_td3", "jp_health_insurance"}
    for field in fields:
        if field.detector in (*NUMBERS, "mrz_td3"):
            text = f"{CHECKED[field.detector].labels[0]}：\n{field.value}\n"
            found = engine.scan([Block(text.encode())]).findings
            assert field.detector in [DETECTORS[row["detector"]].id for row in found], text


def test_values_are_the_same_at_any_resolution(pages: list[DrawnPage]) -> None:
    """Only dots change."""
    finer = list(draw_pages(5, 96))
    assert [page.fields for page in pages] == [page.fields for page in finer]
    assert [page.image.size for page in pages] != [page.image.size for page in finer]


def test_same_seed_draws_the_same(pages: list[DrawnPage]) -> None:
    """To the last dot; another seed draws other people."""
    again = list(draw_pages(5, COARSE))
    assert [page.image.tobytes() for page in again] == [page.image.tobytes() for page in pages]
    assert [page.fields for page in draw_pages(6, COARSE)] != [page.fields for page in pages]


@pytest.mark.parametrize("seeds", [range(4), pytest.param(range(4, 120), marks=pytest.mark.slow)])
def test_text_fits_in_its_place(faces: Faces, seeds: range) -> None:
    """Whoever is drawn: nothing leaves its sheet or becomes too small; with the fewest people too."""
    for seed in seeds:
        cast = make_cast(Dice("cast", seed), 20 if seed % 4 == 0 else 120)
        for kind in KINDS:
            draw_page(kind, Easel(COARSE, faces), cast, Dice("picture", seed, kind))


def test_text_that_does_not_fit_is_refused(faces: Faces) -> None:
    """Rather than to be cut off with a key that tells it all."""
    sheet = Easel(COARSE, faces).open(60, 20)
    assert sheet.write(1, 1, 4, "氏名の欄", width=12) <= 13
    for x, y, width in ((1, 1, 5), (50, 1, 0), (1, 18, 0)):
        with pytest.raises(NoRoomError):
            sheet.write(x, y, 4, "氏名の欄", width=width)


def test_every_condition_changes_the_picture(faces: Faces) -> None:
    """All but the first, and the same way each time; values stay."""
    drawn = list(draw_conditions(5, COARSE, ("licence",)))
    assert [page.name.removeprefix("licence-72dpi-") for page in drawn] == list(CONDITIONS)
    assert len({page.image.tobytes() for page in drawn}) == len(CONDITIONS)
    assert len({page.fields for page in drawn}) == 1
    again = [page.image.tobytes() for page in draw_conditions(5, COARSE, ("licence",))]
    assert again == [page.image.tobytes() for page in drawn]
    fax = next(page.image for page in drawn if page.name.endswith("-fax"))
    assert (fax.mode, fax.info["dpi"]) == ("1", FAX_DPI)
    assert fax.width / fax.height == pytest.approx(2 * 204 / 196 * 85.6 / 54, rel=0.02)


@pytest.mark.parametrize("suffix", [suffix for suffix in SAVERS if suffix != "pdf"])
def test_formats_open(pages: list[DrawnPage], suffix: str) -> None:
    """As pictures of the same size and about the same greys; TIFF with all its pages."""
    image = next(page.image for page in pages if page.kind == "licence")
    with Image.open(io.BytesIO(SAVERS[suffix]([image, image]))) as saved:
        assert saved.size == image.size
        assert getattr(saved, "n_frames", 1) == (2 if suffix == "tif" else 1)
        if suffix == "tif":
            assert saved.info["compression"] == "group4"
        else:
            greys = [np.asarray(one.convert("L"), np.int16) for one in (saved, image)]
            assert np.abs(greys[0] - greys[1]).mean() < 6


def test_pdf_is_pictures_only(pages: list[DrawnPage]) -> None:
    """A page for each at its size, without text, and the same bytes at any time."""
    images = [page.image for page in pages if page.kind in ("form", "letter")]
    content = SAVERS["pdf"](images)
    assert content == SAVERS["pdf"](images)
    with pypdfium2.PdfDocument(content) as document:
        assert [page.get_size() for page in document] == [pytest.approx((595, 842), abs=1)] * 2
        assert all(page.get_textpage().get_text_bounded() == "" for page in document)


def test_turned_photograph_is_upright_as_it_is_seen(pages: list[DrawnPage]) -> None:
    """It lies on its side and says so."""
    image = next(page.image for page in pages if page.kind == "licence")
    with Image.open(io.BytesIO(save_turned_jpeg([image]))) as saved:
        assert saved.size == (image.height, image.width)
        seen = ImageOps.exif_transpose(saved)
    greys = [np.asarray(one.convert("L"), np.int16) for one in (seen, image)]
    assert np.abs(greys[0] - greys[1]).mean() < 6


def test_documents_hold_their_picture_where_the_key_says(faces: Faces, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members of Office files and archives that open as pictures, on their first page."""
    holders = tuple(file for file in PICTURE_FILES if file.path.endswith((".docx", ".xlsx", ".zip")))
    monkeypatch.setattr(files, "PICTURE_FILES", tuple(small(file) for file in holders))
    for path, _, written in make_files(make_cast(Dice("cast", 5), 40), 5, faces):
        marks = [mark for mark in written.marks if mark.group]
        assert len(marks) >= 4, path
        with zipfile.ZipFile(io.BytesIO(written.content), metadata_encoding="cp932") as archive:
            for member in {mark.container[0] for mark in marks}:
                with Image.open(io.BytesIO(archive.read(member))) as picture:
                    assert picture.width > 200


def small(file: files.PictureFile) -> files.PictureFile:
    """The file at a resolution that is drawn quickly."""
    return file._replace(shots=tuple(shot._replace(dpi=COARSE) for shot in file.shots))


@pytest.mark.slow
def test_share_with_pictures(faces: Faces, tmp_path: Path) -> None:
    """Everything else is as without; each picture has its values in the key, on pages that it has; made twice alike."""
    plain, drawn, again = tmp_path / "plain", tmp_path / "drawn", tmp_path / "again"
    write_share(plain, 5, 20)
    summary = write_share(drawn, 5, 20, faces)
    write_share(again, 5, 20, faces)
    lines = read_key(drawn)
    paths = {file.path for file in PICTURE_FILES}
    assert [line for line in lines if line["path"] not in paths] == read_key(plain)
    assert lines == read_key(again)
    assert summary.files == len({line["path"] for line in lines if "persons" in line})
    for file in PICTURE_FILES:
        own = [line for line in lines if line["path"] == file.path]
        groups = {line["group"] for line in own if "group" in line}
        assert groups == {shot.group for shot in file.shots if shot.kind != "landscape"}
        assert (own[0]["persons"] >= 1) == (file.shots[0].kind not in PHOTOGRAPHS)
        portraits = [line for line in own if line.get("detector") == "face_photo"]
        assert len(portraits) == sum(COUNTS.get(shot.kind, 0) for shot in file.shots)
        assert all(line["person"] and line["location"].keys() == {"page"} for line in portraits)
        assert {line["location"].get("page", 1) for line in own[1:]} <= set(range(1, len(file.shots) + 1))
        content = (drawn / "share" / file.path).read_bytes()
        # XlsxWriter notes nothing of the time; a document's bytes depend on it alone.
        assert content == (again / "share" / file.path).read_bytes()
        if file.is_roster:
            named = {line["person"] for line in own if line.get("detector") == "jp_name"}
            assert len(named) == own[0]["persons"]


def read_key(folder: Path) -> list[dict[str, Any]]:
    """The lines of the answer key."""
    return [json.loads(line) for line in (folder / "answer-key.jsonl").read_text("utf-8").splitlines()]


def test_missing_font_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no folder has one; a folder that is not there is none."""
    monkeypatch.setattr(fonts, "_list_folders", lambda: iter((tmp_path, tmp_path / "gone")))
    with pytest.raises(MissingError, match="font"):
        find_faces()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "ipam.ttf").write_bytes(b"")
    assert find_faces() == Faces(tmp_path / "deep" / "ipam.ttf", tmp_path / "deep" / "ipam.ttf")


def test_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow is optional."""
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(MissingError, match="pillow"):
        find_faces()


@pytest.mark.parametrize(("missing", "words"), [("font", "no Japanese font"), ("pillow", "meibo[ocr]")])
def test_command_leaves_pictures_out(
    missing: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says why on standard error, and makes everything else."""

    def refuse() -> Faces:
        raise MissingError(missing)

    monkeypatch.setattr(fonts, "find_faces", refuse)
    given = argparse.Namespace(folder=tmp_path / "demo", persons=20, pictures=True)
    assert command_demo.run(given, Terminal("en")) == 0
    assert words in capsys.readouterr().err
    assert not list((tmp_path / "demo").rglob("*.jpg"))


def test_command_draws_pictures(
    faces: Faces, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is asked to, and has what it needs."""
    monkeypatch.setattr(files, "PICTURE_FILES", tuple(map(small, PICTURE_FILES[:1])))
    given = argparse.Namespace(folder=tmp_path / "demo", persons=20, pictures=True)
    assert command_demo.run(given, Terminal("en")) == 0
    assert capsys.readouterr().err == ""
    assert [path.name for path in (tmp_path / "demo").rglob("*.jpg")] == ["運転免許証_01.jpg"]

"""A portrait in reports: named by its kind and its page; its box is told to programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from msgspec import structs

from meibo.catalogue.language import Language
from meibo.extraction.model import Face
from meibo.inventory.model import Counts, FileResult
from meibo.inventory.reader import Reader
from meibo.pipeline.faces import store_face
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report
from meibo.reports.wording import name_evidence, name_mask, name_place
from meibo_detectors.general import face_photo
from meibo_detectors.model import Position

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "finding.schema.json"
BOX = [50, 300, 250, 700]
POSITION = store_face(
    Face(Position(("身分証.zip", "免許証.jpg"), page=1), (50, 300, 250, 700), 88, is_on_card=True),
    face_photo.ID_CARD, face_photo.DETECTOR, bytes(32),
)  # fmt: skip


@pytest.fixture
def album(make_file: Callable[..., FileResult], make_inventory: Callable[..., Reader]) -> Reader:
    """An inventory of one file with a copy of a card."""
    file = make_file("総務/入館証.zip", counts={"face_photo": (0, 0, 1)}, positions=(POSITION,))
    return make_inventory([structs.replace(file, kind_counts={"face_photo": {"id-card": Counts(high=1)}})])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ("本人確認書類の写し", "身分証.zip › 免許証.jpg › 1 ページ", "種類「本人確認書類の写し」")),
        ("en", ("Copy of an identity card", "身分証.zip › 免許証.jpg › page 1", "kind “Copy of an identity card”")),
    ],
)
def test_people_read_its_kind_and_page(album: Reader, language: Language, words: tuple[str, ...]) -> None:
    (row,) = album.positions(1)
    shown = (
        name_mask(row.detector, row.masked, language),
        name_place(row.container, row.location, language),
        name_evidence(row.evidence, language),
    )
    assert shown == words


def test_programs_read_its_box(album: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """In an object that is valid by the published schema."""
    write_report("jsonl", album, 1, tmp_path / "a.jsonl", english)
    row = json.loads((tmp_path / "a.jsonl").read_bytes())
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(row)
    assert (row["location"], row["masked"]) == ({"page": 1, "box": BOX}, "id-card")


def test_every_report_can_be_written(album: Reader, japanese: ReportOptions, tmp_path: Path) -> None:
    """The workbook's sheet of findings names it too."""
    for name in ("xlsx", "html", "csv", "sarif"):
        write_report(name, album, 1, tmp_path / f"a.{name}", japanese)
        assert (tmp_path / f"a.{name}").stat().st_size
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["検出位置"]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"顔写真", "本人確認書類の写し", "身分証.zip › 免許証.jpg › 1 ページ"} <= cells

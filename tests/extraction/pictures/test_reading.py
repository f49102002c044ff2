"""Drawn Japanese papers, read field by field: what the whole engine makes of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")

from extraction.pictures.drawing import write
from extraction.reading import blocks_of, codes_of, read_pictures
from meibo.samples.draw import Dice
from meibo.samples.people import make_cast
from meibo.samples.pictures.canvas import Easel
from meibo.samples.pictures.fonts import MissingError, find_faces
from meibo.samples.pictures.pages import KINDS, draw_page

if TYPE_CHECKING:
    from meibo.samples.pictures.model import DrawnPage

SEED = 7
KNOWN = {
    "form": {"3758-785616-9"},  # hyphens between boxes are not always seen
    "my-number-copy": {"沖縄県那覇市夕凪野3丁目18番8号　ハイツ若楠103"},  # 霸 for 覇
    "licence": {"野々村　進"},
    "residence": {"茨城県水戸市柊野2丁目18番1号メゾン虹104"},  # in two lines, with a label beside the second
    "passport": {
        "UCHIDA TAICHI",  # in two fields
        "P<JPNUCHIDA<<TAICHI<<<<<<<<<<<<<<<<<<<<<<<<<\nMP68066951JPN9103111M3209240<<<<<<<<<<<<<<<8",  # 1 for I
    },
}
"""Values that are read otherwise at this resolution; all others are read to the letter."""
SCOPES = {
    "licence": "運転免許証",
    "licence-copy": "運転免許証 健康保険被保険者証",
    "my-number-front": "個人番号カード",
    "my-number-notice": "個人番号カード",
    "residence": "在留カード",
    "insurance": "健康保険被保険者証",
    "confirmation": "健康保険被保険者証",
    "passport": "旅券",
    "roster": "",
    "contact-list": "",
    "letter": "",
}
"""What pages call themselves."""


def plain(text: str) -> str:
    """Without what does not change a value: spaces, widths, dashes."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace() and sign not in "-‐−")


def draw(kind: str, dpi: int = 150) -> DrawnPage:
    try:
        easel = Easel(dpi, find_faces())
    except MissingError as missing:
        pytest.skip(f"needs a {missing.missing}")
    return draw_page(kind, easel, make_cast(Dice("cast", SEED), 80), Dice("picture", SEED, kind))


def list_unread(page: DrawnPage, text: str) -> set[str]:
    """The values of a page that were not read."""
    return {field.value for field in page.fields if plain(field.value) not in plain(text)}


@pytest.mark.parametrize("kind", ["insurance", *(pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS)])
def test_every_value_is_read(kind: str) -> None:
    """To the letter, at 150 dpi; and the page is told for what it is."""
    page = draw(kind)
    items = read_pictures(write(page.image, "png", dpi=(150, 150)), f"{kind}.png")
    text = "\n".join(block.text.decode() for block in blocks_of(items))
    assert list_unread(page, text) <= KNOWN.get(kind, set())
    assert codes_of(items) == []
    if kind in SCOPES:
        assert {block.scope for block in blocks_of(items)} == {SCOPES[kind]}


def test_a_form_is_read_field_by_field() -> None:
    """Each value behind its label; the number of the boxes is one number."""
    page = draw("form", 110)
    items = read_pictures(write(page.image, "png"), "form.png")
    lines = [plain(line) for block in blocks_of(items) for line in block.text.decode().splitlines()]
    fields = {field.label: plain(field.value) for field in page.fields}
    for label in ("社員番号", "氏名", "電話番号", "個人番号"):
        assert any(line.startswith(plain(label)) and fields[label] in line for line in lines), (label, lines)

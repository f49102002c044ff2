"""What tests of structure share: the cells of a text as words, with a small set of known labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pytest

from meibo_detectors.label_words import make_label_words
from meibo_detectors.model import Layout
from meibo_detectors.normalise import Folded
from meibo_detectors.structure.model import Cells
from meibo_detectors.structure.registry import find_cells

# fmt: off
LABELS = frozenset((
    "氏名", "名前", "お名前", "姓", "名", "フリガナ", "カナ", "住所", "ご住所", "郵便番号", "〒", "電話", "電話番号",
    "tel", "携帯", "自宅", "緊急連絡先", "メール", "email", "mail", "生年月日", "性別", "会員番号", "顧客番号",
    "都道府県", "市区町村", "番地", "個人番号", "記号", "番号", "保険者番号", "備考", "役職", "月", "日", "年",
    "name", "kana", "address", "zip", "phone", "birthdate", "firstname",
))
# fmt: on


class Found(NamedTuple):
    """One cell in words."""

    upper: str
    name: str
    value: str
    record: int
    column: int
    place: int


class Reading(NamedTuple):
    """The cells of a text, as arrays and as words."""

    folded: Folded
    cells: Cells
    found: list[Found]


Read = Callable[[Sequence[str], Sequence[Layout]], Reading]


KNOWN = make_label_words(
    [blank.join(label) for label in LABELS for blank in ("", " ", "  ")] + ["first_name", "first name"], ()
)
"""LABELS, also with blanks between their characters."""


@pytest.fixture(scope="session")
def read() -> Read:
    """Find the cells of texts that are read in one pass."""

    def find(texts: Sequence[str], layouts: Sequence[Layout]) -> Reading:
        folded = Folded([text.encode() for text in texts], layouts)
        cells = find_cells(folded, layouts, KNOWN)

        def words(start: int, end: int) -> str:
            return folded.value(start, end) if end > start else ""

        table = np.array(cells[:-3]).T.tolist()
        found = [
            Found(words(us, ue), words(ns, ne), words(start, end), record, column, place)
            for start, end, record, column, place, ns, ne, us, ue in table
        ]
        return Reading(folded, cells, found)

    return find

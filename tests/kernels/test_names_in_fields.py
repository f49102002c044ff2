"""Names in the cells of fields: the kernel and its plain twin say the same of any cells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels.names_in_fields import find_names_in_fields
from reference import names_in_fields as plain
from reference.name_texts import TEXTS, arrays_of, as_text, random_texts, rows_of
from reference.name_words import Text, real_names

Cells = list[tuple[int, int, bool]]


def find(text: Text, cells: Cells) -> list[tuple[int, ...]]:
    """What the kernel finds."""
    start, end = (np.array([cell[at] for cell in cells], np.int64) for at in (0, 1))
    sure = np.array([cell[2] for cell in cells], np.uint8)
    return rows_of(find_names_in_fields(*arrays_of(text), start, end, sure, name_tables()))


@given(TEXTS, st.data())
def test_kernel_equals_its_twin(text: Text, data: st.DataObject) -> None:
    """On all of a text as one cell, and on cells cut anywhere, outside of the text too."""
    edges = st.integers(-1, len(text.chars) + 1)
    cells = data.draw(st.lists(st.tuples(edges, edges, st.booleans()), max_size=4))
    cells.append((0, len(text.chars), data.draw(st.booleans())))
    assert find(text, cells) == plain.find_names_in_fields(real_names(), text, cells)


@pytest.mark.parametrize("of_staff", [False, True])
def test_many_cells(of_staff: bool) -> None:
    """On many words in any order."""
    for text in random_texts(2_000, seed=2 + of_staff):
        cells = [(0, len(text.chars), of_staff)]
        assert find(text, cells) == plain.find_names_in_fields(real_names(), text, cells)


@pytest.mark.parametrize(
    "cell",
    [
        "小暮智也",
        "小暮\u3000智也",
        "小 暮 智 也",
        "小暮・智也",
        "小暮智也・森太郎",
        "小暮智也様、森 太郎",
        "営業部長\u3000小暮 智也 印",
        "故 小暮智也",
        "小暮",
        "智也",
        "小暮 Tomoya",
        "Kogure, Tomoya",
        "KOGURE TOMOYA",
        "Maria de Souza",
        "KOGURE;TOMOYA",
        "ｺｸﾞﾚ ﾄﾓﾔ",
        "こぐれともや",
        "ヤマダ タロウ",
        "カ)コグレ トモヤ",
        "未定",
        "別紙参照",
        "株式会社小暮",
        "ジョン・スミス",
        "小暮智也(こぐれともや)",
    ],
)
@pytest.mark.parametrize("of_staff", [False, True])
def test_forms(cell: str, of_staff: bool) -> None:
    """Each way in which a cell holds a name."""
    text = as_text(cell)
    cells = [(0, len(text.chars), of_staff)]
    assert find(text, cells) == plain.find_names_in_fields(real_names(), text, cells)


def test_what_is_refused() -> None:
    """Columns of different lengths."""
    nothing = np.zeros(0, np.int64)
    with pytest.raises(ValueError, match="one length"):
        find_names_in_fields(
            *arrays_of(as_text("森")), np.zeros(1, np.int64), nothing, nothing.astype(np.uint8), name_tables()
        )

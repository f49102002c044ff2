"""Records of plain text: the kernel and its plain twin say the same of each line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.lines_of_texts import CORPUS, TEXTS, WORDS, Read, read
from meibo_detectors.kernels import line_records as compiled
from meibo_detectors.kernels.marked_places import find_marked
from meibo_detectors.kernels.named_values import find_named_values
from meibo_detectors.structure.signs import name_signs
from reference import line_records as plain
from reference.repeats import name_of

# fmt: off
LINE = st.sampled_from([
    "氏名：山田", "氏名：佐藤", "電話：03-1234-5678", "住所：東京都", "a=1 b=2", "a=1", "", "", "■顧客", "---",
    "担当者", "続く文。", "    深い字下げ", "          深い字下げ", "  氏名：鈴木", "〒100-0001", "150-0001 東京",
    "山田太郎様", "x" * 45, "・項目", "電話 03",
])
# fmt: on
FORMS = st.lists(LINE, max_size=20).map("\n".join)
NOTHING = np.zeros(0, np.uint8)


def write_lines(lines: Read, torn: list[bool], rows: list[bool], values: list[bool]) -> list[plain.Line]:
    """The lines as the twin wants them."""
    codes = (lines.folded.chars if lines.folded.codes is None else lines.folded.codes).tolist()
    return [
        plain.Line(
            first, start, end, content, *[bool(flags & bit) for bit in (1, 2, 4, 8)], is_torn, is_row, is_value,
            chr(codes[end - 1]) if end > start else "",
        )
        for first, start, end, content, flags, is_torn, is_row, is_value in zip(
            *(array.tolist() for array in (lines.first, lines.start, lines.end, lines.content, lines.flags)),
            torn, rows, values, strict=True,
        )
    ]  # fmt: skip


def compare(written: str, cut: int, table: int, longer: int) -> tuple[int, int]:
    """Ask both for the records of a text and for its longer values; how many records and lines of such values."""
    lines = read(written)
    number = np.arange(len(lines.start))
    torn, rows, values = number % cut == 0, number % table == table - 1, number % longer == longer - 1
    places = find_marked(lines.text, 0, len(lines.folded.chars), name_signs())
    name_start, name_end, _, end, line, is_equation = find_named_values(
        lines.text, WORDS, 0, len(lines.folded.chars), lines.start, lines.end, lines.content, places, name_signs(),
        NOTHING,
    )  # fmt: skip
    codes = (lines.folded.chars if lines.folded.codes is None else lines.folded.codes).tolist()
    pairs = [
        plain.Pair(at, start, name_of(codes, start, past), value_end, equation)
        for at, start, past, value_end, equation in zip(
            *(array.tolist() for array in (line, name_start, name_end, end, is_equation)), strict=True
        )
    ]
    told = write_lines(lines, torn.tolist(), rows.tolist(), values.tolist())
    torn, rows, values, is_equation = (array.view(np.uint8) for array in (torn, rows, values, is_equation))
    begins = compiled.find_line_records(
        lines.text, lines.start, lines.end, lines.content, lines.flags, torn, rows, values, line, name_start, name_end,
        is_equation,
    )  # fmt: skip
    assert begins.tolist() == plain.find_line_records(told, pairs)
    ends, goes_on = compiled.extend_values(
        lines.first, lines.start, lines.end, lines.content, lines.flags, torn, rows, line, end, is_equation
    )
    assert (ends.tolist(), goes_on.tolist()) == plain.extend_values(told, pairs)
    return int(begins.sum()), int(goes_on.sum())


@given(st.one_of(FORMS, TEXTS), st.integers(2, 30), st.integers(2, 30), st.integers(3, 30))
def test_kernel_equals_its_twin(written: str, cut: int, table: int, longer: int) -> None:
    """On forms, headings, address labels and prose in any order."""
    compare(written, cut, table, longer)


@pytest.mark.parametrize("written", CORPUS)
def test_kernel_equals_its_twin_on_a_corpus(written: str) -> None:
    """On texts as companies write them."""
    compare(written[:8000], 1000, 1000, 1000)


def test_a_form_begins_where_its_first_name_comes_again() -> None:
    """Two persons, with a line in between that belongs to the first."""
    assert compare("氏名：山田\n電話：1\n担当者\n住所：東京\n氏名：佐藤\n電話：2", 100, 100, 100)[0] == 2


def test_an_address_label_is_one_record() -> None:
    """From the postal code to the name."""
    assert compare("〒100-0001\n東京都\n山田太郎様\n〒100-0001\n大阪府", 100, 100, 100)[0] == 2


def test_values_go_on_where_lines_are_indented() -> None:
    """Two lines at most."""
    assert compare("住所：東京都\n      千代田区\n      一番町\n      二番町", 100, 100, 100)[1] == 2


def test_names_that_stand_nowhere_are_refused() -> None:
    """So are arrays of different lengths."""
    lines, one = read("a\nb"), np.zeros(1, np.int64)
    state = (lines.flags, lines.flags, lines.flags)
    for line in (one + 2, one - 1):
        with pytest.raises(ValueError, match="names"):
            compiled.extend_values(lines.first, lines.start, lines.end, lines.content, *state, line, one, NOTHING[:0])
        with pytest.raises(ValueError, match="stand on lines"):
            compiled.extend_values(
                lines.first, lines.start, lines.end, lines.content, *state, line, one, np.zeros(1, np.uint8)
            )

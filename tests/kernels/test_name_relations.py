"""What names say of each other: the kernels and their plain twins say the same of any names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels import name_relations as compiled
from reference import name_relations as plain
from reference.name_texts import points_of
from reference.name_words import LISTED_NAME, NEEDS_LABEL, SHAPED, STRONG, TITLED

LETTERS = st.text(alphabet="森林こ、a", min_size=1, max_size=30).map(lambda text: text * 14)
EVIDENCE = st.sets(st.sampled_from([LISTED_NAME, NEEDS_LABEL, SHAPED, STRONG, TITLED])).map(sum)


def draw_names(letters: str, data: st.DataObject) -> list[plain.Name]:
    """Names that ascend by start, some of them one behind the other with one character between."""
    starts = data.draw(st.lists(st.integers(0, len(letters) - 1), max_size=25))
    sizes = st.sampled_from([1, 2, 2, 3])
    rest = st.tuples(EVIDENCE, st.integers(-1, 1), st.integers(0, 1))
    names = [(start, min(start + data.draw(sizes), len(letters)), *data.draw(rest)) for start in sorted(starts)]
    return [plain.Name(*name) for name in names]


def columns_of(names: list[plain.Name]) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Their columns: start, end, evidence, record, block."""
    return [np.array([name[at] for name in names], np.int64) for at in range(5)]


@given(LETTERS, st.data())
def test_neighbours(letters: str, data: st.DataObject) -> None:
    """Readings beside kanji, and lists."""
    names = draw_names(letters, data)
    start, end, evidence, record, _ = columns_of(names)
    told = evidence.view(np.uint64)
    may_repeat = compiled.relate_names(
        points_of(letters), start, end, record, points_of("、"), told, plain.READING_BESIDE, name_tables()
    )
    expected = plain.relate_names(letters, names, "、")
    assert told.tolist() == expected
    kanji = [bits for bits, name in zip(expected, names, strict=True) if letters[name.start] >= "\u3400"]
    assert may_repeat == (len({bool(bits & STRONG) for bits in kanji if bits & LISTED_NAME}) == 2)


@given(LETTERS, st.data())
def test_repeats(letters: str, data: st.DataObject) -> None:
    """The same name near, and farther than it counts."""
    names = draw_names(letters, data)
    start, end, evidence, _, block = columns_of(names)
    told = evidence.view(np.uint64)
    compiled.repeat_names(points_of(letters), points_of(letters), start, end, block, told, name_tables())
    assert told.tolist() == plain.repeat_names(letters, names)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))), st.sets(st.integers(0, 40)))
def test_holding(stretches: list[tuple[int, int]], edges: set[int]) -> None:
    """The field of each stretch."""
    ordered = sorted(edges)
    fields = list(zip(ordered[::2], ordered[1::2], strict=False))
    columns = [np.array([pair[at] for pair in pairs], np.int64) for pairs in (fields, stretches) for at in (0, 1)]
    assert compiled.hold_stretches(*columns).tolist() == plain.hold_stretches(fields, stretches)


@given(st.data())
def test_doubtful_names(data: st.DataObject) -> None:
    """Names in fields that are named as something else."""
    fields = data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 0), st.integers(0, 2)), max_size=5))
    stretches = data.draw(st.lists(st.tuples(st.integers(-1, len(fields) - 1), st.integers(0, 9))))
    evidence = [data.draw(EVIDENCE) for _ in stretches]
    field_start, column, refusal = (np.array([field[at] for field in fields], np.int64) for at in range(3))
    held, start = (np.array([pair[at] for pair in stretches], np.int64) for at in (0, 1))
    kept = compiled.leave_doubtful(
        field_start, column, refusal.astype(np.uint8), held, start, np.array(evidence, np.uint64), name_tables()
    )
    assert [bool(stays) for stays in kept] == plain.leave_doubtful(fields, stretches, evidence)


def test_what_is_refused() -> None:
    """Names outside of the text."""
    one, told = np.zeros(1, np.int64), np.zeros(1, np.uint64)
    with pytest.raises(ValueError, match="inside of the text"):
        compiled.relate_names(points_of("森"), one, one + 2, one, points_of("、"), told, 1, name_tables())
    with pytest.raises(ValueError, match="inside of the text"):
        compiled.repeat_names(points_of("森"), points_of("森"), one, one + 2, one, told, name_tables())

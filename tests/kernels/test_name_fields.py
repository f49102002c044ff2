"""Fields of names and what they cover: the kernels and their plain twins say the same of any fields."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.japan.family_fields import FAMILY_NAMES
from meibo_detectors.kernels import name_fields as compiled
from meibo_detectors.normalise import KANJI
from reference import name_fields as plain
from reference.name_texts import arrays_of, as_bits, as_text, points_of

FIELDS = st.lists(
    st.builds(
        plain.Field,
        st.sampled_from(["", "家族", "家族1", "扶養親族", "報告者", "氏名", "1", "family members"]),
        st.booleans(),
        st.sampled_from([0, 100, 101, 102]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=300,
)


@given(FIELDS)
def test_sorting(fields: list[plain.Field]) -> None:
    """On any names and meanings, names that come again among them."""
    places: dict[str, tuple[int, int]] = {}
    written = ""
    for field in fields:
        places.setdefault(field.name, (len(written), len(written) + len(field.name)))
        written += field.name
    chars, codes, _ = arrays_of(as_text(written))
    start, end = (np.array([places[field.name][at] for field in fields], np.int64) for at in (0, 1))
    made = compiled.sort_name_fields(
        chars,
        codes,
        start,
        end,
        np.array([field.has_label - 1 for field in fields], np.int32),
        np.array([field.role for field in fields], np.uint8),
        np.array([8 * field.is_named + 1 for field in fields], np.uint64),
        np.array([8 * field.is_refused + 2 for field in fields], np.uint64),
        8,
        (plain.ORGANISATION_ROLE, plain.OTHER_ROLE, plain.STAFF_ROLE),
        points_of(plain.PERSONS),
        table_of_words(FAMILY_NAMES).keys,
    )
    assert [column.tolist() for column in made] == [*plain.sort_name_fields(fields)]


@given(st.lists(st.sampled_from([KANJI, 32, 40, 97]), max_size=60).map(bytes), st.data())
def test_covering(chars: bytes, data: st.DataObject) -> None:
    """On any fields that neither overlap nor nest."""
    edges = sorted(data.draw(st.sets(st.integers(0, len(chars)))))
    stretches = [pair for pair in itertools.pairwise(edges) if data.draw(st.booleans())]
    rest = st.tuples(st.sampled_from([-1, 0, 3]), st.booleans(), st.sampled_from([0, 1, 2]))
    fields = [(start, end, *data.draw(rest)) for start, end in stretches]
    columns = [np.array([field[at] for field in fields], np.int64) for at in range(5)]
    made = compiled.cover_fields(
        np.frombuffer(chars, np.uint8), *columns[:3], columns[3].astype(np.uint8), columns[4].astype(np.uint8)
    )
    expected = plain.cover_fields(chars, fields)
    assert [marks.tolist() for marks in made] == [as_bits(marks).tolist() for marks in expected]


def test_what_is_refused() -> None:
    """Columns of different lengths; fields outside of the text cover nothing."""
    chars, one, marks = np.zeros(3, np.uint8), np.array([1]), np.ones(1, np.uint8)
    with pytest.raises(ValueError, match="one length"):
        compiled.cover_fields(chars, one, one + 1, one, marks[:0], marks)
    blocked, closed = compiled.cover_fields(chars, one, one + 9, one, marks, marks)
    assert not blocked.any()
    assert not closed.any()

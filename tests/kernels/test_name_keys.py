"""Keys of names: the kernel and its plain twin make the same, and names that differ have others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kernels.lines_of_texts import read
from meibo_detectors.kernels import name_keys as compiled
from reference import name_keys as plain

EDGES = st.tuples(*[st.integers(-3, 30)] * 4, st.integers(-1, 5))


def make(written: str, names: list[tuple[int, int, int, int, int]], seed: int) -> list[int]:
    """What the kernel makes of names of a text."""
    columns = np.array(names, np.int64).reshape(-1, 5).T.copy()
    keys: list[int] = compiled.make_keys(read(written).text, *columns, seed).tolist()
    return keys


@given(
    st.text(alphabet="aAbＡ氏名澤𠮷", max_size=24),
    st.lists(EDGES, max_size=12),
    st.integers(0, (1 << 64) - 1),
)
def test_kernel_equals_its_twin(written: str, names: list[tuple[int, int, int, int, int]], seed: int) -> None:
    """On stretches of any edges, those outside of the text too."""
    folded = read(written).folded
    codes = written if folded.codes is None else "".join(map(chr, folded.codes))
    assert make(written, names, seed) == plain.make_keys(codes, names, seed)


def test_names_that_differ_have_other_keys() -> None:
    """By a capital, by width, by where the upper name ends, by the place, and by a rare kanji."""
    written = "tel Tel ｔel 𠮷名 𩸽名"
    names = [(0, 3, 0, 0, -1), (4, 7, 0, 0, -1), (8, 11, 0, 0, -1), (12, 14, 0, 0, -1), (15, 17, 0, 0, -1)]
    names += [(0, 3, 0, 0, 0), (0, 2, 2, 3, -1), (0, 0, 0, 3, -1)]
    assert len(set(make(written, names, 7))) == len(names)
    assert make(written, names[:1], 7) == make("x tel", [(2, 5, 0, 0, -1)], 7)

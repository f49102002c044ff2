"""What stands around addresses: the kernel and its plain twin say the same of any places, codes, words and fields."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import address_surroundings as compiled
from meibo_detectors.roles import Role
from reference import address_surroundings as plain

CHARS = 160
ROLES = {"company": Role.ORGANISATION, "clerk": Role.STAFF, "name": Role.GIVEN_NAME, "other": Role.OTHER}
RECORDS = 4
KNOWN_ROLES = np.array([Role.ORGANISATION, Role.STAFF, Role.SURNAME, Role.KANA_GIVEN_NAME], np.uint8)
PLACES = st.sampled_from([(13, 13), (0, 13), (0, 13 | 34 << 6), (34, -1), (0, -1), (0, 0)])


@st.composite
def spans(draw: st.DrawFn, most: int) -> list[tuple[int, int]]:
    """Stretches one behind the other."""
    edges = sorted(draw(st.lists(st.integers(0, CHARS - 1), max_size=2 * most, unique=True)))
    return list(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def surroundings(
    draw: st.DrawFn,
) -> tuple[list[plain.Address], list[plain.Code], list[plain.Field], list[int], list[int], str]:
    """Addresses, codes, fields, ends of words, ends of lines and the text."""
    fields = []
    for start, end in draw(spans(8)):
        role, named = draw(st.sampled_from(list(ROLES))), draw(st.sampled_from(["address", "name", ""]))
        name_start = draw(st.integers(0, CHARS // 2))
        fields.append(
            plain.Field(start, end, draw(st.integers(0, RECORDS - 1)), role, named, name_start, name_start + 6)
        )
    addresses = []
    for start, end in draw(spans(6)):
        prefecture, packed = draw(PLACES)
        block = int(start > CHARS // 2)
        addresses.append(
            plain.Address(start, end, plain.find_field(fields, start, start + 1), prefecture, packed, block)
        )
    codes = [
        plain.Code(start, end, draw(st.sampled_from([13, 34])), int(end > CHARS // 2)) for start, end in draw(spans(6))
    ]
    words = sorted(draw(st.sets(st.integers(1, CHARS), max_size=6)))
    line_ends = sorted(draw(st.sets(st.integers(0, CHARS - 1), max_size=4)))
    letters = draw(st.text(alphabet=" a先", min_size=CHARS, max_size=CHARS))
    return addresses, codes, fields, words, line_ends, letters


def column(rows: list[int]) -> npt.NDArray[np.int64]:
    """Numbers as a kernel takes them."""
    return np.array(rows, np.int64)


@given(surroundings())
def test_kernel_equals_its_twin(
    drawn: tuple[list[plain.Address], list[plain.Code], list[plain.Field], list[int], list[int], str],
) -> None:
    """Of both questions."""
    addresses, codes, fields, words, line_ends, letters = drawn
    start, end, field, prefecture, packed, block = (column([one[at] for one in addresses]) for at in range(6))
    code_start, code_end, code_prefecture, code_block = (column([one[at] for one in codes]) for at in range(4))
    field_start, field_end, record = (column([one[at] for one in fields]) for at in range(3))
    name_start, name_end = (column([one[at] for one in fields]) for at in (5, 6))
    role = np.array([ROLES[one.role] for one in fields], np.uint8)
    named = {word: column([at for at, one in enumerate(fields) if one.named == word]) for word in ("address", "name")}
    if codes:
        made = compiled.find_own_codes(
            *(start, field, prefecture, packed, block, code_start, code_end, code_prefecture, code_block),
            *(field_start, field_end, record, RECORDS),
        )
        assert made.tolist() == plain.find_own_codes(addresses, codes, fields)
    made = compiled.find_organisations(
        *(np.frombuffer(letters.encode("utf-32-le"), np.uint32), start, end, field, column(words), column(line_ends)),
        *(field_start, field_end, record, role, name_start, name_end, named["address"], named["name"]),
        *(KNOWN_ROLES, RECORDS),
    )
    assert made.tolist() == plain.find_organisations(letters, addresses, words, line_ends, fields)

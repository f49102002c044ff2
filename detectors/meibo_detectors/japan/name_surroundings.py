"""What stands around a name in a sentence and says that it is a person's: a calling before it, an age or a life behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.person_names import Flag, ordinary_words
from meibo_detectors.japan.name_titles import lead_endings
from meibo_detectors.japan.name_words import leading_words
from meibo_detectors.normalise import is_digit
from meibo_detectors.windows import first_column, window

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text
    from meibo_detectors.text_hash import Hashes

CALLING_LENGTHS: Final = (2, 3, 4)
_JOINTS: Final = [ord(sign) for sign in "の・、,:"]
_AGES: Final = [ord(sign) for sign in "歳才"]
_DASHES: Final = [ord(sign) for sign in "-~〜～"]
_ERAS: Final = ("明治", "大正", "昭和", "平成")
_YEAR: Final = ord("年")
_BIRTH: Final = ord("生")
_BRACKET_CHARS: Final = 12


def is_calling(words: Hashes) -> Truth:
    """Whether each word says what somebody is: 校長, 研究者."""
    return np.asarray(leading_words().holds(words) | (np.maximum(ordinary_words().find(words), 0) & Flag.CALLING != 0))


def is_introduced(text: Text, start: Offsets) -> Truth:
    """Whether a calling and の, a dot, a comma or a colon stand before each offset: 作者の小暮智也, 会長・小暮智也."""
    codes = text.look_up_codes
    found = np.zeros(len(start), np.bool_)
    joined = (start > min(CALLING_LENGTHS)) & np.isin(codes.take(start - 1, mode="clip"), _JOINTS)
    rows = np.flatnonzero(joined & lead_endings().take(codes.take(start - 2, mode="clip")))
    for length in CALLING_LENGTHS:
        within = rows[start[rows] - 1 >= length]
        found[within] |= is_calling(text.hashes.of(start[within] - 1 - length, start[within] - 1))
    return found


def is_dated(text: Text, end: Offsets) -> Truth:
    """Whether brackets behind each offset begin with an age or a birth: (45), (45歳), (1950年3月, (1950-2010)."""
    chars = text.folded.chars
    found = np.zeros(len(end), np.bool_)
    rows = np.flatnonzero((end < len(chars)) & (chars.take(end, mode="clip") == ord("(")))
    if not len(rows):
        return found
    inside = end[rows] + 1
    is_era = np.zeros(len(rows), np.bool_)
    codes = window(text.look_up_codes, inside, 2)
    for first, second in _ERAS:
        is_era |= (codes[:, 0] == ord(first)) & (codes[:, 1] == ord(second))
    inside = inside + 2 * is_era
    digits = first_column(~is_digit(window(chars, inside, _BRACKET_CHARS)))
    after: npt.NDArray[np.uint32] = window(text.look_up_codes, inside + digits, 3)
    blank = after[:, 1] == ord(" ")
    following = np.where(blank, after[:, 2], after[:, 1])
    is_age = (digits == 2) & (after[:, 0] == ord(")"))
    is_age |= (digits >= 1) & (digits <= 3) & np.isin(after[:, 0], _AGES)
    is_year = np.where(is_era, (digits >= 1) & (digits <= 2), digits == 4)
    goes_on = np.isin(following, _DASHES) | (following == _BIRTH) | ((following >= 0x30) & (following <= 0x39))
    open_year = np.isin(after[:, 0], _DASHES) | ((after[:, 0] == ord(" ")) & np.isin(after[:, 1], _DASHES))
    found[rows] = (is_age & ~is_era) | (is_year & (((after[:, 0] == _YEAR) & goes_on) | open_year))
    return found

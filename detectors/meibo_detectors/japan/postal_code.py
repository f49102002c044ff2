"""Postal code: 郵便番号, 〒.

Issuer: Japan Post. Format: seven digits since 1998, three and four; 142,920 are in use (1.4 % of all), for areas and
for offices with much mail. Check digit: none; the list of codes is the check.
Spellings: ``〒150-0043``, ``1500043``, full width, 〠, one digit a box.
False friends: part numbers of 3-4 digits, the tail of telephone numbers, account numbers of seven digits.
It never speaks of a person alone; with an address it tells the house's surroundings.

>>> normalise("〒１５０－００４３")
'1500043'
>>> mask("150-0043")
'***-**43'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.places import lies_in, postal_codes
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.place_names import find_places
from meibo_detectors.kernels.postal_codes import find_codes as find_codes_in_use
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, make_candidates
from meibo_detectors.normalise import digits_of
from meibo_detectors.number_runs import HYPHEN, SPACE, keys_of

if TYPE_CHECKING:
    from meibo_detectors.normalise import Bytes, Offsets, Truth
    from meibo_detectors.text import Text

MARKS: Final = "〒〠〶"
PLACE_CHARS: Final = 5
"""A place this near behind a code is the code's."""
COLUMN_CELLS: Final = 5
COLUMN_SHARE: Final = 0.7


class Codes(NamedTuple):
    """Postal codes in use as they stand in a text, ascending; arrays of one length."""

    start: Offsets
    end: Offsets
    prefecture: Offsets
    digits: Bytes
    shape: npt.NDArray[np.uint64]
    """Bits of Evidence and Note: GROUPING for 3-4, BOXES, LETTER_BEFORE, WEAK_FORM for another separator."""

    def take(self, rows: Offsets) -> Codes:
        """The codes of a choice."""
        return Codes(self.start[rows], self.end[rows], self.prefecture[rows], self.digits[rows], self.shape[rows])


def find_codes(text: Text) -> Codes:
    """Every number of seven digits that is a postal code in use; looked for once a text."""
    return text.once(_find_codes)


def _find_codes(text: Text) -> Codes:
    runs, table = text.runs, postal_codes()
    parts = []
    for begin, count, shape in runs.find_shapes(7, (3, 4)):
        first, prefecture, digits = find_codes_in_use(runs.columns, begin, table.keys, table.numbers)
        bits = np.full(len(first), shape, np.uint64)
        mark(bits, runs.has_letter_left[first], Evidence.LETTER_BEFORE)
        if shape == Evidence.GROUPING:
            mark(bits, runs.link[first] != HYPHEN, Note.WEAK_FORM)
        parts.append(Codes(runs.start[first], runs.end[first + count - 1], prefecture, digits, bits))
    if not parts:
        nothing = np.zeros(0, np.int64)
        return Codes(nothing, nothing, nothing, np.zeros((0, 7), np.uint8), np.zeros(0, np.uint64))
    whole = Codes(
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
        np.concatenate([part.prefecture for part in parts]),
        np.concatenate([part.digits for part in parts]),
        np.concatenate([part.shape for part in parts]),
    )
    return whole.take(np.argsort(whole.start, kind="stable"))


def find(text: Text) -> npt.NDArray[np.void]:
    """Codes in use, with their mark and the place behind them."""
    codes = find_codes(text)
    if not len(codes.start):
        return np.zeros(0, CANDIDATE)
    evidence = codes.shape.copy()
    mark(evidence, np.ones(len(evidence), np.bool_), Evidence.EXISTING_CODE)
    mark(evidence, _has_mark(text, codes.start), Evidence.POSTAL_MARK)
    mark(evidence, _has_place(text, codes), Evidence.POSTAL_CODE_FITS)
    return make_candidates(codes.start, codes.end, evidence, keys_of(codes.digits))


def _has_mark(text: Text, start: Offsets) -> Truth:
    """A 〒 stands before the code, with one blank or a colon between at most."""
    found = np.zeros(len(start), np.bool_)
    if not text.folded.holds_any(MARKS):
        return found
    letters, chars = text.folded.letter_codes, text.folded.chars
    skip = np.isin(chars[np.maximum(start - 1, 0)], [SPACE, ord(":")])
    before = start - 1 - skip
    for sign in MARKS:
        found |= (before >= 0) & (letters[np.maximum(before, 0)] == ord(sign))
    return found


def _has_place(text: Text, codes: Codes) -> Truth:
    """The prefecture or municipality of the code follows it."""
    if text.folded.is_ascii:
        return np.zeros(len(codes.start), np.bool_)
    places, _ = find_places(text)
    if not len(places.start):
        return np.zeros(len(codes.start), np.bool_)
    at = np.searchsorted(places.start, codes.end)
    place = places.take(np.minimum(at, len(places.start) - 1))
    near = (at < len(places.start)) & (place.start - codes.end <= PLACE_CHARS)
    near &= text.folded.block_of(codes.end) == text.folded.block_of(place.start)
    fits = np.where(place.prefecture > 0, place.prefecture == codes.prefecture, lies_in(place.packed, codes.prefecture))
    return np.asarray(near & fits & ((place.packed >= 0) | (place.prefecture > 0)))


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with its mark or its place, or in a column of codes; medium with a label; low in groups alone."""
    evidence = candidates["evidence"]
    marked = has(evidence, Evidence.POSTAL_MARK | Evidence.POSTAL_CODE_FITS)
    labelled = context.has_label & ~context.is_other
    grouped = has(evidence, Evidence.GROUPING) & ~has(evidence, Note.WEAK_FORM)
    in_column = context.is_named & (context.column_cells >= COLUMN_CELLS) & (context.column_share >= COLUMN_SHARE)
    mark(evidence, in_column, Evidence.COLUMN_SHARE)
    scores = np.select([marked, labelled & in_column, labelled, grouped], [90, 88, 70, 35], 0)
    glued = has(evidence, Evidence.LETTER_BEFORE) & ~context.is_touching & ~marked
    mark(evidence, context.is_other, Evidence.OTHER_LABEL)
    mark(evidence, context.has_unit, Evidence.UNIT)
    named_other = context.is_other & ~marked & ~labelled
    scores[glued | (context.has_unit & ~marked) | named_other] = 0
    return scores.astype(np.uint8)


def normalise(value: str) -> str:
    """The seven digits."""
    return digits_of(value)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id="jp_postal",
    title_ja="郵便番号",
    title_en="Postal code",
    risk_class="C1",
    rules_ja=(
        "実在する番号に〒がある、直後にその都道府県・市区町村がある、または列の 7 割以上が実在する",
        "実在する番号に項目名がある",
        "項目名のない 3 桁-4 桁の実在する番号",
    ),
    rules_en=(
        "code in use with 〒, or followed by its prefecture or municipality, or in a column of codes",
        "code in use with a label",
        "code in use written 3-4 without label",
    ),
    labels=(
        "郵便番号", "〒", "〒番号", "郵便", "郵便no", "ゆうびん番号", "郵便コード", "postal no", "postal cd", "yuubin bango", "ゆうびんばんごう", "zip", "zip code", "zipcode", "postal code", "post code",
        "postcode", "postal", "yubin bango", "yuubin", "yubin", "yubin no", "届け先郵便番号", "送付先郵便番号", "自宅郵便番号",
    ),
    other_labels=(),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    weak_labels=("住所", "送付先", "届け先", "address"),
)  # fmt: skip

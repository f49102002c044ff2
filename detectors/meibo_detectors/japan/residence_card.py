"""Residence card numbers: 在留カード番号.

Issuer: Immigration Services Agency. Law: Immigration Control Act (入管法), article 19-4; new with each card.
Format: two letters, 8 digits, two letters. Cards since June 2026 (also the 特定在留カード) keep it.
Spellings: ``TW48205913KA``, ``TW 48205913 KA``, ``TW-48205913-KA``, lower case behind a label, full width, one sign a box.
Check digit: none published; that I and O are never used is told without a source, so no letter is refused.
False friends: serial and part numbers. The certificate of a special permanent resident is numbered alike
(``permanent_resident``): the label decides, and a header that names both (在留カード等番号) means this one.

>>> normalise("ｔｗ ４８２０５９１３ ＫＡ")
'TW48205913KA'
>>> mask("TW 48205913 KA")
'TW ******13 KA'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.beside import is_behind_value, is_beside_named, stand_beside
from meibo_detectors.checksums import is_counter_or_run
from meibo_detectors.columns import cap_foreign, is_counted, is_pure
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.kernels import letter_numbers
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, join_candidates, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, alphanumerics_of, is_letter
from meibo_detectors.number_runs import NumberRuns, is_one_of
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.windows import window

DIGITS: Final = 8
SAMPLES: Final = np.array([b"AB12345678CD", b"AA12345678AA", b"AB12345678AB", b"UH12345678JP"], "S20")
"""Numbers that forms and guides print."""
STATUS_WORDS: Final = (
    "在留資格", "在留期間", "在留期限", "在留", "国籍", "国籍・地域", "国籍地域", "パスポート", "旅券", "就労制限", "資格外活動", "外国人",
    "nationality", "passport", "visa", "status of residence", "residence status", "period of stay",
)  # fmt: skip
"""Of lists of foreign residents; beside them a number without label is taken for a card's (specification 2.5)."""
CARD_WORDS: Final = ("在留カード", "在留カード(表)", "特定在留カード", "外国人登録証明書", "residence card")
"""What a field of the kind of an identity paper holds."""
SPECIAL_WORDS: Final = ("特別永住者", "特別永住", "special permanent resident")
"""Whose certificate is another (``permanent_resident``)."""
_BOX_CHARS: Final = 4
_BLANK: Final = ord(" ")


def find(text: Text) -> npt.NDArray[np.void]:
    """Two letters, eight digits, two letters.

    PARTIAL: the record speaks of residents, and has no field of this name; SEPARATED: the field before names the card.
    """
    found = text.once(find_cards).copy()
    if not len(found):
        return found
    where = (found["start"], found["end"])
    beside = stand_beside(text, *where, STATUS_WORDS) & ~stand_beside(text, *where, SPECIAL_WORDS)
    beside &= ~is_beside_named(text, *where, "jp_residence_card", "jp_sprc")
    evidence = found["evidence"]
    mark(evidence, beside, Note.PARTIAL)
    mark(evidence, is_behind_value(text, *where, CARD_WORDS), Note.SEPARATED)
    return found


def find_cards(text: Text) -> npt.NDArray[np.void]:
    """The candidates of both cards. NEEDS_LABEL: small letters or hyphens; BOXES: one sign a box."""
    runs, chars = text.runs, text.folded.chars
    if not len(runs):
        return np.zeros(0, CANDIDATE)
    return join_candidates((_find_written(runs, chars), _find_boxed(runs, chars)))


def _find_written(runs: NumberRuns, chars: Bytes) -> npt.NDArray[np.void]:
    at, joint = letter_numbers.find_cards(chars, runs.start, runs.end)
    if not len(at):
        return np.zeros(0, CANDIDATE)
    left, right = runs.start[at] - (joint != 0), runs.end[at] + (joint != 0)
    letters = np.concatenate([window(chars, left - 2, 2), window(chars, right, 2)], axis=1)
    return _weigh(left - 2, right + 2, letters, runs.matrix(at, DIGITS), joint == ord("-"), Evidence(0))


def _find_boxed(runs: NumberRuns, chars: Bytes) -> npt.NDArray[np.void]:
    """``T W 4 8 2 0 5 9 1 3 K A``, as on forms."""
    first = runs.find_boxes(DIGITS)
    if not len(first):
        return np.zeros(0, CANDIDATE)
    start, end = runs.start[first] - _BOX_CHARS, runs.end[first + DIGITS - 1] + _BOX_CHARS
    before, behind = window(chars, start - 1, _BOX_CHARS + 1), window(chars, end - _BOX_CHARS, _BOX_CHARS + 1)
    letters = np.stack([before[:, 1], before[:, 3], behind[:, 1], behind[:, 3]], axis=1)
    gaps = np.stack([before[:, 2], before[:, 4], behind[:, 0], behind[:, 2]], axis=1)
    fits = is_letter(letters).all(axis=1) & (gaps == _BLANK).all(axis=1)
    fits &= ~is_letter(before[:, 0]) & ~is_letter(behind[:, 4])
    first, letters = first[fits], letters[fits]
    plain = np.zeros(len(first), np.bool_)
    return _weigh(start[fits], end[fits], letters, runs.matrix(first, DIGITS), plain, Evidence.BOXES)


def _weigh(
    start: Offsets, end: Offsets, letters: Bytes, digits: Bytes, hyphened: Truth, shape: Evidence
) -> npt.NDArray[np.void]:
    capital = letters & np.uint8(0xDF)
    signs = np.concatenate([capital[:, :2], digits + np.uint8(48), capital[:, 2:]], axis=1)
    key = np.ascontiguousarray(signs).view("S12").ravel().astype("S20")
    evidence = np.full(len(start), shape, np.uint64)
    mark(evidence, hyphened | (capital != letters).any(axis=1), Note.NEEDS_LABEL)
    is_known = is_one_of(key, SAMPLES)
    mark(evidence, is_known, Evidence.SAMPLE)
    real = is_known | ~is_counter_or_run(digits)
    return make_candidates(start[real], end[real], evidence[real], key[real])


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with a label; medium with a vague one, or beside a nationality, status or passport; low alone."""
    evidence = candidates["evidence"]
    unusual = has(evidence, Note.NEEDS_LABEL | Evidence.BOXES)
    labelled = context.has_label
    clear = labelled & ~context.is_weak
    other = (context.is_other | context.is_named_other) & ~labelled
    beside = has(evidence, Note.PARTIAL) & ~other
    papers = has(evidence, Note.SEPARATED) & ~other & ~labelled & ~unusual
    close = context.is_named | context.is_touching
    mark(evidence, beside & ~labelled, Evidence.KEYWORD_IN_DOCUMENT)
    mark(evidence, is_pure(context) & context.is_named, Evidence.COLUMN_SHARE)
    mixed = is_counted(context) & ~is_pure(context) & ~context.is_named
    scores = np.select(
        [
            clear & (~unusual | close),
            labelled & (~unusual | close),
            clear | (labelled & context.is_named),
            papers,
            beside & ~unusual & ~mixed,
            ~unusual & ~other,
            labelled | (other & ~unusual),
        ],
        [95, 75, 75, 80, 70, 40, 33],
        0,
    )
    return restrain(cap_foreign(scores, context, ~papers), evidence, context)


def normalise(value: str) -> str:
    """Letters and digits in capitals."""
    return alphanumerics_of(value)


def mask(value: str) -> str:
    """The letters and the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id="jp_residence_card",
    title_ja="在留カード番号",
    title_en="Residence card number",
    risk_class="C4",
    rules_ja=(
        "英字 2 字・数字 8 桁・英字 2 字で、項目名または見出しがある",
        "項目名があいまい、または項目名はないが同じ行に国籍・在留資格・旅券がある",
        "書式だけが合う、または公表された見本",
    ),
    rules_en=(
        "two letters, eight digits, two letters with a label or header",
        "a vague label, or no label but a nationality, status of residence or passport in the same row",
        "the format alone, or a published sample",
    ),
    labels=(
        "在留カード番号", "在留カード", "在留カード等番号", "在留カード等の番号", "在留カードno", "在留カードナンバー", "在留番号", "特定在留カード番号", "特定在留カード",
        "外国人登録証番号", "外国人登録証明書番号", "外国人登録番号", "resident card", "resident card no", "resident card number", "residence card", "residence card no", "residence card no.", "residence card number", "residence card id",
        "zairyu card", "zairyu card no", "zairyu card number", "zairyu no", "zairyu number", "zairyu bango", "zairyu card bango", "alien registration no", "alien registration number",
    ),
    weak_labels=("在留資格", "外国人登録証", "外国人登録証明書", "在留証明書番号"),
    other_labels=(
        "型式", "部品番号", "part no", "model", "item code", "product code",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip

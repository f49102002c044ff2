"""Payment card numbers: クレジットカード番号, PAN.

Issuer: card schemes. Law: a number alone may cause property damage (APPI rule 7, item 2); PCI DSS.
Format: 14 to 19 digits; the first digits are allotted to brands.
Spellings: unbroken, 4-4-4-4, 4-6-5 (American Express), 4-6-4 (Diners), full width, one digit a box.
Check digit: Luhn (ISO/IEC 7812-1); with brand ranges 2.7 % of random 16 digits pass.
False friends: order ids, serial numbers, IMEI, loyalty cards, ``YYYYMMDDhhmmss``; masked numbers are none.

>>> mask("4111-1111-1111-1111")
'4111-11**-****-1111'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import weigh_column
from meibo_detectors.evidence import Evidence, has, mark
from meibo_detectors.fixed_numbers import Owner, Rules, as_rows
from meibo_detectors.general.card_surroundings import Surroundings
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey
from meibo_detectors.normalise import Folded, Offsets, digits_of, is_digit, table_of
from meibo_detectors.number_runs import NumberRuns, Shape
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.windows import window

BRANDS: Final = (
    # brand, first six digits from, to, lengths
    ("visa", 400000, 499999, (16,)),
    ("mastercard", 510000, 559999, (16,)),
    ("mastercard", 222100, 272099, (16,)),
    ("jcb", 352800, 358999, (16, 17, 18, 19)),
    ("jcb", 213100, 213199, (15,)),
    ("jcb", 180000, 180099, (15,)),
    ("american express", 340000, 349999, (15,)),
    ("american express", 370000, 379999, (15,)),
    ("diners club", 300000, 305999, (14, 16)),
    ("diners club", 309500, 309599, (14, 16)),
    ("diners club", 360000, 369999, (14,)),
    ("diners club", 380000, 399999, (14, 16)),
    ("discover", 601100, 601199, (16, 19)),
    ("discover", 644000, 659999, (16, 19)),
    ("unionpay", 620000, 629999, (16, 17, 18, 19)),
    ("unionpay", 810000, 817199, (16, 17, 18, 19)),
)

TEST_NUMBERS: Final = np.array(
    b"""4242424242424242 4111111111111111 4012888888881881 4000056655665556 4000000000000002 4000000000000077
    4000000000003220 4000000000009995 5555555555554444 2223003122003222 5200828282828210 5105105105105100
    378282246310005 371449635398431 370000000000002 6011111111111117 6011000990139424 6011981111111113 6011000000000012
    30569309025904 38520000023237 38000000000006 3056930009020004 36227206271667 3530111333300000 3566002020360505
    6200000000000005 6200000000000047 6205500000000000004 6555900000604105 4444333322221111 4917610000000000
    4917300800000000 4462030000000000 5454545454545454 343434343434343 36700102000000 36148900647913 3528000700000000
    6011000400000000""".split(),
    "S20",
)
"""Published by payment providers for tests (specification 3.3)."""

GROUPS: Final = {14: (4, 6, 4), 15: (4, 6, 5), 16: (4, 4, 4, 4), 19: (4, 4, 4, 4, 3)}
BOXED_DIGITS: Final = 16
"""The most digits that forms have boxes for."""
AMEX_DIGITS: Final = 15
AMEX: Final = np.array([b"34", b"37"], "S2")
"""Whose security code has four digits."""
NAME_CHARS: Final = 27
"""Of a name on track 1 (2 to 26 characters), and the sign behind it."""
_IS_BEFORE_TRACK: Final = table_of(b"B;")
_IS_BEHIND_TRACK: Final = table_of(b"^=")
_RULES: Final = {
    total: Rules(
        Owner.CARD,
        as_rows(TEST_NUMBERS),
        np.array([(low, high) for _, low, high, lengths in BRANDS if total in lengths], np.int64),
        Evidence.ISSUER_RANGE,
    )
    for total in range(14, 20)
}
"""By the count of digits."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Numbers of card length whose leading digits a brand holds and that pass Luhn."""
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    runs = text.runs
    rows: list[npt.NDArray[np.void]] = []
    for total, rules in _RULES.items():
        shapes = list(runs.find_shapes(total, GROUPS.get(total, ()), boxed=total <= BOXED_DIGITS))
        track = _find_track(text.folded, runs, total)
        if len(track):
            shapes.append(Shape(track, 1, Evidence.TRACK_DATA))
        rows.extend(_weigh(text, shape, total, rules) for shape in shapes)
    return np.concatenate(rows) if rows else np.zeros(0, CANDIDATE)


def _find_track(folded: Folded, runs: NumberRuns, total: int) -> Offsets:
    """Numbers on track 1 (``%B...^NAME^YYMM``) and track 2 (``;...=YYMM``) of a magnetic stripe."""
    first = runs.find_single(total)
    if not len(first):
        return first
    first = first[_IS_BEFORE_TRACK[runs.before[first]] & _IS_BEHIND_TRACK[runs.after[first]]]
    percent = folded.chars.take(runs.start[first] - 2, mode="clip") == ord("%")
    one = (runs.before[first] == ord("B")) & percent & (runs.after[first] == ord("^"))
    one &= (window(folded.chars, runs.end[first] + 1, NAME_CHARS) == ord("^")).any(axis=1)
    month = folded.chars.take(runs.end[first][:, None] + np.arange(1, 5), mode="clip")
    two = (runs.before[first] == ord(";")) & (runs.after[first] == ord("=")) & is_digit(month).all(axis=1)
    chosen: Offsets = first[one | two]
    return chosen


def _weigh(text: Text, shape: Shape, total: int, rules: Rules) -> npt.NDArray[np.void]:
    found, first = rules.weigh(text.runs, shape, total, keeps_failures=text.keeps_failures)
    if len(found):
        evidence, last = found["evidence"], first + shape.runs - 1
        around = Surroundings(text, first, last)
        mark(evidence, around.find_expiry(), Evidence.EXPIRY_BESIDE)
        is_amex = (total == AMEX_DIGITS) & np.isin(found["key"].astype("S2"), AMEX)
        mark(evidence, around.find_security_code(is_amex), Evidence.SECURITY_CODE_BESIDE)
    return found


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with a keyword, a date of expiry or a security code beside; medium in groups; low for bare digits."""
    evidence = candidates["evidence"]
    grouped = has(evidence, Evidence.GROUPING)
    boxed = has(evidence, Evidence.BOXES)
    dated = has(evidence, Evidence.EXPIRY_BESIDE | Evidence.SECURITY_CODE_BESIDE)
    track = has(evidence, Evidence.TRACK_DATA)
    labelled = context.has_label
    near = context.is_near_keyword & ~context.is_other
    mark(evidence, near & ~labelled, Evidence.KEYWORD_IN_DOCUMENT)
    scores = np.select([labelled | track, boxed, dated | near, grouped], [95, 0, 90, 75], 40)
    scores = weigh_column(scores, evidence, context)
    scores[has(evidence, Evidence.CHECK_DIGIT_FAILED)] = 0
    return restrain(scores, evidence, context, sure=dated | track)


def mask(value: str) -> str:
    """The first six and last four digits shown."""
    return mask_digits(value, head=6, tail=4)


DETECTOR: Final = Detector(
    id="payment_card",
    title_ja="クレジットカード番号",
    title_en="Payment card number",
    risk_class="C4",
    rules_ja=(
        "ブランドの番号帯・桁数・Luhn が正しく、300 字以内に関連語、隣か同じ記録に有効期限かセキュリティコード、または磁気ストライプ形式",
        "ブランドの番号帯・桁数・Luhn が正しく、ブランドどおりに区切られている",
        "番号帯・桁数・Luhn だけが正しい、または公表されたテスト番号",
    ),
    rules_en=(
        "brand range, length and Luhn, and a keyword within 300 characters, a date of expiry or security code beside, or track data",
        "brand range, length and Luhn, written in the groups of the brand",
        "brand range, length and Luhn alone, or a published test number",
    ),
    labels=(
        "クレジットカード番号", "クレジットカード", "クレジット", "クレカ", "カード番号", "カードナンバー", "カード", "card", "カード会員番号", "デビットカード",
        "プリペイドカード", "デビットカード番号", "クレカ番号", "カードno", "ダイナース", "アメックス", "マスターカード", "credit card",
        "credit card number", "credit card no", "card number", "card no", "card num", "cc number", "cc no", "cc num", "debit card", "pan", "visa",
        "jcb", "amex", "mastercard",
    ),
    other_labels=(
        "ポイントカード", "会員カード", "ポイントカード番号", "会員カード番号", "社員カード", "icカード", "icカード番号", "sdカード",
        "simカード", "ギフトカード", "図書カード", "サンクスカード", "入館カード", "カードキー", "card id", "id card", "gift card",
        "point card", "member card", "sim card", "sd card", "business card", "card reader",
    ),
    find=find,
    score=score,
    normalise=digits_of,
    mask=mask,
    person_key=PersonKey.ID,
)  # fmt: skip

"""Telephone numbers: 電話番号, 携帯電話, FAX.

Issuer: the operators, in ranges of the Ministry of Internal Affairs and Communications (電気通信番号計画).
Format: national with a leading 0: 11 digits for mobile (060, 070, 080, 090) and IP (050), 10 for fixed lines, whose area
code of 2 to 5 digits decides the groups; international ``+81`` without the 0.
Spellings: ``090-1234-5678``, ``09012345678``, ``03(3123)4567``, ``(03)3123-4567``, ``+81 3 3123 4567``, ``+81(0)90...``,
``0081...``, ``010-81-...``; an extension (内線 123, ext.123) is not part of it, and ``/``, ``・``, ``、`` part several.
Check digit: none. The area code must fit the groups; 7 in 10 random numbers of 10 digits with a leading 0 are valid.
False friends: part numbers, dates, postal codes; 0120, 0800, 0570, 0990, 0180 and 020 are no person's.

>>> normalise("+81 (0)90-1234-5678")
'09012345678'
>>> mask("03(3123)4567")
'**(****)**67'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import weigh_column
from meibo_detectors.dictionaries.tables import area_code_lengths
from meibo_detectors.evidence import Evidence, Note, has
from meibo_detectors.kernels.phone_numbers import find_phones
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, Kind, PersonKey
from meibo_detectors.normalise import digits_of
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text

DUMMIES: Final = np.array(
    b"09012345678 08012345678 07012345678 0312345678 0612345678 09000000000 08000000000 07000000000 0300000000 0120000000"
    b" 0120123456 05012345678 05000000000 06012345678 0600000000 0120111111".split(),
    "S20",
)
"""Numbers of forms and manuals (specification 4.1)."""
KINDS: Final = (
    (Evidence.MOBILE, Kind("mobile", "携帯電話", "Mobile telephone")),
    (Evidence.AREA_CODE, Kind("fixed", "固定電話", "Fixed line")),
    (Evidence.IP_PHONE, Kind("ip", "IP 電話", "IP telephone")),
    (Evidence.SERVICE_NUMBER, Kind("service", "サービス番号", "Service number")),
)
"""By what tells them; a service number (0120, 0570 ...) is nobody's own."""
_DUMMY_KEYS: Final = DUMMIES.view(np.uint8).reshape(len(DUMMIES), -1)
_BITS: Final = np.array(
    [
        *(bit for bit, _ in KINDS),
        Evidence.INTERNATIONAL,
        Evidence.GROUPING,
        Evidence.SAMPLE,
        Evidence.LETTER_BEFORE,
        Note.SEPARATED,
        Note.IN_PATH,
        Note.WEAK_FORM,
    ],
    np.uint64,
)
"""What the kernel marks, in its order."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Numbers of 10 or 11 digits with a leading 0, and international ones, in one to three groups.

    SEPARATED: in groups; WEAK_FORM: behind an access code without a sign between, as a counter may look.
    """
    runs = text.runs
    national, abroad = runs.led_by_zero, runs.codes_of_japan
    unbroken = [runs.find_single(digits) for digits in (10, 11)]
    behind_codes = [runs.find_single(digits) for digits in (13, 14, 15)]
    if not any(map(len, (national, abroad, *unbroken, *behind_codes))):
        return np.zeros(0, CANDIDATE)
    return find_phones(runs.columns, national, unbroken, abroad, behind_codes, area_code_lengths(), _DUMMY_KEYS, _BITS)


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High in its right groups, international, or unbroken with a label; medium for unbroken mobiles."""
    evidence = candidates["evidence"]
    separated, in_path = has(evidence, Note.SEPARATED), has(evidence, Note.IN_PATH)
    personal = has(evidence, Evidence.MOBILE | Evidence.IP_PHONE | Evidence.AREA_CODE)
    mobile = has(evidence, Evidence.MOBILE | Evidence.IP_PHONE)
    clear = has(evidence, Evidence.GROUPING | Evidence.INTERNATIONAL) & ~context.is_named_other
    clear &= ~has(evidence, Note.WEAK_FORM)
    labelled = context.has_label & (~context.is_weak | context.is_named)
    scores = np.select(
        [
            personal & clear & labelled,
            personal & clear,
            personal & ~separated & labelled,
            personal & labelled,
            personal & mobile & ~separated & ~in_path,
        ],
        [95, 90, 90, 65, 70],
        40,
    )
    scores = np.where(personal, weigh_column(scores, evidence, context), scores)
    scores[has(evidence, Evidence.SERVICE_NUMBER)] = 40
    return restrain(scores, evidence, context, sure=clear & ~has(evidence, Evidence.LETTER_BEFORE))


def normalise(value: str) -> str:
    """National digits with the leading 0."""
    digits = digits_of(value)
    for prefix in ("01081", "0081", "81"):
        if digits.startswith(prefix) and len(digits) > 10:
            return "0" + digits.removeprefix(prefix).lstrip("0")
    return digits


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id="jp_phone",
    title_ja="電話番号",
    title_en="Telephone number",
    risk_class="C1",
    rules_ja=(
        "市外局番どおりに区切られた番号、+81 の番号、または項目名のある連続数字",
        "連続数字の携帯・IP 電話番号、または項目名のある他の区切り方",
        "項目名のない 10 桁の連続数字や他の区切り方、サービス番号、見本番号",
    ),
    rules_en=(
        "valid number in the groups of its area code, or with +81, or unbroken with a label",
        "unbroken mobile or IP number, or other groups with a label",
        "ten unbroken digits or other groups without label; service numbers; published dummies",
    ),
    labels=(
        "電話番号", "電話", "tel", "tel no", "℡", "携帯電話番号", "携帯電話", "携帯番号", "携帯", "自宅電話", "自宅電話番号", "連絡先",
        "ご連絡先", "緊急連絡先", "日中連絡先", "日中のご連絡先", "連絡先電話番号", "fax", "fax番号", "ファックス", "ファクス", "代表",
        "発信者番号", "発信番号", "発信元番号", "着信番号", "着信元番号", "受電番号", "代表電話", "直通", "phone", "phone number", "phone no", "telephone", "mobile", "mobile phone", "cell",
        "cell phone", "contact", "denwa", "denwa bango", "keitai", "ケータイ", "スマホ", "mobile no", "contact no", "ケータイ番号", "スマートフォン",
    ),
    weak_labels=("to", "from", "宛先", "送信先", "発信先"),
    other_labels=(),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    kinds=tuple(kind for _, kind in KINDS),
    person_key=PersonKey.PHONE,
    speaks_of_person=True,
    gains_from_record=True,
)  # fmt: skip

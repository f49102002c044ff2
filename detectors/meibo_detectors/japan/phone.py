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

from meibo_detectors.checksums import is_counter_or_run
from meibo_detectors.columns import weigh_column
from meibo_detectors.dictionaries.tables import area_code_lengths
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, Kind, PersonKey, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, digits_of
from meibo_detectors.number_runs import CLOSE, HYPHEN, IS_SEPARATOR, OPEN, NumberRuns, is_one_of, keys_of
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
_ACCESS_CODES: Final = (b"0081", b"01081")


def find(text: Text) -> npt.NDArray[np.void]:
    """Numbers of 10 or 11 digits with a leading 0, and international ones, in one to three groups."""
    runs = text.runs
    rows = []
    if len(runs):
        starts_zero = runs.matrix(np.arange(len(runs)), 1)[:, 0] == 0
        for count in (3, 2, 1):
            first = _pick_national(runs, starts_zero, count)
            rows.append(_weigh(runs, first, count, runs.start[first], Evidence(0)))
        rows.extend(_find_international(runs))
    return np.concatenate(rows) if rows else np.zeros(0, CANDIDATE)


def _pick_national(runs: NumberRuns, starts_zero: Truth, count: int) -> Offsets:
    """First runs of ``count`` linked groups that hold 10 or 11 digits and begin with 0."""
    last = len(runs) - count + 1
    if last <= 0:
        return np.zeros(0, np.int64)
    total = runs.length[:last].copy()
    fits = starts_zero[:last].copy()
    if count > 1:
        fits &= runs.length[:last] <= 5
    for at in range(1, count):
        total += runs.length[at : at + last]
        fits &= runs.link[at - 1 : at - 1 + last] != 0
    return np.flatnonzero(fits & ((total == 10) | (total == 11)) & runs.open_left[:last] & runs.open_right[count - 1 :])


def _find_international(runs: NumberRuns) -> list[npt.NDArray[np.void]]:
    """Numbers behind ``+81``, ``0081`` or ``010-81``, the trunk 0 left out or in brackets."""
    plus = runs.before == ord("+")
    after_code = _follows_access_code(runs)
    pair = np.flatnonzero((runs.length == 2) & (plus | after_code) & (runs.link != 0))
    country = pair[(runs.matrix(pair, 2) == (8, 1)).all(axis=1)]
    four = np.flatnonzero((runs.length == 4) & (runs.link != 0) & (runs.before != HYPHEN))
    access = four[(runs.matrix(four, 4) == (0, 0, 8, 1)).all(axis=1)]
    prefix = np.concatenate([country, access])
    begin = np.concatenate(
        [np.where(plus[country], runs.start[country] - 1, runs.start[country - 1]), runs.start[access]]
    )
    body = prefix + 1
    inner = np.minimum(body, len(runs) - 1)
    trunk = (runs.length[inner] == 1) & (runs.matrix(inner, 1)[:, 0] == 0) & (runs.link[prefix] == OPEN)
    trunk &= (
        (runs.after[inner] == CLOSE)
        & (body + 1 < len(runs))
        & (runs.start[np.minimum(body + 1, len(runs) - 1)] <= runs.end[inner] + 2)
    )
    body = body + trunk
    rows = []
    for count in (3, 2, 1):
        inside = body + count <= len(runs)
        chosen, where = body[inside], begin[inside]
        total = np.zeros(len(chosen), np.int64)
        linked = np.ones(len(chosen), np.bool_)
        for at in range(count):
            total += runs.length[chosen + at]
            if at:
                linked &= runs.link[chosen + at - 1] != 0
        keep = linked & ((total == 9) | (total == 10)) & runs.open_right[chosen + count - 1]
        keep &= runs.matrix(chosen, 1)[:, 0] != 0
        rows.append(_weigh(runs, chosen[keep], count, where[keep], Evidence.INTERNATIONAL))
    rows.extend(_find_behind_access_code(runs, code) for code in _ACCESS_CODES)
    whole = np.flatnonzero(plus & ((runs.length == 11) | (runs.length == 12)) & runs.open_right)
    whole = whole[(runs.matrix(whole, 2) == (8, 1)).all(axis=1)]
    rows.append(_weigh(runs, whole, 1, runs.start[whole] - 1, Evidence.INTERNATIONAL, skipped=2))
    return rows


def _find_behind_access_code(runs: NumberRuns, code: bytes) -> npt.NDArray[np.void]:
    """``00819023456781``: the access code and the number in one, as call records have it."""
    length, plain = runs.length - len(code), runs.open_left & runs.open_right
    first = np.flatnonzero(((length == 9) | (length == 10)) & plain)
    first = first[(runs.matrix(first, len(code)) == np.frombuffer(code, np.uint8) - 48).all(axis=1)]
    first = first[runs.matrix(first, len(code) + 1)[:, -1] != 0]
    found = _weigh(runs, first, 1, runs.start[first], Evidence.INTERNATIONAL, skipped=len(code))
    found["evidence"] |= np.uint64(Note.WEAK_FORM)  # a counter behind zeros looks the same
    return found


def _follows_access_code(runs: NumberRuns) -> Truth:
    """True where the run before is a linked ``010``."""
    follows = np.zeros(len(runs), np.bool_)
    three = np.flatnonzero((runs.length[:-1] == 3) & (runs.length[1:] == 2) & (runs.link[:-1] != 0))
    follows[three[(runs.matrix(three, 3) == (0, 1, 0)).all(axis=1)] + 1] = True
    return follows


def _weigh(
    runs: NumberRuns, first: Offsets, count: int, start: Offsets, form: Evidence, skipped: int = 0
) -> npt.NDArray[np.void]:
    """Candidates of ``count`` groups from each run of ``first``: kind of number, and whether the groups fit it."""
    if not len(first):
        return np.zeros(0, CANDIDATE)
    last = first + count - 1
    trunk = int(form == Evidence.INTERNATIONAL)
    lengths = [runs.length[first + at] for at in range(count)]
    lengths[0] = lengths[0] + trunk - skipped
    total = np.sum(lengths, axis=0) if count > 1 else lengths[0]
    national = np.zeros((len(first), 12), np.uint8)
    national[:, trunk:] = runs.matrix(first, 12 + skipped)[:, skipped : 12 + skipped - trunk]
    beyond = np.arange(12) >= total[:, None]
    national[beyond] = 0
    kind, area = _classify(national, total)
    second = 10 - area - 4
    fits_mobile = has(kind, Evidence.MOBILE | Evidence.IP_PHONE)
    tidy = np.zeros(len(first), np.bool_)
    if count == 3:
        fits_area = (area > 0) & (lengths[0] == area) & (lengths[1] == second)
        tidy = np.where(fits_mobile, (lengths[0] == 3) & (lengths[1] == 4), fits_area)
        tidy &= (lengths[2] == 4) & _has_tidy_links(runs, first)
    if count > 1 and not trunk:
        start = start - _is_open_bracket(runs, first)
    key = keys_of(national[:, :11])
    key = np.where(total == 10, key.astype("S10").astype("S20"), key)
    evidence = (kind | int(form)).astype(np.uint64)
    mark(evidence, tidy, Evidence.GROUPING)
    mark(evidence, is_one_of(key, DUMMIES), Evidence.SAMPLE)
    if not trunk:
        mark(evidence, runs.has_letter_left[first], Evidence.LETTER_BEFORE)
    if count > 1:
        evidence |= np.uint64(Note.SEPARATED)
    else:
        mark(evidence, runs.before[first] == ord("/"), Note.IN_PATH)
    blank = (national[:, 1:10] == national[:, 1:2]).all(axis=1)
    is_run = is_counter_or_run(national[:, 1:10])
    keep = ((kind != 0) & ~blank & ~is_run) | has(evidence, Evidence.SAMPLE)
    told = np.select([has(kind, bit) for bit, _ in KINDS], range(1, len(KINDS) + 1), 0).astype(np.uint8)
    return make_candidates(start[keep], runs.end[last][keep], evidence[keep], key[keep], told[keep])


def _classify(national: Bytes, total: Offsets) -> tuple[npt.NDArray[np.uint64], Offsets]:
    """Kind of each national number as evidence bits, and the length of its area code (0 where it has none)."""
    digits = national.astype(np.int64)
    head = digits[:, :5] @ np.array([10000, 1000, 100, 10, 1])
    area = area_code_lengths()[head].astype(np.int64)
    three, four = head // 100, head // 10
    mobile = (total == 11) & (three >= 60) & (three <= 90) & (three % 10 == 0) & (digits[:, 3] >= 1)
    ip_phone = (total == 11) & (three == 50) & (digits[:, 3] >= 1)
    service = (
        ((total == 10) & ((four == 120) | (four == 570) | (four == 990) | (four == 180)))
        | (four == 800)
        | ((three == 20) & (total == 11))
    )
    office = np.take_along_axis(digits, np.minimum(area, 11)[:, None], axis=1)[:, 0]
    fixed = (total == 10) & (area > 0) & (office >= 2) & ~service
    kind = np.select(
        [service, mobile, ip_phone, fixed],
        [Evidence.SERVICE_NUMBER, Evidence.MOBILE, Evidence.IP_PHONE, Evidence.AREA_CODE],
        0,
    ).astype(np.uint64)
    return kind, np.where(fixed, area, 0)


def _has_tidy_links(runs: NumberRuns, first: Offsets) -> Truth:
    """The same separator twice, or an area code or exchange in brackets."""
    one, two = runs.link[first], runs.link[first + 1]
    plain = IS_SEPARATOR[one] & (one == two)
    exchange_in_brackets = (one == OPEN) & (two == CLOSE)
    area_in_brackets = (one == CLOSE) & IS_SEPARATOR[two]
    return np.asarray(plain | exchange_in_brackets | area_in_brackets)


def _is_open_bracket(runs: NumberRuns, first: Offsets) -> Truth:
    """An opening bracket stands before the area code, and closes behind it."""
    return np.asarray((runs.before[first] == OPEN) & (runs.link[first] == CLOSE))


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

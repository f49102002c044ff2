"""Machine-readable zones of passports (TD3): 機械読取領域, MRZ.

Issuer: every state that issues passports. Law: Passport Act (旅券法); standard: ICAO Doc 9303, parts 3 and 4.
Format: two lines of 44 signs ``A``-``Z``, ``0``-``9``, ``<``: ``P``, kind, state and names; then number, nationality, birth,
sex, expiry and optional data. Booklets issued since March 2025 may begin ``PP``, others ``P<``.
Spellings: the two lines, or one of them alone; full width, ``&lt;``, two cells side by side; O for 0, I for 1, B for 8, S for 5 as
machines misread them, where all check digits pass once they are put right.
Check digit: official, five in the second line; one in a hundred thousand random lines of the right form passes all.
False friends: lines of base-32 or of capitals that happen to be as long. Visas and identity cards have lines of other lengths.

>>> normalise("P<JPNGAIMU<<SAKURA<<<<<<<<<<<<<<<<<<<<<<<<<<<\\nTR12345672JPN0001018M2501017<<<<<<<<<<<<<<08")
'TR1234567'
>>> mask("TR12345672JPN0001018M2501017<<<<<<<<<<<<<<08")
'*******67*******************<<<<<<<<<<<<<<**'
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.general.mrz_lines import (
    FILLER,
    LINE_CHARS,
    find_lines,
    read_first_lines,
    read_second_lines,
)
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, is_digit
from meibo_detectors.number_runs import is_one_of
from meibo_detectors.text import Text
from meibo_detectors.windows import window, window_within

SAMPLES: Final = np.array([b"L898902C3", b"L898902C<", b"TR1234567", b"TK1234567", b"TZ1234567"], "S20")
"""Numbers that the standard and public specimens print."""
SAMPLE_STATE: Final = np.frombuffer(b"UTO", np.uint8)
"""Utopia, the state of the standard's examples."""
LEAST_FIRST_CHARS: Final = 30
"""A first line that lost fillers at its end is still one before a second line."""
DOCUMENT_CHARS: Final = 300
"""So near a page's printed number stands to its zone."""
GAP_CHARS: Final = 32
"""What may stand between the lines: a line's end, the border of a cell, a tag, a key."""
_NUMBER_CHARS: Final = 9
_STATE: Final = slice(10, 13)
_FIRST_WIDE: Final = 0x80
"""From here on the classes of folded characters: kanji, kana and other signs."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Both lines of a zone, or one alone."""
    return text.once(_find_zones).copy()


def _find_zones(text: Text) -> npt.NDArray[np.void]:
    """Both lines, or one alone. STRONG_FORM: a first line; WEAK_FORM: a second whose check digits fail, alone."""
    chars = text.folded.chars
    start, length = find_lines(text.folded, LEAST_FIRST_CHARS)
    if not len(start):
        return np.zeros(0, CANDIDATE)
    shown = window_within(chars, start, start + length, LINE_CHARS)
    is_full = length == LINE_CHARS
    is_first, is_misread = read_first_lines(shown)
    second = read_second_lines(shown)
    block = text.folded.block_of(start)
    follows = _follows(chars, start, length) & (np.diff(block, prepend=-1) == 0)
    checked = second.is_checked & is_full
    before = np.maximum(np.arange(len(start)) - 1, 0)
    has_first = follows & (is_first | is_misread)[before] & second.has_form & is_full
    has_first &= checked | (is_first & is_full)[before]
    goes_on = np.append(has_first[1:], False)
    alone = is_first & is_full & ~goes_on
    kept = np.flatnonzero(has_first | checked | alone | (is_full & second.has_form & text.keeps_failures))
    begin = np.where(has_first, start[before], start)[kept]
    evidence = np.zeros(len(kept), np.uint64)
    mark(evidence, checked[kept], Evidence.CHECK_DIGIT)
    mark(evidence, (second.has_form & ~checked)[kept], Evidence.CHECK_DIGIT_FAILED)
    mark(evidence, (alone | has_first)[kept], Note.STRONG_FORM)
    key = np.where(checked[kept], _keys_of(second.signs[kept]), b"").astype("S20")
    state = np.where(alone[kept, None], shown[kept, 2:5], second.signs[kept, _STATE])
    mark(evidence, is_one_of(key, SAMPLES) | (state == SAMPLE_STATE).all(axis=1), Evidence.SAMPLE)
    return make_candidates(begin, (start + length)[kept], evidence, key)


def _follows(chars: Bytes, start: Offsets, length: Offsets) -> Truth:
    """Whether each line stands close behind the one before, with no kanji or kana between."""
    end = start + length
    previous = np.concatenate([[-LINE_CHARS], end[:-1]])
    gap = start - previous
    between = window(chars, previous, GAP_CHARS)
    is_free = (between < _FIRST_WIDE) | (np.arange(GAP_CHARS) >= gap[:, None])
    return np.asarray((gap <= GAP_CHARS) & is_free.all(axis=1))


def _keys_of(signs: Bytes) -> npt.NDArray[np.bytes_]:
    """The document's number without fillers at its end: the same as the key of the number printed on its page."""
    number = signs[:, :_NUMBER_CHARS]
    width = np.where(number == FILLER, 0, np.arange(1, _NUMBER_CHARS + 1)).max(axis=1)
    keys = np.zeros((len(signs), 20), np.uint8)
    keys[:, :_NUMBER_CHARS] = number
    keys[np.arange(20) >= width[:, None]] = 0
    return keys.view("S20").ravel()


def repeat_zones(text: Text, start: Offsets, end: Offsets, numbers: npt.NDArray[np.bytes_]) -> Truth:
    """Whether each number at these places is that of the zone before or behind it, within 300 characters in its block."""
    zones = text.once(_find_zones)
    zones = zones[zones["key"] != b""]
    found = np.zeros(len(start), np.bool_)
    if not len(zones) or not len(start):
        return found
    block, of_zone = text.folded.block_of(start), text.folded.block_of(zones["start"])
    documents = zones["key"].astype("S9")
    following = np.searchsorted(zones["start"], start)
    for at in (following - 1, following):
        zone = np.clip(at, 0, len(zones) - 1)
        gap = np.maximum(start - zones["end"][zone], zones["start"][zone] - end)
        near = (gap <= DOCUMENT_CHARS) & (block == of_zone[zone])
        found |= near & (documents[zone] == numbers.astype("S9"))
    return found


def score(candidates: npt.NDArray[np.void], _: Context) -> npt.NDArray[np.uint8]:
    """High with all check digits; medium with a first line; a specimen is low. Its form says it: no label is needed."""
    evidence = candidates["evidence"]
    scores = np.select([has(evidence, Evidence.CHECK_DIGIT), has(evidence, Note.STRONG_FORM)], [97, 75], 0)
    return np.where(has(evidence, Evidence.SAMPLE), np.minimum(scores, 35), scores).astype(np.uint8)


_LINE: Final = re.compile(rf"[A-Z0-9<]{{{LEAST_FIRST_CHARS},{LINE_CHARS}}}")


def normalise(value: str) -> str:
    """The document's number where the check digits pass, else the lines in one."""
    lines = _LINE.findall(unicodedata.normalize("NFKC", value).upper())
    whole = [line for line in lines if len(line) == LINE_CHARS]
    if whole:
        second = read_second_lines(np.frombuffer("".join(whole).encode(), np.uint8).reshape(len(whole), LINE_CHARS))
        checked = np.flatnonzero(second.is_checked)
        if len(checked):
            return str(_keys_of(second.signs[checked])[0].decode())
    return "".join(lines) or value


def mask(value: str) -> str:
    """Nothing but the last two signs of the document's number, the fillers, and the border between two lines.

    >>> mask("P<JPNKAKU<<TARO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<")
    '*<*******<<****<<<<<<<<<<<<<<<<<<<<<<<<<<<<<'
    """
    hidden = [sign if not sign.isalnum() else "*" for sign in value]
    folded = unicodedata.normalize("NFKC", value)
    if len(folded) == len(value):
        for line in _LINE.finditer(folded):
            signs = np.frombuffer(line.group().encode(), np.uint8)
            if len(signs) == LINE_CHARS and is_digit(signs[21:27]).all():
                at = line.start() + _NUMBER_CHARS - 2
                hidden[at : at + 2] = value[at : at + 2]
    return "".join(hidden)


DETECTOR: Final = Detector(
    id="mrz_td3",
    title_ja="旅券の機械読取領域（MRZ）",
    title_en="Machine-readable zone of a passport",
    risk_class="C4",
    rules_ja=(
        "44 字の 2 行目の検査数字がすべて正しい",
        "1 行目だけがある、または 2 行目の検査数字が合わない",
        "公表された見本",
    ),
    rules_en=(
        "a second line of 44 signs with all its check digits",
        "a first line alone, or above a second whose check digits fail",
        "a published specimen",
    ),
    labels=("mrz", "mrz1", "mrz2", "mrz line", "machine readable zone", "機械読取領域", "機械読み取り領域", "機械読取部", "機械読取欄"),
    other_labels=(),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    hides_labels=True,
    heeds_names=False,
    refuses_reference_numbers=False,
    speaks_of_person=True,
    person_key=PersonKey.ID,
    numbers_of="jp_passport",
)  # fmt: skip

"""The plain twin of meibo_detectors.kernels.fold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import (
    BAR,
    FIRST_KANA,
    HIRAGANA,
    KATAKANA,
    OTHER,
    PROLONGED,
    SOUND_MARK,
    ZERO_WIDTH,
    class_table,
    letter_table,
    sounded_kana,
)
from meibo_detectors.dictionaries.tables import fold_for_look_up

Escape = tuple[int, int, int]
"""First byte, last byte and one more, code point."""


class Folded(NamedTuple):
    """One entry a character that stays."""

    chars: list[int]
    letters: list[int]
    origin: list[int]
    end: list[int]
    escaped: list[int]
    has_variants: bool


def fold_text(raw: bytes, escapes: list[Escape]) -> Folded | None:
    """The text folded; None where it is no UTF-8."""
    try:
        signs = _spell(raw, escapes)
    except UnicodeDecodeError:
        return None
    has_variants = any(fold_for_look_up(chr(sign["letter"])) != chr(sign["letter"]) for sign in signs)
    signs = [sign for sign in signs if sign["kind"] != ZERO_WIDTH]
    signs = _put_marks_into_kana(signs)
    for before, sign, after in zip([None, *signs], signs, [*signs[1:], None], strict=False):
        if sign["kind"] in (PROLONGED, BAR):
            if before and after and _is_digit(before["kind"]) and _is_digit(after["kind"]):
                sign["kind"] = sign["letter"] = ord("-")
            elif sign["kind"] == BAR:
                sign["kind"] = OTHER
    return Folded(
        *([sign[column] for sign in signs] for column in ("kind", "letter", "begin", "end")),
        [at for at, sign in enumerate(signs) if sign["is_escape"]],
        has_variants,
    )


def _spell(raw: bytes, escapes: list[Escape]) -> list[dict[str, int]]:
    """Each character with its code point, its class, its letter, and where it is spelled."""
    signs: list[dict[str, int]] = []
    at = offset = 0
    for first, last, code in [*escapes, (len(raw), len(raw), -1)]:
        for character in raw[at:first].decode():
            signs.append(_look_up(ord(character), offset, offset + 1, is_escape=False))
            offset += 1
        if code >= 0:
            signs.append(_look_up(max(code, 32), offset, offset + last - first, is_escape=True))
            offset += last - first
        at = last
    return signs


def _look_up(code: int, begin: int, end: int, *, is_escape: bool) -> dict[str, int]:
    kind, letter = int(class_table()[code]), int(letter_table()[code])
    return {"code": code, "kind": kind, "letter": letter, "begin": begin, "end": end, "is_escape": is_escape}


def _put_marks_into_kana(signs: list[dict[str, int]]) -> list[dict[str, int]]:
    kept: list[dict[str, int]] = []
    for number, sign in enumerate(signs):
        if sign["kind"] == SOUND_MARK:
            kana = int(letter_table()[signs[number - 1]["code"]]) - FIRST_KANA if number else -1
            row = (sign["letter"] - 0x3099) % 2
            composed = int(sounded_kana()[row, kana]) if 0 <= kana < sounded_kana().shape[1] else 0
            if composed:
                kept[-1] |= {"letter": composed, "end": sign["end"]}
                continue
            sign["kind"] = KATAKANA if sign["code"] >= 0xFF00 else HIRAGANA
        kept.append(dict(sign))
    return kept


def _is_digit(kind: int) -> bool:
    return ord("0") <= kind <= ord("9")


def lower_letters(chars: bytes) -> npt.NDArray[np.uint32]:
    """ASCII in lower case, as code points."""
    return np.array([ord(letter) for letter in chars.decode().lower()], np.uint32)

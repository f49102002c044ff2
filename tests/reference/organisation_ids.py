"""The plain twin of meibo_detectors.kernels.organisation_ids. Texts are bytes of folded characters."""

from __future__ import annotations

import datetime as dt
import re


def find_label_ends(
    letters: str, chars: bytes, wide: tuple[str, ...], latin: tuple[str, ...], first_wide: int
) -> list[int]:
    """Where words end that end with one of these pairs, a Latin one behind kanji or kana."""
    ends = [at + 2 for at in range(len(letters)) if letters[at : at + 2] in wide]
    for at in range(1, len(letters) - 1):
        behind_wide = chars[at - 1] >= first_wide > chars[at]
        if behind_wide and letters[at] + chr(chars[at + 1] | 32) in latin:
            ends.append(at + 2)
    return sorted({*ends})


def find_word_end(text: bytes, start: int, end: int, stops: bytes) -> int:
    """Where the first word of a field ends, -1 where it is no number of anybody."""
    word = start
    while word - start < 21 and text[word : word + 1] not in [bytes([stop]) for stop in stops]:
        word += 1
    if not 3 <= min(word, end) - start <= 20:
        return -1
    return -1 if word < end and re.match(rb",[0-9]", text[word : word + 2]) else word


def judge(text: bytes, start: int, end: int, *, is_part: bool) -> int:
    """1 for what may be a number or a login, 2 for what has a digit and is short."""
    value, shown = text[start:end], text[start : start + 20]
    digits, letters = len(re.findall(rb"[0-9]", value)), len(re.findall(rb"[A-Za-z]", value))
    numbered = 2 if re.search(rb"[0-9]", value[:20]) and end - start <= 12 else 0
    if len(value) != end - start or not re.fullmatch(rb"[0-9A-Za-z_.-]{,20}", value) or digits + letters < 3:
        return numbered
    signs = set(re.findall(rb"[0-9A-Za-z]", value)) - {value[:1]}
    if not signs or (b"." in value and (letters == 0 or is_part)):
        return numbered
    return numbered if letters == 0 and _is_date_or_phone(value, shown, digits) else numbered | 1


def _is_date_or_phone(value: bytes, shown: bytes, digits: int) -> bool:
    hyphens = shown.count(b"-")
    if re.match(rb"(19|20)[0-9]{2}", shown):
        if hyphens == 2 and shown[4:5] == b"-":
            return True
        if re.fullmatch(rb"[0-9]{8}", value) and _is_day(value.decode()):
            return True
    return 10 <= digits <= 11 and shown.startswith(b"0") and (hyphens == 2 or bool(re.match(rb"0[5789]0", shown)))


def _is_day(digits: str) -> bool:
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True

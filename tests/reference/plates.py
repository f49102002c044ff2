"""The plain twin of meibo_detectors.kernels.plates, with the signs of meibo_detectors.japan.number_plate."""

from __future__ import annotations

import re

from meibo_detectors.japan.number_plate import CLASS_LETTERS, KANA, LETTERS, PARTICLES
from meibo_detectors.kernels.plates import BARE, DOUBTFUL, GROUPED

KATAKANA = "".join(chr(ord(kana) + 0x60) for kana in KANA)
SIGNS = KANA + KATAKANA + LETTERS.decode().lower()
GAP = "[ \\t\\r\\n]{0,2}"
SERIAL = re.compile(
    rf"(?P<kana>[{SIGNS}]){GAP}(?:(?P<pair>\d\d-\d\d)|(?P<dots>(?:[・.] ?)*)(?P<digits>\d{{1,4}}))"
    r"(?![0-9a-z_*]|[-.][0-9])",
    re.ASCII,
)
CLASS = re.compile(rf"(\d[0-9{CLASS_LETTERS.decode().lower()}]{{0,2}}){GAP}\Z", re.ASCII)


def find_plates(letters: str, wide: list[bool], places: set[str]) -> list[tuple[int, int, int]]:
    """Start, end and marks of plates in text that holds numbers in no other form than serial numbers and classes.

    ``wide`` tells of each character whether it is a kanji or a kana.
    """
    found = []
    for match in SERIAL.finditer(letters):
        kana, pair, dots = match["kana"], match["pair"], (match["dots"] or "").replace(" ", "")
        digits = pair or match["digits"]
        if not re.search("[1-9]", digits) or (dots and len(dots) + len(digits) != 4):
            continue
        doubtful = DOUBTFUL * ((kana in PARTICLES or kana.isascii()) and not dots)
        at = match.start()
        start = _find_place(letters[:at], places)
        if start is not None:
            found.append((start, match.end(), doubtful | GROUPED * bool(pair or dots)))
        elif (
            not kana.isascii()
            and len(digits) + len(match["dots"] or "") == 4 + bool(pair)
            and _is_free(letters, wide, at)
        ):
            found.append((at, match.end(), doubtful | BARE))
    return found


def _is_free(letters: str, wide: list[bool], at: int) -> bool:
    before = letters[at - 1 : at] if at else ""
    return not before or not (wide[at - 1] or (before.isascii() and before.isalnum()))


def _find_place(before: str, places: set[str]) -> int | None:
    match = CLASS.search(before)
    if match is None:
        return None
    before = before[: match.start()]
    for _ in range(2):
        before = before[:-1] if before[-1:] in (" ", "\t", "\r", "\n") else before
    held = [len(before) - len(place) for place in places if before.endswith(place)]
    return min(held, default=None)

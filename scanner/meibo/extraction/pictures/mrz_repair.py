"""Machine-readable zones as machines read them in pictures: too many or too few fillers, and signs that look like one.

What letters and digits are taken for each other is put right by the detector, which knows the check digits; so does
this where it can tell.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np

from meibo.extraction.pictures.recogniser import spread
from meibo_detectors.general.mrz_lines import FILLER, LINE_CHARS, read_first_lines, read_second_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.extraction.pictures.recogniser import Written

_LOOKS_LIKE_FILLER: Final = str.maketrans(dict.fromkeys("«≪", "<<") | dict.fromkeys("‹〈《＜くㄑ〱ﾍ", "<"))
_MAY_BE_LINE: Final = re.compile(r"[A-Z0-9<]{28,52}")
_RUN: Final = re.compile(r"<{2,}")
_END: Final = re.compile(r"<{2,}[<KCELR]*$")
"""Fillers at the end of a first line, the last of which are often read as letters."""
_LEAST_FILLERS: Final = 2
_LETTERS: Final = str.maketrans("01258", "OIZSB")
"""What digits were in a first line, which has none."""


def repair_lines(lines: Sequence[Written]) -> list[Written]:
    """The lines of a picture, those of a zone put right where that is sure."""
    repaired = [line._replace(text=spell) if (spell := repair(line.text)) != line.text else line for line in lines]
    return [line if len(line.starts) == len(line.text) else spread(line) for line in repaired]


def repair(text: str) -> str:
    """A line of a zone as it is printed: a second line where all its check digits then pass, a first line in letters;
    any other text as it is.

    >>> repair("TR1234567 2JPN0001018M2501017<<<<<<<<<<<<08")
    'TR12345672JPN0001018M2501017<<<<<<<<<<<<<<08'
    """
    signs = unicodedata.normalize("NFKC", text.translate(_LOOKS_LIKE_FILLER)).upper().replace(" ", "")
    if signs.count("<") < _LEAST_FILLERS or not _MAY_BE_LINE.fullmatch(signs):
        return text
    for candidate in _list_second_lines(signs):
        if read_second_lines(_as_row(candidate)).is_checked[0]:
            return candidate
    first = _END.sub("", signs.translate(_LETTERS))
    if first != signs and len(first) <= LINE_CHARS:
        first = first.ljust(LINE_CHARS, "<")
        if read_first_lines(_as_row(first))[1][0]:
            return first
    return text


def _list_second_lines(signs: str) -> list[str]:
    """The line with any of its runs of fillers made as long as the line needs."""
    lacking = LINE_CHARS - len(signs)
    if not lacking:
        return [signs]
    runs = [match.span() for match in _RUN.finditer(signs)]
    return [
        signs[:start] + "<" * (end - start + lacking) + signs[end:] for start, end in runs if end - start + lacking > 0
    ]


def _as_row(signs: str) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    row = np.full((1, LINE_CHARS), FILLER, np.uint8)
    row[0, : len(signs)] = np.frombuffer(signs.encode("ascii"), np.uint8)
    return row

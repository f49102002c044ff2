"""What each sign means in a line of plain text, as the kernels of lines read it."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.character_tables import LAST_CODE
from meibo_detectors.normalise import Bytes

LIST_MARKS: Final = "・-*■□●○◆◇◎▼▽▲△★☆※>#+•‣◦▪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
HEADING_MARKS: Final = "#■□●◆◇◎▼▽▲△★☆【《〈<["
OPENING_BRACKETS: Final = "【〔[<〈《「"
"""A label alone on its line may stand in them."""
LEADERS: Final = ".．…‥・･⋯"
EDGES: Final = "。、，！？!?,;|/&／「」『』\"'`{}[]<>()（）【】〔〕《》〈〉“”"
"""Signs that no name goes across."""
CLOSERS: Final = "】〕]>"
OPENERS: Final = "【〔[<"
BARS: Final = "|│┃｜"
_IN_NAMES: Final = ((1, LEADERS), (2, "】〕│┃"), (4, EDGES), (8, CLOSERS), (16, OPENERS), (32, BARS))
_IN_LINES: Final = ((1, LIST_MARKS), (2, HEADING_MARKS), (4, OPENING_BRACKETS))


@functools.cache
def name_signs() -> Bytes:
    """For each code point up to LAST_CODE what it is among names, values and delimiters; the kernels say which bit."""
    return _make_table(_IN_NAMES)


@functools.cache
def line_signs() -> Bytes:
    """The same of signs that lines begin with."""
    return _make_table(_IN_LINES)


def _make_table(kinds: tuple[tuple[int, str], ...]) -> Bytes:
    table = np.zeros(LAST_CODE + 1, np.uint8)
    for bit, signs in kinds:
        table[[ord(sign) for sign in signs]] |= bit
    return table

"""Number formats of spreadsheets (ECMA-376 Part 1, 18.8.30 and 18.8.31): what a cell shows of the number that it holds.

A phone number that was typed into a numeric column lost its first zero, and only the format (``00000000000``,
``000-0000``, ``[<=99999999]####-####;\\(00\\)\\ ####-####``) shows it again. Formats that add no digits and no hyphens
between digits are left alone: the plain number says the same.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | _.                                            # room as wide as a character
    | \*.                                           # fills the cell
    | \[(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?[0-9.]+)\]
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]             # currency or locale
    | \[(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*[0-9]+)\]
    | (?P<digit>[0\#?])
    | (?P<end>;)
    | (?P<literal>[-+():\ !^&'~{}<>=$¥￥]|[^\x00-\x7f])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CURRENCIES = "¥￥$€£ 　-−▲△"
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_NOT_TOKENS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_DATE_LETTERS = re.compile(r"[ymdhseg]|aaa", re.IGNORECASE)
_NO_DATE = re.compile(r"general|[0#?]e[+-]", re.IGNORECASE)
_DATE_IDS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
"""Formats that every program knows by number, those of the East Asian editions among them."""
_ELAPSED_ID = 46
MOST_CODE_CHARS = 255
"""The programs allow no longer format."""


class Piece(NamedTuple):
    """A literal, or one place for digits."""

    text: str
    is_digit: bool


class Section(NamedTuple):
    """What one of the parts between semicolons says."""

    pieces: tuple[Piece, ...]
    is_met: Callable[[float], bool] | None

    def write(self, value: int) -> str:
        """The digits of a number in their places."""
        digits = str(abs(value))
        places = sum(piece.is_digit for piece in self.pieces)
        spare = len(digits) - places
        written, place = [], 0
        for piece in self.pieces:
            if not piece.is_digit:
                written.append(piece.text)
                continue
            if place == 0 and spare > 0:
                written.append(digits[:spare])
            at = place + spare
            written.append(digits[at] if at >= 0 else piece.text if piece.text == "0" else "")
            place += 1
        return "".join(written)

    @property
    def is_telling(self) -> bool:
        """Whether it shows more than the plain number."""
        places = [at for at, piece in enumerate(self.pieces) if piece.is_digit]
        if not places:
            return False
        zeros = sum(self.pieces[at].text == "0" for at in places)
        before = "".join(piece.text for piece in self.pieces[: places[-1]] if not piece.is_digit)
        between = any(not piece.is_digit for piece in self.pieces[places[0] : places[-1]])
        return zeros > 1 or between or bool(before.strip(_CURRENCIES))


class DigitFormat:
    """A format that writes whole numbers with digits or marks of its own."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        pieces = sections[0].pieces
        is_plain = len(sections) == 1 and all(piece.text == "0" and piece.is_digit for piece in pieces)
        self._plain_width = len(pieces) if is_plain else 0

    def write(self, value: float) -> str | None:
        """What the cell shows; None where the format is not made for the value."""
        if not float(value).is_integer():
            return None
        if self._plain_width and value >= 0:
            return str(int(value)).zfill(self._plain_width)
        section = self._choose(value)
        if section is None or not any(piece.is_digit for piece in section.pieces):
            return None
        has_sign = value < 0 and len(self._sections) == 1
        return ("-" if has_sign else "") + section.write(int(value))

    def _choose(self, value: float) -> Section | None:
        sections = self._sections
        if any(section.is_met for section in sections):
            return next((section for section in sections if section.is_met is None or section.is_met(value)), None)
        if value < 0 and len(sections) > 1:
            return sections[1]
        return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def parse_digit_format(code: str) -> DigitFormat | None:
    """The format where it shows more than the plain number, None for all others.

    >>> parse_digit_format("00000000000").write(9012345678)
    '09012345678'
    >>> parse_digit_format(r"[<=99999999]####-####;\\(00\\)\\ ####-####").write(312345678)
    '(03) 1234-5678'
    >>> parse_digit_format("#,##0") is None
    True
    """
    if len(code) > MOST_CODE_CHARS:
        return None
    sections: list[Section] = []
    pieces: list[Piece] = []
    is_met: Callable[[float], bool] | None = None
    at = 0
    while at < len(code):
        token = _TOKEN.match(code, at)
        if token is None:
            if "@" in code[at:] and sections and not pieces:
                break  # the last section is for text
            return None
        at = token.end()
        kind = token.lastgroup
        if kind == "digit":
            pieces.append(Piece(token["digit"], is_digit=True))
        elif kind == "bound":
            try:
                is_met = _make_condition(token["sign"], float(token["bound"]))
            except ValueError:
                return None
        elif kind == "end":
            sections.append(Section(tuple(pieces), is_met))
            pieces, is_met = [], None
        elif kind is not None:
            pieces.append(Piece(token[kind], is_digit=False))
    if pieces or not sections:
        sections.append(Section(tuple(pieces), is_met))
    telling = [section for at, section in enumerate(sections) if at == 0 or section.is_met or sections[0].is_met]
    return DigitFormat(tuple(sections)) if any(section.is_telling for section in telling) else None


def is_date_format(format_id: int, code: str | None) -> bool:
    """Whether a format writes dates or times; ``code`` is None where the file says only its number.

    >>> is_date_format(164, '[$-411]ggge"年"m"月"d"日"'), is_date_format(57, None), is_date_format(164, '0"days"')
    (True, True, False)
    """
    if code is None:
        return format_id in _DATE_IDS
    bare = _NOT_TOKENS.sub("", code[:MOST_CODE_CHARS].partition(";")[0])
    return bool(_DATE_LETTERS.search(bare)) and not _NO_DATE.search(bare)


def is_elapsed_format(format_id: int, code: str | None) -> bool:
    """Whether a format writes a time that may be longer than a day."""
    return format_id == _ELAPSED_ID if code is None else bool(re.search(r"\[(?:h+|m+|s+)\]", code, re.IGNORECASE))


def _make_condition(sign: str, bound: float) -> Callable[[float], bool]:
    compare = _COMPARE[sign]
    return lambda value: compare(value, bound)

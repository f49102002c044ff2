"""Pieces put together to lines, and lines that were broken for want of room put together again."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from meibo.extraction.pdf.pieces import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meibo.extraction.pdf.pieces import Piece

Line = list["Piece"]
"""Pieces from left to right."""

_UNIT = re.compile(r"[!-~\u00a1-\u02af]+")
"""What Western line breaking keeps together."""
STARTS_ITEM = re.compile(r"[・･●○■□◆◇▲△▼▽★☆※*•‣▪–—①-⓿❶-❿㈠-㉃]|[(（]?\d{1,2}[)）.．、]\D|第\d")
_ENDS_SENTENCE = re.compile(r"[。！？!?：:；;]$")
_SYNTAX = re.compile(r"[@_/\\.\-=&%#?]$")
_SYNTAX_AHEAD = re.compile(r"[@_/\\.\-=&%#?]")
_TORN = re.compile(r"[0-9A-Za-z](?:[-‐_@]|@(?:[\w-]+|[\w.-]+\.))$")
_TORN_AHEAD = re.compile(r"[0-9A-Za-z]")
_WORD_BREAK = re.compile(r"[a-z]-$")
_NEVER_FIRST = "、。，．）」』】〕・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_SPACE_WIDTH, _LETTER_WIDTH = 0.25, 0.7
"""Heights of the line, between Western words; and more than any Western letter takes."""
_UNEVEN = 1.25
_LEAST_DIGITS = 6
"""Of a value that may stand below another of its kind."""
_MOST_JOINED = 10_000
"""Characters of broken lines that are put together."""
_MOST_PADDING = 8.0
"""Points between the border of a cell and its text."""


def gather_lines(pieces: Iterable[Piece]) -> list[Line]:
    """The lines from top to bottom."""
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if lines:
            first = lines[-1][0]
            if first.middle - piece.middle < 0.5 * min(first.height, piece.height):
                lines[-1].append(piece)
                continue
        lines.append([piece])
    return [_join_spread(sorted(line, key=lambda piece: piece.left)) for line in lines]


def write_line(line: Line, separator: str = "\t") -> str:
    """The text of a line, wide gaps as tabs."""
    return separator.join(piece.text for piece in line)


def _join_spread(line: Line) -> Line:
    """Single characters that are spread to the width of a label, as one piece."""
    joined: Line = []
    for index, piece in enumerate(line):
        if index and _is_spread(line, index):
            before = joined.pop()
            piece = before._replace(
                text=before.text + piece.text,
                right=piece.right,
                bottom=min(before.bottom, piece.bottom),
                top=max(before.top, piece.top),
                order=piece.order,
                ends_blank=piece.ends_blank,
            )
        joined.append(piece)
    return joined


def _is_spread(line: Line, index: int) -> bool:
    """Whether a piece goes on with the word of the piece before."""
    before, piece = line[index - 1], line[index]
    gap = piece.left - before.right
    if len(before.text) != 1 or len(piece.text) != 1 or not (is_wide(before.text) and is_wide(piece.text)):
        return False
    if before.cell != piece.cell or gap > 3 * piece.height:
        return False
    others = [line[at].left - line[at - 1].right for at in (index - 1, index + 1) if 0 < at < len(line)]
    return all(other > 0.9 * gap for other in others)


def is_full(before: Piece, after: Piece, room: float) -> bool:
    """Whether the beginning of the next line would not have fitted into the room that the line before has left."""
    if STARTS_ITEM.match(after.text) or _ENDS_SENTENCE.search(before.text):
        return False
    unit = _UNIT.match(after.text)
    characters = unit.group() if unit else after.text[: 2 if after.text[1:2] in _NEVER_FIRST else 1]
    width = (after.right - after.left) * _measure(characters) / max(_measure(after.text), 0.5)
    if unit:  # letters differ in width, and a space stands before them
        width = _UNEVEN * (width + _SPACE_WIDTH * before.height)
    return room < 0.9 * width and not _is_alike(before.text, after.text)


def is_torn(before: str, after: str) -> bool:
    """Whether a line ends inside of a number or an address, whatever room it has left."""
    return bool((_TORN.search(before) or before in "-‐_@") and _TORN_AHEAD.match(after))


def _is_alike(before: str, after: str) -> bool:
    """Whether both hold whole numbers of one kind, below each other."""
    return (
        len(before) == len(after) and sum(map(str.isdigit, before)) >= _LEAST_DIGITS and _shape(before) == _shape(after)
    )


def _shape(text: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "a", text))


def join_broken(text: str, before: Piece, after: str, room: float) -> str:
    """A text whose last line ``before`` was full but for some room, and the next line."""
    if not text or not after:
        return text + after
    last, first = text[-1], after[0]
    if last == "\u00ad":
        return text[:-1] + after
    if _needs_no_space(last) or _needs_no_space(first):
        return text + after
    tail, head = text.rpartition(" ")[2], after.partition(" ")[0]
    if _WORD_BREAK.search(text) and first.islower() and not re.search(r"[@_/.\d]", tail + head):
        return text[:-1] + after
    if is_torn(text, after):
        return text + after
    if before.ends_blank:
        return f"{text} {after}"
    is_one_word = _UNIT.fullmatch(before.text) and room < _LETTER_WIDTH * before.height  # longer than the line
    if is_one_word or _SYNTAX.search(text) or _SYNTAX_AHEAD.match(after):
        return text + after
    return f"{text} {after}"


def _needs_no_space(character: str) -> bool:
    """Whether it is of a script whose words are not parted: Japanese, half-width katakana and signs included."""
    width = unicodedata.east_asian_width(character)
    return width in "WFH" or (width == "A" and not character.isalpha())


def join_cell(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of a cell: lines that were broken by its width are one."""
    edges = [(line[0].left, line[-1].right) for line in lines]
    padding = min(min(first - left, right - last) for first, last in edges) if edges else 0.0
    room = right - left - 2 * min(max(padding, 0.0), _MOST_PADDING)
    rows: list[str] = []
    for index, line in enumerate(lines):
        written = write_line(line, " ")
        if index and len(rows[-1]) < _MOST_JOINED:
            before = lines[index - 1]
            first, last = edges[index - 1]
            left_over = room - (last - first)
            if is_torn(rows[-1], written) or is_full(before[-1], line[0], left_over):
                rows[-1] = join_broken(rows[-1], before[-1], written, left_over)
                continue
        rows.append(written)
    return "\n".join(rows)


def _measure(text: str) -> float:
    """The width in characters as wide as high."""
    return sum(1.0 if is_wide(character) else 0.5 for character in text)

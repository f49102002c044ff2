"""Pieces put together to lines, and lines that were broken for want of room put together again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.pdf_pieces import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meibo.extraction.pdf_pieces import Piece

Line = list["Piece"]
"""Pieces from left to right."""

_UNIT = re.compile(r"[!-~\u00a1-\u02af]+")
"""What Western line breaking keeps together."""
STARTS_ITEM = re.compile(r"[・･●○■□◆◇▲△▼▽★☆※*•‣▪–—①-⓿❶-❿㈠-㉃]|[(（]?\d{1,2}[)）.．、]\D|第\d")
_ENDS_SENTENCE = re.compile(r"[。！？!?：:；;]$")
_SYNTAX = re.compile(r"[@_/\\.\-=&%#?]$")
_SYNTAX_AHEAD = re.compile(r"[@_/\\.\-=&%#?]")
_WORD_BREAK = re.compile(r"[a-z]-$")
_NEVER_FIRST = "、。，．）」』】〕・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_MOST_SHAPE = 5
"""Longer texts of kanji are alike by chance."""
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
    return room < 0.9 * width and _shape(before.text) != _shape(after.text)


def _shape(text: str) -> str:
    """What texts have in common that are values of one kind, below each other; empty where that may be by chance."""
    if len(text) > _MOST_SHAPE and all(map(is_wide, text)):
        return text
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "a", text))


def join_broken(before: str, after: str, *, ends_blank: bool, is_one_word: bool) -> str:
    """Two lines of which the first was full; ``is_one_word``: its only word is longer than the line."""
    if not before or not after:
        return before + after
    last, first = before[-1], after[0]
    if last == "\u00ad":
        return before[:-1] + after
    if is_wide(last) or is_wide(first):
        return before + after
    tail, head = before.rpartition(" ")[2], after.partition(" ")[0]
    if _WORD_BREAK.search(before) and first.islower() and not re.search(r"[@_/.\d]", tail + head):
        return before[:-1] + after
    if ends_blank:
        return f"{before} {after}"
    if _SYNTAX.search(before) or _SYNTAX_AHEAD.match(after) or is_one_word:
        return before + after
    return f"{before} {after}"


def join_cell(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of a cell: lines that were broken by its width are one."""
    edges = [(line[0].left, line[-1].right) for line in lines]
    padding = min(min(first - left, right - last) for first, last in edges) if edges else 0.0
    room = right - left - 2 * min(max(padding, 0.0), _MOST_PADDING)
    text, row = "", ""
    for index, line in enumerate(lines):
        written = write_line(line, " ")
        if not index:
            row = written
            continue
        before = lines[index - 1]
        first, last = edges[index - 1]
        if is_full(before[-1], line[0], room - (last - first)):
            is_one_word = " " not in write_line(before, " ")
            row = join_broken(row, written, ends_blank=before[-1].ends_blank, is_one_word=is_one_word)
        else:
            text, row = f"{text}{row}\n", written
    return text + row


def _measure(text: str) -> float:
    """The width in characters as wide as high."""
    return sum(1.0 if is_wide(character) else 0.5 for character in text)

"""Pieces outside of ruled tables, put together to cells: the lines that stand below each other and belong together.

Programs draw one cell (or one paragraph) after the other, so a line goes on with the one that is drawn just before it
and stands right above. Whether it was broken for want of room is told by where its column, or the text, ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from meibo.extraction.pdf.lines import STARTS_ITEM, is_full, is_torn, join_broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meibo.extraction.pdf.lines import Line
    from meibo.extraction.pdf.pieces import Piece

# in heights of the line
_MOST_PITCH = 1.9
_ALIGNED = 0.7
_FIRST_LINE = 2.5
_HANGING = 3.0
_AT_LEFT = 2.0

_MOST_LINES = 200
"""Of one cell; hostile pages have no more than time allows either."""
_LEAST_AT_MARGIN = 2
_HANGING_MARKS = "、。，．"


class Cell:
    """Lines of one cell or paragraph, from top to bottom."""

    def __init__(self, piece: Piece) -> None:
        self.pieces = [piece]
        self.text = piece.text
        self.left, self.bottom, self.right, self.top = piece.left, piece.bottom, piece.right, piece.top
        self.joins = 0
        """How many of its lines go on with the line before, which was full."""

    def add(self, piece: Piece, room: float, *, is_join: bool) -> None:
        """One more line; ``is_join`` tells that the line before was full but for some room."""
        above = self.pieces[-1]
        if is_join:
            self.text = join_broken(self.text, above, piece.text, room)
        else:
            self.text = f"{self.text}\n{piece.text}"
        self.joins += is_join
        self.pieces.append(piece)
        self.left, self.right = min(self.left, piece.left), max(self.right, piece.right)
        self.bottom, self.top = min(self.bottom, piece.bottom), max(self.top, piece.top)


def gather_cells(lines: Sequence[Line], page_edges: float) -> list[Cell]:
    """The cells of lines, in the order in which they are drawn; ``page_edges`` is the sum of the page's two edges."""
    pieces = sorted((piece for line in lines for piece in line), key=lambda piece: piece.order)
    ends = _Ends(lines, page_edges)
    edge = min((piece.left for piece in pieces), default=0.0)
    cells: list[Cell] = []
    for piece in pieces:
        if cells and len(cells[-1].pieces) < _MOST_LINES:
            above = cells[-1].pieces[-1]
            if _is_below(above, piece):
                room = ends.find_room(above, piece)
                is_join = is_torn(above.text, piece.text) or is_full(above, piece, room)
                if is_join or (piece.left > edge + _AT_LEFT * piece.height and not STARTS_ITEM.match(piece.text)):
                    cells[-1].add(piece, room, is_join=is_join)
                    continue
        cells.append(Cell(piece))
    return cells


def _is_below(above: Piece, piece: Piece) -> bool:
    height = max(above.height, piece.height)
    return (
        above.cell == piece.cell
        and above.order < piece.order <= above.order + 1
        and 0.5 * height < above.middle - piece.middle < _MOST_PITCH * height
        and min(above.right, piece.right) > max(above.left, piece.left)
        and min(above.height, piece.height) > 0.7 * height
    )


class _Ends:
    """Where the lines of each column end: what has something beside it shows that; else the margin of the text."""

    def __init__(self, lines: Iterable[Line], page_edges: float) -> None:
        lines = list(lines)
        beside = [piece for line in lines for piece in line if len(line) > 1]
        self._by_left = _Column((piece.left, piece.right) for line in lines for piece in line[:-1])
        self._by_centre = _Column((piece.left + piece.right, piece.right - piece.left) for piece in beside)
        left = min((line[0].left for line in lines), default=0.0)
        self._margin = _find_margin([line[-1] for line in lines], left, page_edges)

    def find_room(self, above: Piece, piece: Piece) -> float:
        """How much room is left behind a line; unlimited where the next line does not stand in one column with it."""
        reach = _ALIGNED * piece.height
        shift = piece.left - above.left
        if -_FIRST_LINE * piece.height < shift < (_HANGING * piece.height if STARTS_ITEM.match(above.text) else reach):
            column = self._by_left.find(above.left, reach, self._margin)
            return (column if above.right < column + above.height else self._margin) - above.right
        centre = above.left + above.right
        if abs(centre - piece.left - piece.right) < 2 * reach:
            width = above.right - above.left
            return self._by_centre.find(centre, reach, float("inf")) - width
        return float("inf")


class _Column:
    """The most of a measure among pieces that stand at one place."""

    def __init__(self, places: Iterable[tuple[float, float]]) -> None:
        ordered = sorted(places)
        self._places = [place for place, _ in ordered]
        self._measures = [measure for _, measure in ordered]

    def find(self, place: float, reach: float, default: float) -> float:
        begin, end = bisect_left(self._places, place - reach), bisect_right(self._places, place + reach)
        return max(self._measures[begin:end], default=default)


def _find_margin(last: Sequence[Piece], left: float, page_edges: float) -> float:
    """Where running text ends on the right, but for marks that hang; far out where too few lines reach one place."""
    inner = [piece for piece in last if piece.text[-1] not in _HANGING_MARKS] or last
    margin = max((piece.right for piece in inner), default=0.0)
    reaching = [piece for piece in last if piece.right > margin - 1.5 * piece.height]
    is_even = bool(reaching) and abs(page_edges - left - margin) < 2 * reaching[0].height
    return margin if len(reaching) >= _LEAST_AT_MARGIN or is_even else float("inf")

"""The straight lines of a picture: borders of tables and forms, as a PDF's rules are given to its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from meibo.extraction.pdf.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from meibo.extraction.pictures.decoding import Pixels

    Truth = npt.NDArray[np.bool_]

_LONG: Final = 2.5
"""Heights of a line of text: longer than any stroke of a character, also of a heading's."""
_SHORT: Final = 1.2
"""The same; the sides of a box around one digit, which begin and end at longer lines."""
_STEP: Final = 0.05
"""Heights by which a line that leans may jump from one pixel to the next."""
_LEVEL: Final = 0.2
"""Heights between the two ends of one line where it was broken."""
_MOST_GAP: Final = 6.0
"""Heights; what a fax leaves out of a line."""
_NEAR: Final = 4
"""Pixels."""
_MOST_WIDTH: Final = 0.5
"""The same; what is wider is no line."""
_LEAST_PIXELS: Final = 12
_SAME_EDGE: Final = 0.2
"""Of their height: how far the ends of sides of one row of boxes may differ."""
_NEAR_EDGE: Final = 0.3
"""Of the height of a box."""
_MOST_PITCH: Final = 2.5
"""Heights of a box from one side to the next, with a hyphen between two boxes."""
_LEAST_SIDES: Final = 5
_MOST_RULES: Final = 4_000
_PAINTED: Final = 9
"""Pixels; wider than lines are, so that the lightest around them is paper."""
_SHADE: Final = (31, 12)
"""Pixels around one that tell its surroundings, and how much darker than those ink is."""


class Ruled(NamedTuple):
    """A picture and the lines that were drawn in it."""

    pixels: Pixels
    """Without them: they are read as 1 and I beside digits."""
    rules: Rules
    """Boxes without height or width, in pixels; y goes up from the lower edge."""
    rows: list[npt.NDArray[np.float64]]
    """Boxes side by side, each around one character: the corners of each such row, y down from the upper edge."""


def _accept(_: object) -> bool:
    return True


def take_rules(pixels: Pixels, line_height: float) -> Ruled:
    """Part a picture from its long thin lines; ``line_height`` is that of its text, in pixels."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, *_SHADE)
    long, short = (max(int(share * line_height), _LEAST_PIXELS) for share in (_LONG, _SHORT))
    most_width = _MOST_WIDTH * line_height
    thick = max(round(_STEP * line_height), 1) * 2 + 1
    across, drawn_across = _find_long(cv2.dilate(ink, np.ones((thick, 1), np.uint8)), (1, long), most_width)
    down, drawn_down = _find_long(
        cv2.dilate(ink, np.ones((1, thick), np.uint8)),
        (short, 1),
        most_width,
        lambda box: box[3] >= long or _ends_at(drawn_across, box),
    )
    height = pixels.shape[0]
    left, top, width, tall = down[down[:, 3] < long].T  # these part no columns
    rows = _find_rows(np.stack((left, top, left + width, top + tall), axis=1))
    left, top, width, tall = across[~_are_edges(across, rows)].T
    middle = height - (top + tall / 2)
    rules_across = _bridge(np.stack((left, middle, left + width, middle), axis=1), line_height)
    left, top, width, tall = down[down[:, 3] >= long].T
    middle = left + width / 2
    rules_down = np.stack((middle, height - (top + tall), middle, height - top), axis=1)
    rules_down = _bridge(rules_down[:, [1, 0, 3, 2]], line_height)[:, [1, 0, 3, 2]]
    _reach(rules_across, rules_down, line_height)
    return Ruled(_erase(pixels, drawn_across | drawn_down), Rules(rules_across, rules_down), rows)


def _bridge(rules: npt.NDArray[np.float64], line_height: float) -> npt.NDArray[np.float64]:
    """Lines across, those that faxing or leaning has broken put together."""
    level, gap = _LEVEL * line_height, _MOST_GAP * line_height
    joined: list[list[float]] = []
    for left, low, right, _ in sorted(rules.tolist(), key=lambda rule: (round(rule[1] / max(level, 1.0)), rule[0])):
        if joined and abs(joined[-1][1] - low) <= level and left - joined[-1][2] <= gap:
            joined[-1][2] = max(joined[-1][2], right)
        else:
            joined.append([left, low, right, low])
    return np.array(joined, np.float64).reshape(-1, 4)


def _reach(across: npt.NDArray[np.float64], down: npt.NDArray[np.float64], line_height: float) -> None:
    """Let lines across that end shortly before a line down go on to it."""
    for rule in across:
        left, y, right, _ = rule.tolist()
        crossing = down[(down[:, 1] <= y + line_height) & (down[:, 3] >= y - line_height), 0]
        before = crossing[(crossing < left) & (crossing >= left - _MOST_GAP * line_height)]
        behind = crossing[(crossing > right) & (crossing <= right + _MOST_GAP * line_height)]
        rule[0], rule[2] = before.min(initial=left), behind.max(initial=right)


def _find_rows(sides: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """The corners of boxes that stand side by side; ``sides`` are left, top, right and bottom of their sides."""
    rows: list[list[npt.NDArray[np.float64]]] = []
    for side in sides[np.argsort(sides[:, 0], kind="stable")]:
        tall = side[3] - side[1]
        for row in rows:
            last = row[-1]
            is_level = np.abs(last[[1, 3]] - side[[1, 3]]).max() <= _SAME_EDGE * tall
            if is_level and side[0] - last[2] <= _MOST_PITCH * tall:
                row.append(side)
                break
        else:
            rows.append([side])
    corners = [
        (np.array([row[0][2], min(one[1] for one in row)]), np.array([row[-1][0], max(one[3] for one in row)]))
        for row in rows
        if len(row) >= _LEAST_SIDES
    ]
    return [
        np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
        for (left, top), (right, bottom) in corners
    ]


def _are_edges(across: npt.NDArray[np.float64], rows: Sequence[npt.NDArray[np.float64]]) -> Truth:
    """Which lines across are the upper or lower edges of rows of boxes; left, top, width and height of each."""
    left, top, width, tall = across.T
    middle = top + tall / 2
    found = np.zeros(len(across), np.bool_)
    for (low_x, low_y), _, (high_x, high_y), _ in rows:
        near = _NEAR_EDGE * (high_y - low_y)
        is_edge = np.minimum(np.abs(middle - low_y), np.abs(middle - high_y)) <= near
        found |= is_edge & (left >= low_x - near) & (left + width <= high_x + near)
    return found


def _ends_at(drawn: Truth, box: list[int]) -> bool:
    """Whether a stretch that goes down begins and ends at lines across: no stroke of a character does."""
    left, top, width, height = box
    columns = slice(left, left + width)
    above, below = slice(max(top - _NEAR, 0), top + _NEAR), slice(top + height - _NEAR, top + height + _NEAR)
    return bool(drawn[above, columns].any() and drawn[below, columns].any())


def _find_long(
    ink: Any, kernel: tuple[int, int], most_width: float, is_line: Callable[[list[int]], bool] = _accept
) -> tuple[npt.NDArray[np.float64], Truth]:
    """Left, top, width and height of thin stretches of ink that are as long as the kernel, and their pixels."""
    import cv2

    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    thin = np.minimum(stats[:, 2], stats[:, 3]) <= most_width
    thin[0] = False
    numbers = np.array(
        [at for at in np.flatnonzero(thin)[:_MOST_RULES].tolist() if is_line(stats[at, :4].tolist())], np.int64
    )
    thin[:] = False
    thin[numbers] = True
    return stats[numbers, :4].astype(np.float64), thin[labels]


def _erase(pixels: Pixels, drawn: Truth) -> Pixels:
    """Pixels of lines painted with what is around them."""
    import cv2

    if not drawn.any():
        return pixels
    around: Any = cv2.medianBlur(cv2.dilate(pixels, np.ones((_PAINTED, _PAINTED), np.uint8)), 5)
    wide = cv2.dilate(drawn.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    painted = pixels.copy()
    painted[wide] = around[wide]
    return painted

"""Numbers that forms and cards have written one digit a box: what stands in the boxes is one number."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np

from meibo.extraction.pictures.recogniser import GLYPH_SHARE, measure_sides

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from meibo.extraction.pdf.rules import Rules
    from meibo.extraction.pictures.recogniser import Written

    Quad = npt.NDArray[np.float64]
    ReadAgain = Callable[[Quad], str | None]
    """The digits in a box, read as one number; None where that is not sure."""

_DIGITS: Final = re.compile(r"[0-9OIlBS|\- ]+")
_LETTERS: Final = str.maketrans("OIlBS|", "011851")
"""Letters that digits are taken for."""
_LEAST_DIGITS: Final = 6
_MOST_IN_PIECE: Final = 2
"""Digits that are found together where boxes stand between them."""
_MOST_GAP: Final = 2.2
"""Heights between two digits."""
_LEVEL: Final = 0.4
"""Heights."""
_WIDTH: Final = 0.6
"""Of a digit, in heights."""
_LEAST_CROSSED: Final = 0.1
"""Of the row; a line that covers so much of it and stands elsewhere has read it as part of something else."""


def _keep(_: object) -> None:
    """Read nothing again."""


def close_up(lines: Sequence[Written], rules: Rules, height: int, read_again: ReadAgain = _keep) -> list[Written]:
    """Lines in which the digits of boxes are one number without gaps; ``height`` is the picture's, in pixels."""
    order = sorted(range(len(lines)), key=lambda at: (float(lines[at].quad[0, 0]), at))
    closed: list[Written | None] = list(lines)
    for first in order:
        line = closed[first]
        if line is None or _read_digits(line.text) is None:
            continue
        chain = [first]
        for other in order:
            after = closed[other]
            if after is None or other in chain or _read_digits(after.text) is None:
                continue
            if _goes_on(closed[chain[-1]], after, rules, height):  # type: ignore[arg-type]
                chain.append(other)
        pieces = [piece for at in chain if (piece := closed[at]) is not None]
        if (number := _join(pieces, read_again)) is not None:
            for at in chain:
                closed[at] = None
            closed[first] = number
    return [line for line in closed if line is not None]


def read_rows(lines: Sequence[Written], rows: Sequence[Quad], read_again: ReadAgain) -> list[Written]:
    """Lines in which what was found in a row of boxes is its number; ``rows`` are the corners of each."""
    rest = list(lines)
    for quad in rows:
        (left, top), (right, bottom) = quad[0], quad[2]
        inside, across = [], False
        for line in rest:
            (x, y), low, high = line.quad.mean(axis=0), line.quad[:, 0].min(), line.quad[:, 0].max()
            if not top < y < bottom:
                continue
            if left < x < right:
                inside.append(line)
            else:
                across |= bool(min(high, right) - max(low, left) > _LEAST_CROSSED * (right - left))
        number = read_again(quad) if inside and not across else None
        if number is not None and len(number) >= max(len(_read_number(inside)), _LEAST_DIGITS):
            rest = [line for line in rest if not any(line is one for one in inside)]
            rest.append(_set_apart(inside[0], number, min(line.score for line in inside), quad))
    return rest


def _read_digits(text: str) -> str | None:
    """The digits and hyphens of a text that is nothing else; letters among single digits are digits too."""
    plain = unicodedata.normalize("NFKC", text).replace("‐", "-").replace("一", "-").replace("ー", "-")
    if not _DIGITS.fullmatch(plain):
        return None
    words = plain.split()
    is_single = len(words) > 1 and all(len(word) == 1 for word in words)
    if is_single or len(plain) == 1:
        plain = plain.translate(_LETTERS)
    digits = "".join(plain.split())
    return digits if re.fullmatch(r"[0-9-]+", digits) else None


def _read_number(lines: Sequence[Written]) -> str:
    """The digits of lines; hyphens are printed between boxes, and as often taken for one of their sides."""
    return "".join(_read_digits(line.text) or "" for line in lines).replace("-", "")


def _goes_on(line: Written, after: Written, rules: Rules, height: int) -> bool:
    """Whether a line begins in the box behind another's end."""
    tall = min(_height(line), _height(after))
    gap = float(after.quad[[0, 3], 0].mean() - line.quad[[1, 2], 0].mean())
    middle = float(line.quad[:, 1].mean())
    if abs(middle - float(after.quad[:, 1].mean())) > _LEVEL * tall or not -tall < gap < _MOST_GAP * tall:
        return False
    left, right, y = float(line.quad[:, 0].mean()), float(after.quad[:, 0].mean()), height - middle
    down = rules.down
    is_between = (down[:, 0] > left) & (down[:, 0] < right) & (down[:, 1] < y) & (down[:, 3] > y)
    return not bool(is_between.any())


def _join(pieces: Sequence[Written], read_again: ReadAgain) -> Written | None:
    """One number of several pieces, or of one whose digits are apart; None where they are something else."""
    digits = [_read_digits(piece.text) or "" for piece in pieces]
    number = _read_number(pieces)
    if len(number) < _LEAST_DIGITS:
        return None
    if len(pieces) == 1 and not _is_apart(pieces[0]):
        return None
    is_boxed = [len(one) <= _MOST_IN_PIECE or _is_apart(piece) for one, piece in zip(digits, pieces, strict=True)]
    if 2 * sum(is_boxed) < len(pieces):
        return None
    corners = np.concatenate([piece.quad for piece in pieces])
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    quad = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    again = read_again(quad)
    number = again if again is not None and len(again) >= len(number) else number
    return _set_apart(pieces[0], number, min(piece.score for piece in pieces), quad)


def _set_apart(piece: Written, number: str, score: float, quad: Quad) -> Written:
    """A number that takes a box, set closely from its left."""
    (left, top), (right, bottom) = quad[0], quad[2]
    share = min(_WIDTH * (bottom - top) / max(right - left, 1e-9), 1 / len(number))
    places = np.arange(len(number) + 1) * share
    return piece._replace(text=number, score=score, quad=quad, starts=places[:-1], ends=places[1:])


def _is_apart(line: Written) -> bool:
    """Whether the characters of a line stand in boxes of their own."""
    if 2 * sum(map(str.isspace, line.text)) >= len(line.text) - _LEAST_DIGITS // 2:
        return True
    shown = [at for at, character in enumerate(line.text) if not character.isspace()]
    (wide,), _ = measure_sides(line.quad[None])
    pitch = np.diff(((line.starts + line.ends) / 2)[shown]) * wide
    return bool(len(pitch) and np.median(pitch) > _height(line))


def _height(line: Written) -> float:
    _, (high,) = measure_sides(line.quad[None])
    return GLYPH_SHARE * float(high)

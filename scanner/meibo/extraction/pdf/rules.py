"""The straight lines of a page: borders of tables, drawn as lines, as frames, or as very thin filled boxes."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.pdf.glyphs import Floats

_MOST_OBJECTS = 20_000
_MOST_EDGES = 40_000
_MOST_POINTS = 4_000
"""Of one path; a longer one is a drawing."""
_MOST_DEPTH = 4
_LEAST_LENGTH = 4.0
"""In points."""
_STRAIGHT = 1.0
"""How much a line may lean, in points."""

Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rules(NamedTuple):
    """The edges of a page as boxes without width or without height: left, bottom, right, top."""

    across: Floats
    down: Floats


def read_rules(page: Any, budget: Budget) -> Rules:
    """The rules of a page; those of a page with very many drawn objects only in part."""
    across: list[tuple[float, float, float, float]] = []
    down: list[tuple[float, float, float, float]] = []
    for x0, y0, x1, y1 in _list_edges(page, budget):
        if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) >= _LEAST_LENGTH:
            across.append((min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2))
        elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _LEAST_LENGTH:
            down.append(((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1)))
        if len(across) + len(down) > _MOST_EDGES:
            break
    return Rules(np.array(across, np.float64).reshape(-1, 4), np.array(down, np.float64).reshape(-1, 4))


def _list_edges(page: Any, budget: Budget) -> Iterator[tuple[float, float, float, float]]:
    import pypdfium2.raw as pdfium

    for number, (path, matrix) in enumerate(_list_paths(page, pdfium)):
        if number >= _MOST_OBJECTS:
            return
        budget.check_time()
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if (fill.value or stroke.value) and pdfium.FPDFPath_CountSegments(path) <= _MOST_POINTS:
            yield from _follow(path, matrix, pdfium)


def _list_paths(page: Any, pdfium: Any) -> Iterator[tuple[Any, Matrix]]:
    """The paths of the page and of the forms on it, each with what places it."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(count))
    stack: list[tuple[Iterator[Any], Matrix]] = [(objects, _UPRIGHT)]
    while stack:
        inside, outer = stack[-1]
        shown = next(inside, None)
        if shown is None:
            stack.pop()
            continue
        kind = pdfium.FPDFPageObj_GetType(shown)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield shown, _multiply(_read_matrix(shown, pdfium), outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(stack) < _MOST_DEPTH:
            matrix = _multiply(_read_matrix(shown, pdfium), outer)
            length = min(pdfium.FPDFFormObj_CountObjects(shown), _MOST_OBJECTS)
            stack.append((_list_inside(shown, length, pdfium), matrix))


def _list_inside(form: Any, length: int, pdfium: Any) -> Iterator[Any]:
    return (pdfium.FPDFFormObj_GetObject(form, index) for index in range(length))


def _read_matrix(shown: Any, pdfium: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shown, matrix):
        return _UPRIGHT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    if outer == _UPRIGHT:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _follow(path: Any, matrix: Matrix, pdfium: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight edges of a path, where they stand on the page."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = at = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*at, *point)
        at = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*at, *begin)
            at = begin

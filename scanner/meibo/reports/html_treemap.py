"""The treemap of folders: who lies in whom, and where each stands on the map of the folder above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Final

import msgspec

from meibo.assessment.group import Group
from meibo.reports.cell_text import spell_out
from meibo.reports.wording import name_target
from meibo_connectors.names import folders_above

Rectangle = tuple[float, float, float, float]
"""Left, top, width, height."""

WIDTH, HEIGHT = 1600.0, 1000.0
"""The shape that maps are laid out for; pages stretch them to theirs."""
OWN, REST = -1, -2
"""In place of a folder: the files directly in it, and all folders that have no cell of their own."""
_WHOLE: Final = 10_000
_MOST_CELLS: Final = 60
_MOST_INNER: Final = 14
_INNER_LEAST: Final = (220.0, 190.0)
"""Cells of this width and height show what lies in them, too."""
_HEADER: Final = 60.0
"""Height that a cell's own name takes away from what it shows."""


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """A rectangle on a map, in hundredths of a percent of the map or of the cell around it."""

    folder: int
    """The place in the list of folders, or OWN, or REST."""
    people: int
    grade: int
    """Of the highest level of its files, 0 to 4."""
    left: int
    top: int
    width: int
    height: int
    inner: tuple[Cell, ...] = ()


class Folder(msgspec.Struct):
    """A folder and what lies directly in it."""

    group: Group
    name: str
    """Within the folder above."""
    parent: int
    children: list[int] = []
    """Those with most people first."""


def squarify(weights: Sequence[float], within: Rectangle) -> list[Rectangle]:
    """A rectangle for each weight, its area in proportion, as square as can be; the heaviest come first.

    Source: Bruls, Huizing, van Wijk, "Squarified Treemaps" (2000).
    """
    left, top, width, height = within
    scale = width * height / sum(weights) if weights else 0.0
    areas = [weight * scale for weight in weights]
    placed: list[Rectangle] = []
    start = 0
    while start < len(areas):
        side = min(width, height)
        end = start + 1
        while end < len(areas) and _worst(areas[start : end + 1], side) <= _worst(areas[start:end], side):
            end += 1
        row = areas[start:end]
        thickness = sum(row) / side if side else 0.0
        at = 0.0
        for area in row:
            length = area / thickness if thickness else 0.0
            placed.append(
                (left, top + at, thickness, length) if width >= height else (left + at, top, length, thickness)
            )
            at += length
        if width >= height:
            left, width = left + thickness, max(width - thickness, 0.0)
        else:
            top, height = top + thickness, max(height - thickness, 0.0)
        start = end
    return placed


def _worst(row: Sequence[float], side: float) -> float:
    """The longest of the shapes in a row along this side: 1 for squares."""
    total = sum(row)
    if not total or not side or not row[-1]:
        return float("inf")
    return max(side * side * row[0] / (total * total), total * total / (side * side * row[-1]))


def arrange_folders(groups: Sequence[Group], total: Group, has_one_target: bool) -> list[Folder]:
    """Folders, each behind the one it lies in.

    The first of the list is the whole: the target where there is one only, else ``total`` with the targets in it. A
    folder without the one above it in ``groups`` lies in the nearest that is there.
    """
    by_place = {(group.target, group.key): group for group in groups}
    arranged = [] if has_one_target else [Folder(total, "", -1)]
    whole = -1 if has_one_target else 0
    known: dict[tuple[str, str], int] = {}
    for group in groups:
        for target, path in reversed(_find_line(group, known)):
            if (target, path) in by_place:
                above = _find_nearest(target, path, known) if path else whole
                known[target, path] = len(arranged)
                arranged.append(Folder(by_place[target, path], path.rpartition("/")[2], above))
    for number, folder in enumerate(arranged):
        if folder.parent >= 0:
            arranged[folder.parent].children.append(number)
    for folder in arranged:
        folder.children.sort(key=lambda number: -arranged[number].group.holding.people.figure)
    return arranged


def _find_line(group: Group, known: Mapping[tuple[str, str], int]) -> list[tuple[str, str]]:
    """The folder and those above it that are not known yet, from the folder up."""
    above = (path for path in (group.key, *folders_above(group.key)))
    return list(takewhile(lambda place: place not in known, ((group.target, path) for path in above)))


def _find_nearest(target: str, path: str, known: Mapping[tuple[str, str], int]) -> int:
    """The number of the folder that a folder lies in; the whole where none is known."""
    numbers = (known.get((target, above)) for above in folders_above(path))
    return next((number for number in numbers if number is not None), 0)


def name_folder(folder: Folder) -> str:
    """A folder's path; a target's name; nothing for all targets together."""
    group = folder.group
    return spell_out(group.key or name_target(group.target))


def lay_out(folders: Sequence[Folder], number: int) -> tuple[Cell, ...]:
    """The map of one folder: its cells, and in the large ones what lies in them; none where nobody was counted."""
    whole = (0.0, 0.0, WIDTH, HEIGHT)
    cells = _lay_out_one(folders, number, whole, _MOST_CELLS)
    return tuple(_fill(folders, cell) for cell in cells)


def _fill(folders: Sequence[Folder], cell: Cell) -> Cell:
    width, height = cell.width * WIDTH / _WHOLE, cell.height * HEIGHT / _WHOLE
    if cell.folder < 0 or width < _INNER_LEAST[0] or height < _INNER_LEAST[1] or not folders[cell.folder].children:
        return cell
    return msgspec.structs.replace(
        cell, inner=_lay_out_one(folders, cell.folder, (0.0, 0.0, width, height - _HEADER), _MOST_INNER)
    )


def _lay_out_one(folders: Sequence[Folder], number: int, within: Rectangle, most: int) -> tuple[Cell, ...]:
    folder = folders[number]
    parts = [
        (group.holding.people.figure, group.level.grade, child)
        for child in folder.children
        for group in (folders[child].group,)
    ]
    parts.append((folder.group.own_people.figure, folder.group.own_level.grade, OWN))
    parts = sorted((part for part in parts if part[0]), key=lambda part: -part[0])
    if len(parts) > most:
        rest = parts[most - 1 :]
        parts = [*parts[: most - 1], (sum(part[0] for part in rest), max(part[1] for part in rest), REST)]
        parts.sort(key=lambda part: -part[0])
    places = squarify([people for people, _, _ in parts], within)
    return tuple(
        Cell(child, people, grade, *_share(place, within))
        for (people, grade, child), place in zip(parts, places, strict=True)
    )


def _share(place: Rectangle, within: Rectangle) -> tuple[int, int, int, int]:
    """A rectangle in hundredths of a percent of another; edges that met still meet."""
    left, right = (round(edge / within[2] * _WHOLE) for edge in (place[0], place[0] + place[2]))
    top, bottom = (round(edge / within[3] * _WHOLE) for edge in (place[1], place[1] + place[3]))
    return left, top, right - left, bottom - top

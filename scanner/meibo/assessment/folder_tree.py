"""Cuts a tree of folders where they decide: each file's folder is in one part, and a part has one verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from meibo_connectors.names import folders_above

Place = tuple[str, str]
"""Target and path of a folder, empty for the target itself."""
Part = tuple[Place, list[Place], bool]
"""The folder that stands for a part, the folders of it that hold files, and whether it is the folder without what lies
below it, which then has parts of its own."""


class HasVerdict(Protocol):
    """What is known of the files directly in a folder."""

    @property
    def verdict(self) -> int:
        """Equal verdicts need not be told apart."""


def is_within(place: Place, root: Place) -> bool:
    """Whether a folder is another, or lies below it."""
    return place[0] == root[0] and (place[1] == root[1] or place[1].startswith(f"{root[1]}/" if root[1] else ""))


def split_tree(folders: Mapping[Place, HasVerdict], root: Place, depth: int | None) -> Iterator[Part]:
    """The parts of a tree, from the top: the highest folders in which all have one verdict, or, where a depth is given,
    each folder of that depth below the root with all that it holds."""
    children: dict[Place, list[Place]] = {}
    spans: dict[Place, tuple[int, int]] = {}
    own = sorted((place for place in folders if is_within(place, root)), reverse=True)
    for place in own:  # what lies below a folder comes before it
        verdict = folders[place].verdict
        for folder in (place[1], *folders_above(place[1])):
            at = (place[0], folder)
            least, most = spans.get(at, (verdict, verdict))
            is_new = at not in spans
            spans[at] = min(least, verdict), max(most, verdict)
            if at == root:
                break
            if is_new:
                children.setdefault((place[0], folder.rpartition("/")[0]), []).append(at)
    if root in spans:
        yield from _split(root, folders, children, spans, depth)


def _split(
    place: Place, folders: Mapping[Place, HasVerdict], children: Mapping[Place, list[Place]],
    spans: Mapping[Place, tuple[int, int]], depth: int | None,
) -> Iterator[Part]:  # fmt: skip
    waiting = [(place, 0)]
    while waiting:
        place, level = waiting.pop()
        below = children.get(place, [])
        is_whole = not below or (spans[place][0] == spans[place][1] if depth is None else level >= depth)
        if is_whole:
            yield place, list(_list_below(place, folders, children)), False
            continue
        if place in folders:
            yield place, [place], True
        waiting += ((child, level + 1) for child in below)


def _list_below(
    place: Place, folders: Mapping[Place, HasVerdict], children: Mapping[Place, list[Place]]
) -> Iterator[Place]:
    waiting = [place]
    while waiting:
        place = waiting.pop()
        if place in folders:
            yield place
        waiting += children.get(place, ())

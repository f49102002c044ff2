"""Counts the groups of a dimension: every figure of every group, from the columns of the files.

Sums grow with the files, unions with the keys of the people in them: a folder's people are united again for each folder
above it, so that time grows with the depth of the tree as well. Memory holds the keys of one group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, overload

import numpy as np

from meibo.assessment.file_columns import NO_AUDIENCE, PARTIAL, SKIPPED, FileColumns, Numbers
from meibo.assessment.group import Dimension, Group
from meibo.assessment.holding import AUDIENCES, Holding
from meibo.assessment.law import find_raised
from meibo.assessment.risk import Level
from meibo.assessment.risk_rules import RiskRules
from meibo.assessment.spooled_people import SpooledPeople
from meibo_connectors.names import folders_above

_LEVELS: Final = tuple(Level)


class Members:
    """Which files are in which groups: pairs, ordered by group, those with the same content side by side."""

    def __init__(self, group: Numbers, file: Numbers, content: Numbers, count: int) -> None:
        order = np.lexsort((file, content[file], group))
        self.group, self.file = group[order], file[order]
        same = (self.group[1:] == self.group[:-1]) & (content[self.file[1:]] == content[self.file[:-1]])
        self.is_copy = np.append(False, same) if len(order) else np.zeros(0, bool)
        self.bounds = np.searchsorted(self.group, np.arange(count + 1))

    def originals(self, group: int) -> Numbers:
        """The files of a group, those with the same content once."""
        first, last = self.bounds[group], self.bounds[group + 1]
        return np.asarray(self.file[first:last][~self.is_copy[first:last]])


class Groups(Sequence[Group]):
    """The groups of a dimension, those with most people first; each is made when it is asked for."""

    def __init__(self, dimension: Dimension, files: FileColumns, people: SpooledPeople, rules: RiskRules) -> None:
        self._dimension, self._files, self._rules = dimension, files, rules
        self._names, own_group = _number_groups(dimension, files)
        count = len(self._names)
        holds = (files.column("damage") >= 0) | (files.column("most") > 0)
        group, file = own_group, np.arange(len(files))
        if dimension == "detector":
            group, file = _list_by_detector(files, self._names)
        parents = _find_parents(self._names) if dimension == "folder" else np.full(count, -1)
        self._sums = _sum_up(group, file, files, count)
        self._own_files = self._sums["files"].copy()
        self._own_grades = np.zeros(count, np.int64)
        for grade in range(len(_LEVELS)):
            self._own_grades[self._sums[f"level-{grade}"] > 0] = grade
        _roll_up(self._sums, parents)
        wanted = holds[file]
        own = Members(group[wanted], file[wanted], files.column("content"), count)
        below = own
        if dimension == "folder":
            below = Members(*_spread(own.group, own.file, parents), files.column("content"), count)
        self._own = people.count_groups(own, count) if dimension == "folder" else None
        self._people = people.count_groups(below, count)
        self._below = below
        self._found = _sum_found(below, files, count)
        figures = [(people.figure, people.most) for people, _ in self._people]
        likely, most = np.array(figures, np.int64).reshape(-1, 2).T
        order = np.lexsort((np.arange(count), -self._sums["score"], -most, -likely))
        self._order = order[self._sums["files"][order] > 0] if dimension != "all" else order

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> Group: ...
    @overload
    def __getitem__(self, at: slice) -> list[Group]: ...
    def __getitem__(self, at: int | slice) -> Group | list[Group]:
        if isinstance(at, slice):
            return [self._make(int(number)) for number in self._order[at]]
        return self._make(int(self._order[at]))

    def _tell_name(self, name: tuple[str, str] | str) -> tuple[str, str]:
        """Target and key."""
        if isinstance(name, tuple):
            return name
        return (name if self._dimension == "share" else ""), name

    def _make(self, number: int) -> Group:
        sums, files = self._sums, self._files
        target, key = self._tell_name(self._names[number])
        members = slice(self._below.bounds[number], self._below.bounds[number + 1])
        found_files = self._below.file[members]
        people, (least_yen, most_yen, likely_yen) = self._people[number]
        kinds = files.kinds.all()
        row = self._found[number]
        holding = Holding(
            {kinds[at]: int(row[at]) for at in np.flatnonzero(row)}, people,
            _name_widest(files.column("audience")[found_files], "unknown"),
            _name_widest(files.column("number_audience")[found_files], ""),
        )  # fmt: skip
        damages = files.list_damages()
        own_damages = [damages[at] for at in np.unique(files.column("damage")[found_files]) if at >= 0]
        levels = tuple(int(sums[f"level-{grade}"][number]) for grade in range(len(_LEVELS)))
        return Group(
            dimension=self._dimension,
            key=key,
            target=target,
            files=int(sums["files"][number]),
            found_files=int(np.count_nonzero(files.column("damage")[found_files] >= 0)),
            copies=int(np.count_nonzero(self._below.is_copy[members])),
            partial=int(sums["partial"][number]),
            skipped=int(sums["skipped"][number]),
            size_bytes=int(sums["size"][number]),
            newest_ns=int(sums["newest"][number]),
            own_files=int(self._own_files[number]),
            own_people=self._own[number][0] if self._own else people,
            own_level=_LEVELS[self._own_grades[number]],
            holding=holding,
            raised=find_raised(holding, self._rules),
            damage=max(own_damages, key=lambda damage: damage.yen_per_person, default=None),
            levels=levels,  # type: ignore[arg-type] # as many as there are levels
            level=_LEVELS[max((grade for grade, count in enumerate(levels) if count), default=0)],
            score=round(float(sums["score"][number]), 1),
            yen=(least_yen, most_yen),
            yen_likely=likely_yen,
        )


def _name_widest(places: Numbers, otherwise: str) -> str:
    place = int(places.min()) if len(places) else NO_AUDIENCE
    return AUDIENCES[place] if place < NO_AUDIENCE else otherwise


def _number_groups(dimension: Dimension, files: FileColumns) -> tuple[list[Any], Numbers]:
    """The groups' names, and of each file the number of its group."""
    match dimension:
        case "share":
            return files.shares.all(), files.column("share")
        case "owner":
            return files.owners.all(), files.column("owner")
        case "audience":
            return list(AUDIENCES), files.column("audience")
        case "level":
            return [level.value for level in _LEVELS], files.column("level")
        case "folder":
            return _list_folders(files)
        case "detector":
            return [name for name in files.kinds.all() if "/" not in name], np.zeros(0, np.int64)
        case "all":
            return [""], np.zeros(len(files), np.int64)


def _list_folders(files: FileColumns) -> tuple[list[tuple[str, str]], Numbers]:
    """Every folder that leads to a file, parents before what lies below them."""
    known = files.folders.all()
    names = set(known)
    for target, path in known:
        for above in folders_above(path):
            if (target, above) in names:
                break
            names.add((target, above))
    ordered = sorted(names)  # a folder's path begins with its parent's
    places = {name: place for place, name in enumerate(ordered)}
    return ordered, np.array([places[name] for name in known], np.int64)[files.column("folder")]


def _find_parents(names: list[tuple[str, str]]) -> Numbers:
    """The number of the folder above each, -1 for a target itself."""
    places = {name: place for place, name in enumerate(names)}
    return np.array([places[target, path.rpartition("/")[0]] if path else -1 for target, path in names], np.int64)


def _list_by_detector(files: FileColumns, names: list[str]) -> tuple[Numbers, Numbers]:
    """Groups and files: a file is in the group of each detector that found something in it."""
    kinds, _ = files.found()
    starts = np.append(files.column("found_from"), len(kinds)).astype(np.int64)
    file = np.repeat(np.arange(len(files)), np.diff(starts))
    places = {name: place for place, name in enumerate(names)}
    group = np.array([places.get(name, -1) for name in files.kinds.all()], np.int64)[kinds]
    return group[group >= 0], file[group >= 0]


def _sum_up(group: Numbers, file: Numbers, files: FileColumns, count: int) -> dict[str, Numbers]:
    """Figures that add up, or of which the highest counts, by group."""

    def add(weights: Numbers | None = None) -> Numbers:
        return np.bincount(group, weights, count)[:count]

    def highest(values: Numbers) -> Numbers:
        result = np.zeros(count, values.dtype)
        np.maximum.at(result, group, values)
        return result

    status, level = files.column("status")[file], files.column("level")[file]
    size = np.zeros(count, np.int64)
    np.add.at(size, group, files.column("size")[file])
    return {
        "files": add(), "partial": add(status == PARTIAL), "skipped": add(status == SKIPPED), "size": size,
        "newest": highest(files.column("modified")[file]), "score": highest(files.column("score")[file]),
        **{f"level-{grade}": add(level == grade) for grade in range(len(_LEVELS))},
    }  # fmt: skip


def _roll_up(sums: dict[str, Numbers], parents: Numbers) -> None:
    """Give what lies in a folder to those above it, the lowest first."""
    for number in range(len(parents) - 1, -1, -1):
        parent = parents[number]
        if parent >= 0:
            for name, values in sums.items():
                if name in ("newest", "score"):
                    values[parent] = max(values[parent], values[number])
                else:
                    values[parent] += values[number]


def _spread(group: Numbers, file: Numbers, parents: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs of groups and files, with those of all folders above."""
    groups, files = [group], [file]
    while len(group):
        group = parents[group]
        file, group = file[group >= 0], group[group >= 0]
        groups.append(group)
        files.append(file)
    return np.concatenate(groups), np.concatenate(files)


def _sum_found(members: Members, files: FileColumns, count: int) -> Numbers:
    """Findings by group and kind, those of copies once; shape (groups, kinds)."""
    kinds, counts = files.found()
    width = len(files.kinds.all())
    starts = np.append(files.column("found_from"), len(kinds)).astype(np.int64)
    file, group = members.file[~members.is_copy], members.group[~members.is_copy]
    lengths = starts[file + 1] - starts[file]
    place = np.repeat(starts[file] - np.append(0, np.cumsum(lengths)[:-1]), lengths) + np.arange(int(lengths.sum()))
    total = np.zeros(count * width, np.int64)
    np.add.at(total, np.repeat(group, lengths) * width + kinds[place], counts[place])
    return total.reshape(count, width)

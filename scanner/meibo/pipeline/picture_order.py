"""Which files wait for their pictures to be read, and in which order: the most promising first, then by path."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from meibo.assessment.promise import rate_promise
from meibo.inventory.picture_files import PictureFiles
from meibo.pipeline.carrying import Basis


class Bases(NamedTuple):
    """Numbers of bases by what files that were read on them have to gain."""

    done: frozenset[int]
    """Nothing: what is still unread there stays so."""
    lacking: frozenset[int]
    """Something in each of their pictures, as these were read for something else."""


def find_bases(bases: Mapping[int, Basis], wanted: Basis) -> Bases:
    """The bases that count where pictures are read on this one; any other is none of a second pass, or outdated."""
    work = wanted.pictures
    alike = {
        number: basis.pictures
        for number, basis in bases.items()
        if (basis.rule_set, basis.options) == (wanted.rule_set, wanted.options) and basis.pictures
    }
    return Bases(
        done=frozenset(number for number, known in alike.items() if known.covers(work)),
        lacking=frozenset(number for number, known in alike.items() if not known.does(work)),
    )


class Waiting(NamedTuple):
    """All of them; a million take some 20 MB."""

    versions: npt.NDArray[np.int64]
    """In order."""
    files: Counter[int]
    """By number of the target."""
    pictures: Counter[int]


def find_waiting(known: PictureFiles, scan: int, bases: Bases, was_listed: Callable[[int], bool]) -> Waiting:
    """The files of a scan that wait, of those that it has listed."""
    folders = {hash(place) for place in known.find_found_folders(scan)}  # their names would need ten times the room
    versions, points = array("q"), array("i")
    files: Counter[int] = Counter()
    pictures: Counter[int] = Counter()
    for file in known.find(scan, bases.done, bases.lacking):
        if was_listed(file.asset):
            is_beside = hash((file.target, file.folder)) in folders
            promise = rate_promise(
                file.path, file.size_bytes, file.format, is_found=file.is_found == 1, is_found_beside=is_beside
            )
            versions.append(file.version)
            points.append(promise)
            files[file.target] += 1
            pictures[file.target] += file.pictures
    order = np.argsort(-np.frombuffer(points, np.intc), kind="stable")  # they come by path
    return Waiting(np.frombuffer(versions, np.int64)[order], files, pictures)

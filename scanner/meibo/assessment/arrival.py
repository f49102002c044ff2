"""After a move: what is missing at the destination, what has other content, and what more can read than before.

Files belong together by their path below the two places. One that is missing by its path, but whose content has come
under another, has moved. Time: two walks over both sides, in the order of their paths. Memory: 200 bytes for each file
that one side has and the other not, and for each folder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from meibo.assessment.exposure import width_of
from meibo.catalogue.issues import IssueClass
from meibo.inventory.file_briefs import FileBrief
from meibo.inventory.reader import Reader
from meibo_connectors.names import folders_above

Outcome = Literal["missing", "unseen", "changed", "wider", "moved", "unverified", "new", "same"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("missing", "unseen", "changed", "wider", "moved", "unverified", "new", "same")
"""What matters most first. ``unseen``: the destination's folder could not be listed. ``wider``: more can read it, which
a changed file may be, too. ``unverified``: there, of the same size, but one side was not read to its end."""
LOST: Final[frozenset[Outcome]] = frozenset({"missing", "unseen"})
"""What keeps a move from being complete."""
_PLACES: Final = {outcome: place for place, outcome in enumerate(OUTCOMES)}


class Shore(msgspec.Struct, frozen=True):
    """One side of the move: a folder of a target, as a scan of an inventory saw it."""

    reader: Reader
    scan: int
    target: str
    folder: str = ""


class Arrival(msgspec.Struct, frozen=True):
    """One file that is not simply there as it was."""

    outcomes: tuple[Outcome, ...]
    """In the order of OUTCOMES."""
    path: str
    """Below the source; of a new file below the destination."""
    new_path: str
    """Below the destination, where it moved."""
    persons: int
    """At most, at the source; of a new file at the destination."""
    size_bytes: int
    new_size_bytes: int | None
    audience: str
    """At the source, empty for a new file."""
    new_audience: str
    modified_ns: int


class Crossing:
    """Compares two sides: first which files each has alone, then, while it is gone through, file by file."""

    def __init__(self, source: Shore, destination: Shore) -> None:
        self._source, self._destination = source, destination
        self._unlisted = _find_unlisted(destination)
        self.unlisted_source = len(_find_unlisted(source))
        """Folders that the source itself could not list: whether their files have come is not known."""
        self._came: dict[int, str] = {}
        self._pairs: Counter[int] = Counter()
        self._find_moved()
        self.totals: Counter[Outcome] = Counter()
        """Files by outcome, counted while they are gone through."""
        self.folders: dict[str, Counter[Outcome]] = {}
        """The same by folder of the source."""
        self.unknown_access = 0
        """Files of which one side does not tell who can read them."""

    def __iter__(self) -> Iterator[Arrival]:
        self.totals, self.folders, self.unknown_access = Counter(), {}, 0
        went, came = Counter(self._pairs), Counter(self._pairs)
        for path, old, new in self._walk():
            outcomes = self._judge(path, old, new, went, came)
            if not outcomes:
                continue
            self.totals.update(outcomes)
            self.folders.setdefault(path.rpartition("/")[0], Counter()).update(outcomes)
            if outcomes != ("same",):
                yield self._describe(outcomes, path, old, new)

    def _walk(self) -> Iterator[tuple[str, FileBrief | None, FileBrief | None]]:
        """Paths in order, with the file of each side that has it."""
        old_files, new_files = _list(self._source), _list(self._destination)
        old, new = next(old_files, None), next(new_files, None)
        while old or new:
            if old is not None and (new is None or old[0] < new[0]):
                yield old[0], old[1], None
                old = next(old_files, None)
            elif new is not None and (old is None or new[0] < old[0]):
                yield new[0], None, new[1]
                new = next(new_files, None)
            elif old is not None and new is not None:
                yield old[0], old[1], new[1]
                old, new = next(old_files, None), next(new_files, None)

    def _find_moved(self) -> None:
        went: Counter[int] = Counter()
        came: Counter[int] = Counter()
        for path, old, new in self._walk():
            one = old or new
            if (old and new) or one is None or not _has_content(one):
                continue
            content = _tell_content(one)
            (went if old else came)[content] += 1
            if new:
                self._came.setdefault(content, path)
        self._pairs = went & came
        self._came = {content: path for content, path in self._came.items() if content in self._pairs}

    def _judge(
        self, path: str, old: FileBrief | None, new: FileBrief | None, went: Counter[int], came: Counter[int]
    ) -> tuple[Outcome, ...]:
        if old is None or new is None:
            one = old or new
            content = _tell_content(one) if one is not None and _has_content(one) else 0
            left = came if old is None else went
            if left[content]:
                left[content] -= 1
                return () if old is None else ("moved",)
            if old is None:
                return ("new",)
            return ("unseen",) if any(folder in self._unlisted for folder in folders_above(path)) else ("missing",)
        outcome = _compare(old, new)
        widths = width_of(old.audience), width_of(new.audience)
        self.unknown_access += 0 in widths
        if not 0 < widths[0] < widths[1]:
            return (outcome,)
        return ("wider",) if outcome == "same" else tuple(sorted((outcome, "wider"), key=_PLACES.__getitem__))

    def _describe(
        self, outcomes: tuple[Outcome, ...], path: str, old: FileBrief | None, new: FileBrief | None
    ) -> Arrival:
        one = old or new
        if one is None:
            raise AssertionError
        return Arrival(
            outcomes=outcomes, path=path,
            new_path=self._came.get(_tell_content(one), "") if "moved" in outcomes else "",
            persons=one.persons_most, size_bytes=one.size_bytes, new_size_bytes=new.size_bytes if new else None,
            audience=old.audience if old else "", new_audience=new.audience if new else "",
            modified_ns=one.modified_ns,
        )  # fmt: skip


def weigh(arrival: Arrival) -> int:
    """How much it matters, the lower the more: by the gravest outcome, then by the people."""
    return _PLACES[arrival.outcomes[0]] << 40 | ((1 << 40) - 1 - min(arrival.persons, (1 << 40) - 1))


def _list(shore: Shore) -> Iterator[tuple[str, FileBrief]]:
    cut = len(shore.folder) + 1 if shore.folder else 0
    for file in shore.reader.briefs.below(shore.scan, shore.target, shore.folder):
        yield file.path[cut:], file


def _find_unlisted(shore: Shore) -> frozenset[str]:
    """Folders below a place that its scan could not list, empty where the place itself lies in one."""
    prefix = f"{shore.folder}/" if shore.folder else ""
    found = set()
    for issue in shore.reader.issues(shore.scan):
        if issue.is_asset or issue.kind != IssueClass.FAULT or issue.target != shore.target:
            continue
        if issue.path.startswith(prefix):
            found.add(issue.path[len(prefix) :])
        elif not issue.path or f"{shore.folder}/".startswith(f"{issue.path}/"):
            found.add("")
    return frozenset(found)


def _has_content(file: FileBrief) -> bool:
    return bool(file.content_hash) and file.size_bytes > 0


def _tell_content(file: FileBrief) -> int:
    return int.from_bytes(file.content_hash[:8], "big")


def _compare(old: FileBrief, new: FileBrief) -> Outcome:
    if old.content_hash and new.content_hash:
        return "same" if old.content_hash == new.content_hash else "changed"
    return "unverified" if old.size_bytes == new.size_bytes else "changed"

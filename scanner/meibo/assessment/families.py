"""Copies of rosters: files of one content, of the same people, or editions of one roster, as one family each.

Families that more can read come first, then those of more people, of more places, the newest. Memory: 60 bytes a file
that holds people, 72 a content, and the people of the largest family.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Final, Literal

import msgspec
import numpy as np

from meibo.assessment.alike import join_alike
from meibo.assessment.exposure import audience_of
from meibo.assessment.family_order import OrderedFamilies, choose_kept, order_families
from meibo.assessment.held_files import HeldFiles, Numbers, gather_files
from meibo.assessment.people import People, Union
from meibo.assessment.person_overlap import SAMPLED, measure_overlap, sort_hashes
from meibo.assessment.risk import Level, assess
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.inventory.reader import Reader
from meibo.inventory.rows import Asset
from meibo_detectors.model import Confidence
from meibo_detectors.person_sets import unpack

LISTED: Final = 1000
"""Copies of one family that are shown; all are counted."""
_TOGETHER: Final = 500
"""Files that are looked up at once."""

Likeness = Literal["content", "people", "edition"]
"""The same content; other content about the same people; most of the same people."""


class Copy(msgspec.Struct, frozen=True):
    """One file of a family."""

    target: str
    path: str
    likeness: Likeness
    """To the file that would be kept."""
    is_kept: bool
    is_wider: bool
    """More can read it than the one that would be kept."""
    level: Level
    persons: int
    """At most."""
    owner: str
    audience: str
    modified_ns: int
    size_bytes: int
    mark: str
    """What somebody has said is to become of it, or empty."""


class Family(msgspec.Struct, frozen=True):
    """One roster in several places."""

    likeness: Likeness
    """The weakest that joins it."""
    level: Level
    """The gravest of the copies that are listed."""
    people: People
    places: int
    """Files."""
    folders: int
    editions: int
    """Different contents."""
    audience: str
    """The widest."""
    newest_ns: int
    size_bytes: int
    kept: Copy
    """The newest edition, in the narrowest place that holds it."""
    wider: int
    """Other copies that more can read than the kept one: what deleting them would end."""
    more_people: int
    """People, at most, who are in other editions only."""
    copies: tuple[Copy, ...]
    """Newest day first, then the most exposed; the first LISTED of them."""


class Families:
    """The families of a scan, which are put together one after the other while they are read."""

    def __init__(
        self, reader: Reader, scan: int, now_ns: int, least_score: int = Confidence.MEDIUM,
        rules: RiskRules = DEFAULT_RULES, is_wanted: Callable[[str], bool] = lambda _path: True,
    ) -> None:  # fmt: skip
        """``now_ns`` is when the scan began; ``is_wanted`` is true of a path whose families are wanted."""
        self._reader, self._rules, self._least_score, self._now_ns = reader, rules, least_score, now_ns
        self._files = gather_files(reader, scan, is_wanted)
        self._families = find_families(reader, self._files)

    def __len__(self) -> int:
        return len(self._families)

    @property
    def places(self) -> int:
        """Files of all families."""
        return len(self._families.rows)

    def __iter__(self) -> Iterator[Family]:
        numbers = iter(range(len(self._families)))
        while some := list(itertools.islice(numbers, _TOGETHER // 2)):
            rows = [self._families.rows_of(number) for number in some]
            kept = [choose_kept(self._files, own, self._now_ns) for own in rows]
            shown = [own if len(own) <= LISTED else own[:LISTED] for own in rows]
            assets = self._find_assets(np.concatenate([*shown, np.array(kept)]))
            for own, best, seen in zip(rows, kept, shown, strict=True):
                yield self._describe(own, best, seen, assets)

    def _find_assets(self, rows: Numbers) -> dict[int, Asset]:
        versions = np.unique(self._files.version[rows]).tolist()
        found: dict[int, Asset] = {}
        for start in range(0, len(versions), _TOGETHER):
            found |= self._reader.versions(versions[start : start + _TOGETHER])
        return found

    def _describe(self, rows: Numbers, kept: int, shown: Numbers, assets: dict[int, Asset]) -> Family:
        files = self._files
        contents, firsts = np.unique(files.content[rows], return_index=True)
        same_people, people = self._compare_people(rows[firsts], kept)
        copies = [self._make_copy(row, kept, same_people, assets) for row in shown.tolist()]
        return Family(
            likeness="content" if len(contents) == 1 else "people" if len(same_people) == len(contents) else "edition",
            level=max((copy.level for copy in copies), key=lambda level: level.grade),
            people=people,
            places=len(rows),
            folders=len(np.unique(files.folder[rows])),
            editions=len(contents),
            audience=audience_of(int(files.width[rows].max())),
            newest_ns=int(files.modified_ns[rows].max()),
            size_bytes=int(files.size_bytes[rows].sum()),
            kept=self._make_copy(kept, kept, same_people, assets),
            wider=int((files.width[rows] > files.width[kept]).sum()),
            more_people=max(people.most - int(files.persons_most[kept]), 0),
            copies=tuple(copies),
        )

    def _compare_people(self, rows: Numbers, kept: int) -> tuple[frozenset[int], People]:
        """The contents that hold the people of the kept file and no others, and the people of all; a row a content."""
        files = self._files
        own = int(files.content[kept])
        if len(rows) == 1:
            return frozenset({own}), People(int(files.persons_least[kept]), int(files.persons_most[kept]))
        reading = next(int(files.reading[row]) for row in rows if files.content[row] == own)
        kept_blob = next((blob for _, blob in self._reader.briefs.people([reading])), b"")
        hashes = sort_hashes(unpack(kept_blob))
        by_reading = {int(files.reading[row]): int(row) for row in rows}
        same, union, unkeyed = {own}, Union(), dict(by_reading)
        for reading, blob in self._reader.briefs.people(list(by_reading)):
            row, keys = unkeyed.pop(reading), unpack(blob)
            union.add(keys, int(files.persons_least[row]))
            is_as_many = files.persons_most[kept] == files.persons_most[row] <= SAMPLED
            if blob == kept_blob or (is_as_many and measure_overlap(keys, hashes) == 1):
                same.add(int(files.content[row]))
        least = max((int(files.persons_least[row]) for row in unkeyed.values()), default=0)
        most = sum(int(files.persons_most[row]) for row in unkeyed.values())
        return frozenset(same), union.count().add_unkeyed(least, most)

    def _make_copy(self, row: int, kept: int, same_people: frozenset[int], assets: dict[int, Asset]) -> Copy:
        files = self._files
        asset, content = assets[int(files.version[row])], int(files.content[row])
        likeness: Likeness = (
            "content" if content == files.content[kept] else "people" if content in same_people else "edition"
        )
        return Copy(
            target=asset.target, path=asset.path, likeness=likeness, is_kept=row == kept,
            is_wider=bool(files.width[row] > files.width[kept]),
            level=assess(asset, self._least_score, self._rules).level, persons=asset.persons_most, owner=asset.owner,
            audience=asset.audience, modified_ns=asset.modified_ns, size_bytes=asset.size_bytes,
            mark=(asset.mark.kind or "") if asset.mark else "",
        )  # fmt: skip


def find_families(reader: Reader, files: HeldFiles) -> OrderedFamilies:
    """The families of these files; one content stands for all files that have it."""
    _, firsts = np.unique(files.content, return_index=True)
    leader = join_alike(reader, files.reading[firsts], files.persons_most[firsts], files.kinds[firsts])
    return order_families(files, leader)

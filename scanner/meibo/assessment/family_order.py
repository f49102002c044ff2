"""Puts the files of each family together, and the families in order, without looking at any file twice."""

from __future__ import annotations

import msgspec
import numpy as np

from meibo.assessment.exposure import audience_of, narrowness_of
from meibo.assessment.held_files import HeldFiles, Numbers

DAY_NS = 86_400 * 10**9


class OrderedFamilies(msgspec.Struct, frozen=True):
    """Families as stretches of rows of ``HeldFiles``."""

    rows: Numbers
    """Those of a family stand together: newest day first, then the most exposed."""
    starts: Numbers
    ends: Numbers

    def __len__(self) -> int:
        return len(self.starts)

    def rows_of(self, number: int) -> Numbers:
        """The rows of one family."""
        return self.rows[self.starts[number] : self.ends[number]]


def order_families(files: HeldFiles, leader: Numbers) -> OrderedFamilies:
    """Families of at least two files, one of them wanted: the most exposed first, then by people, files, last change.

    ``leader`` gives for each content the one that stands for its family.
    """
    label = leader[files.content]
    _, label, counts = np.unique(label, return_inverse=True, return_counts=True)
    has_wanted = np.bincount(label, files.is_wanted, len(counts)) > 0
    rows = np.flatnonzero(((counts > 1) & has_wanted)[label])
    if not len(rows):
        return OrderedFamilies(rows, rows, rows)
    rows = rows[np.argsort(label[rows], kind="stable")]
    starts = np.flatnonzero(np.diff(label[rows], prepend=-1))
    sizes = np.diff(starts, append=len(rows))
    most = np.maximum.reduceat
    order = np.lexsort((
        -most(files.modified_ns[rows], starts), -sizes, -most(files.persons_most[rows], starts),
        -most(files.width[rows].astype(np.int64), starts),
    ))  # fmt: skip
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    of_family = np.repeat(rank, sizes)
    width = files.width[rows].astype(np.int64)
    rows = rows[np.lexsort((files.version[rows], -width, -(files.modified_ns[rows] // DAY_NS), of_family))]
    ends = np.cumsum(sizes[order])
    return OrderedFamilies(rows, ends - sizes[order], ends)


def choose_kept(files: HeldFiles, rows: Numbers, now_ns: int) -> int:
    """The row of the file to keep: of the newest content the one in the narrowest place, the newest of these.

    What was changed in the future, as far as its date says, is taken for older than the rest.
    """
    modified = np.where(files.modified_ns[rows] <= now_ns, files.modified_ns[rows], 0)
    same = files.content[rows] == files.content[rows[modified.argmax()]]
    narrowness = np.array([narrowness_of(audience_of(int(width))) for width in files.width[rows]])
    best = np.lexsort((files.version[rows], -modified, narrowness, ~same))[0]
    return int(rows[best])

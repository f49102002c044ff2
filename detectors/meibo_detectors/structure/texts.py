"""The text of markup between tags: put together across inline tags, and cut where an element begins or ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from meibo_detectors.grouping import opens_group
from meibo_detectors.normalise import Offsets
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.tags import INLINE, Tags


class Texts(NamedTuple):
    """Stretches of text, ascending; arrays are parallel. All hold more than blanks."""

    start: Offsets
    end: Offsets
    before: Offsets
    """The last tag before the text that is not inline; -1 at the beginning."""
    after: Offsets
    """The first such tag after it; the number of tags at the end."""


def find_texts(stretch: Stretch, tags: Tags, is_html: bool) -> Texts:
    """All texts outside of scripts and styles."""
    inline = tags.is_silent | (tags.is_any(*INLINE) if is_html else False)
    ends = np.concatenate(([stretch.start], tags.end))
    piece_start, piece_end = stretch.trim(ends, np.maximum(np.append(tags.start, stretch.end), ends))
    solid = np.flatnonzero(piece_end > piece_start)
    code = tags.is_any("script", "style") & ~tags.is_closing
    solid = solid[~np.append(False, code)[solid]]
    if not len(solid):
        return Texts(solid, solid, solid, solid)
    block = np.flatnonzero(~inline)
    group = np.searchsorted(block, solid)  # so many element borders before the piece, which is behind tag solid - 1
    begins = np.flatnonzero(opens_group(group))
    last = np.append(begins[1:], len(solid)) - 1
    number = np.searchsorted(block, solid[begins])
    before = np.where(number > 0, block[np.maximum(number - 1, 0)] if len(block) else -1, -1)
    after = np.append(block, len(tags.start))[number]
    return Texts(piece_start[solid[begins]], piece_end[solid[last]], before, after)

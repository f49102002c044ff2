"""Names in running text and unnamed cells: whole runs of kanji that are surname and given name.

A run may carry a title in front (部長小暮智也) or an honorific behind (小暮智也殿), one blank inside, or a given name in
hiragana (三浦のりこ主任). What somebody is (初代校長小暮智也) and words that follow names (小暮智也作) are taken off where
what is left is surely a name. A doubtful one counts where an age, a birth or a calling stands beside it. Runs in the middle of kanji, before katakana or digits, and before hiragana that is no particle
are parts of longer words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels.name_runs import find_name_runs
from meibo_detectors.kernels.names_in_text import weigh_name_runs

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets
    from meibo_detectors.text import Text


def read_text(text: Text, blocked: npt.NDArray[np.uint8]) -> tuple[Offsets, Offsets, Offsets]:
    """Start, end and evidence outside of ``blocked`` characters (those of fields that are named as something)."""
    tables = name_tables()
    of_text = (text.folded.chars, text.look_up_codes, text.folded.letter_codes)
    full, surnames = weigh_name_runs(*of_text, *find_name_runs(*of_text, blocked, tables), tables)
    start, end, evidence = (np.concatenate(pair) for pair in zip(full, surnames, strict=True))
    return start, end, evidence

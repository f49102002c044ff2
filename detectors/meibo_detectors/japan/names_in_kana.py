"""Names in katakana or hiragana outside of fields: readings of Japanese names, foreigners' names with a middle dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels import kana_names

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets
    from meibo_detectors.text import Text


def read_kana(text: Text, blocked: npt.NDArray[np.uint8], name_end: Offsets) -> list[tuple[Offsets, Offsets, Offsets]]:
    """Start, end and evidence: of readings in brackets behind names that end here, pairs of words, foreigners' names.

    But for the first of these outside of ``blocked`` characters.
    """
    of_text, tables = (text.folded.chars, text.look_up_codes, text.folded.letter_codes), name_tables()
    found = [
        kana_names.find_bracketed_readings(*of_text, name_end, tables),
        kana_names.find_kana_pairs(*of_text, blocked, tables),
    ]
    if text.folded.holds_any("・"):
        found.append(kana_names.find_foreign_names(*of_text, blocked, tables))
    return found

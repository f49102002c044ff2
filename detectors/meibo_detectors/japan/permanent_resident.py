"""Numbers of special permanent resident certificates: 特別永住者証明書番号.

Issuer: Immigration Services Agency, through the municipalities. Law: Special Act on Immigration Control (入管特例法),
article 8. Who holds one has lived here for generations: the number tells descent.
Format: two letters, 8 digits, two letters, as on the residence card (``residence_card``, where spellings are listed). The
combined card with the My Number Card (特定特別永住者証明書, since June 2026) keeps it.
Check digit: none published.
False friends: residence cards. Only a label, or 特別永住者 in the same row, makes a number one of these.

>>> normalise("ＫＮ 31907482 ＴＥ")
'KN31907482TE'
>>> mask("KN31907482TE")
'KN******82TE'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.beside import is_beside_named, stand_beside
from meibo_detectors.columns import cap_foreign
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.residence_card import SPECIAL_WORDS, find_cards, mask, normalise
from meibo_detectors.model import Context, Detector, PersonKey
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text


def find(text: Text) -> npt.NDArray[np.void]:
    """Two letters, eight digits, two letters; PARTIAL where the record speaks of a special permanent resident."""
    found = text.once(find_cards).copy()
    where = (found["start"], found["end"])
    beside = stand_beside(text, *where, SPECIAL_WORDS)
    beside &= ~is_beside_named(text, *where, "jp_residence_card", "jp_sprc")
    evidence = found["evidence"]
    mark(evidence, beside, Note.PARTIAL)
    return found


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with a label; medium with a vague one, or beside the status; nothing without either."""
    evidence = candidates["evidence"]
    unusual = has(evidence, Note.NEEDS_LABEL | Evidence.BOXES)
    labelled = context.has_label
    clear = labelled & ~context.is_weak
    close = context.is_named | context.is_touching
    beside = has(evidence, Note.PARTIAL) & ~labelled & ~(context.is_other | context.is_named_other) & ~unusual
    mark(evidence, beside, Evidence.KEYWORD_IN_DOCUMENT)
    scores = np.select(
        [clear & (~unusual | close), labelled & (~unusual | close), beside, labelled], [95, 78, 78, 40], 0
    )
    return restrain(cap_foreign(scores, context), evidence, context)


DETECTOR: Final = Detector(
    id="jp_sprc",
    title_ja="特別永住者証明書番号",
    title_en="Special permanent resident certificate number",
    risk_class="C4",
    rules_ja=(
        "英字 2 字・数字 8 桁・英字 2 字で、特別永住者証明書の項目名がある",
        "項目名があいまい、または項目名はないが同じ行に特別永住者とある",
        "公表された見本、または近くの項目名が別のものを指す",
    ),
    rules_en=(
        "two letters, eight digits, two letters with a label of the certificate",
        "a vague label, or no label but the status named in the same row",
        "a published sample, or a label of something else",
    ),
    labels=(
        "特別永住者証明書番号", "特別永住者証明書", "特別永住者証番号", "特別永住者証明書等番号", "特別永住者証明書no", "特定特別永住者証明書番号", "特定特別永住者証明書",
        "特永番号", "特永証", "特別永住者番号", "tokubetsu eijusha no", "特永証番号", "特別永住証明書番号", "special permanent resident certificate", "special permanent resident certificate no",
        "special permanent resident certificate number", "special permanent resident no", "sprc no", "sprc number", "sprc",
    ),
    weak_labels=("特別永住者", "special permanent resident"),
    other_labels=("型式", "部品番号", "part no", "model", "item code", "product code"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip

"""Portraits: 顔写真, and copies of cards that show one.

Law: a picture in which somebody can be recognised is personal information (APPI article 2, paragraph 1). It is neither
要配慮個人情報 nor an individual identification code: that is a face's geometry once it is measured to recognise people
(Cabinet Order, article 1, item 1, ロ), which ``personal_attribute`` finds as biometric data. So a portrait raises no duty
to report by itself.
Risk: a portrait tells who somebody is without anything beside it, as a name with an address does (C2). A card that
identifies somebody holds number, name, address and birth as well, read or not, and its copy opens accounts: it weighs
as much as a driver's licence number (C4).
Format: only pictures hold one. Whoever reads pictures tells of it; no text, label or file name is a portrait, so nothing
is found here.
Check: none; the score is that of the recognition.
False friends: drawings, statues, people in posters and on stock photographs, who are nobody's data.

>>> mask("anything"), normalise("anything")
('***', 'anything')
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.masks import hide
from meibo_detectors.model import CANDIDATE, Context, Detector, Kind
from meibo_detectors.text import Text

ID: Final = "face_photo"
PORTRAIT: Final = 1
ID_CARD: Final = 2
"""Numbers of its kinds."""


def find(_: Text) -> npt.NDArray[np.void]:
    """Nothing: it is in no text."""
    return np.zeros(0, CANDIDATE)


def score(candidates: npt.NDArray[np.void], _: Context) -> npt.NDArray[np.uint8]:
    """No candidate is one."""
    return np.zeros(len(candidates), np.uint8)


def normalise(value: str) -> str:
    """As it is; there is no value to write down."""
    return value


def mask(value: str) -> str:
    """Nothing shown."""
    return hide(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="顔写真",
    title_en="Portrait photograph",
    risk_class="C2",
    rules_ja=(
        "画像の中の顔で、認識の確からしさが 85 以上",
        "画像の中の顔で、認識の確からしさが 60 以上 85 未満",
        "画像の中の顔で、認識の確からしさが 30 以上 60 未満",
    ),
    rules_en=(
        "a face in a picture, recognised with a score of 85 or more",
        "a face in a picture, recognised with a score of 60 to 84",
        "a face in a picture, recognised with a score of 30 to 59",
    ),
    labels=(),
    other_labels=(),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    refuses_reference_numbers=False,
    kinds=(
        Kind("portrait", "肖像", "Portrait"),
        Kind("id-card", "本人確認書類の写し", "Copy of an identity card", risk_class="C4"),
    ),
    hides_value=True,
)

"""Recognises text in pictures with rapidocr (Apache-2.0), whose models are in its wheel: nothing is fetched."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.extraction.pictures.decoding import Pixels

Quads = npt.NDArray[np.float64]
"""Corners of boxes around lines of text, clockwise from the one where the line begins; x to the right, y down."""

_LEAST_SCORE: Final = 0.5
"""Of a line; below it, what is read has little to do with what is written."""


class Written(NamedTuple):
    """A line of text in a picture."""

    text: str
    score: float
    """0-1."""
    quad: Quads
    """Its four corners."""
    starts: npt.NDArray[np.float64]
    """Where each character begins, from 0 at the line's beginning to 1 at its end."""
    ends: npt.NDArray[np.float64]
    """Where each ends."""


@functools.cache
def load_recogniser() -> Recogniser:
    """The one of this process; what it imports and reads must come before the process is confined."""
    return Recogniser()


class Recogniser:
    """Two models: one finds lines of text, one reads them. One thread; not to be shared between threads."""

    def __init__(self) -> None:
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        engine = "EngineConfig.onnxruntime"
        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": _LEAST_SCORE,
                f"{engine}.intra_op_num_threads": 1,
                f"{engine}.inter_op_num_threads": 1,
            }
        )
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL + 1)  # its messages are about the file
        self.read(np.full((64, 256, 3), 255, np.uint8))

    def find(self, pixels: Pixels) -> Quads:
        """Where lines of text stand."""
        found = self._engine(pixels, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return np.zeros((0, 4, 2)) if boxes is None else np.asarray(boxes, np.float64).reshape(-1, 4, 2)

    def is_upside_down(self, lines: Sequence[Pixels]) -> bool:
        """Whether most of some lines, cut out of a picture, stand on their heads."""
        votes = 0.0
        for line in lines:
            told = self._engine(line, use_det=False, use_cls=True, use_rec=False)
            (label, score), *_ = told.cls_res
            votes += (1 if label == "180" else -1) * float(score)
        return votes > 0

    def read(self, pixels: Pixels) -> list[Written]:
        """The lines of a picture that is upright."""
        found = self._engine(
            pixels, use_det=True, use_cls=False, use_rec=True, return_word_box=True, return_single_char_box=True
        )
        if getattr(found, "txts", None) is None:
            return []
        words = found.word_results or ((),) * len(found.txts)
        return [
            _measure(text, float(score), np.asarray(quad, np.float64), characters)
            for text, score, quad, characters in zip(found.txts, found.scores, found.boxes, words, strict=True)
        ]


def _measure(text: str, score: float, quad: Quads, characters: Sequence[Any]) -> Written:
    """A line with the places of its characters; where the engine does not tell them, they are of even width."""
    places = np.linspace(0.0, 1.0, len(text) + 1)
    starts, ends = places[:-1], places[1:]
    if "".join(word for word, *_ in characters) == text:
        along = quad[1] - quad[0]
        boxes = np.array([box for _, _, box in characters], np.float64).reshape(-1, 4, 2)
        share = (boxes - quad[0]) @ along / max(float(along @ along), 1e-9)
        starts, ends = share[:, [0, 3]].mean(axis=1), share[:, [1, 2]].mean(axis=1)
    return Written(text, score, quad, starts, ends)

"""Recognises text in pictures with rapidocr (Apache-2.0), whose models are in its wheel: nothing is fetched."""

from __future__ import annotations

import functools
import logging
import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo.extraction.pdf.pieces import is_wide
from meibo.extraction.pictures.shrinking import shrink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.extraction.pictures.decoding import Pixels

Floats = npt.NDArray[np.float64]
Quads = npt.NDArray[np.float64]
"""Corners of boxes around lines of text, clockwise from the one where the line begins; x to the right, y down."""

GLYPH_SHARE: Final = 0.7
"""Of the height of a box, which leaves room around its characters."""
_NARROW: Final = 0.55
"""Width of a Western character, in heights."""
_LEAST_SCORE: Final = 0.5
"""Of a line; below it, what is read has little to do with what is written."""


_ENGINE: Final = "EngineConfig.onnxruntime"
_SETTINGS: Final = {
    "Global.log_level": "critical",
    f"{_ENGINE}.intra_op_num_threads": 1,
    f"{_ENGINE}.inter_op_num_threads": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": 4000,  # what is looked at is made smaller before
    "Rec.rec_img_shape": [3, 48, 64],  # a line need not be filled up to 320 pixels: cells take a third less time
}


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
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # from 1.29 on, onnxruntime keeps a number of the machine otherwise
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        self._engine: Any = RapidOCR(params=_SETTINGS)
        self._engine.return_word_box = True
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL + 1)  # its messages are about the file
        blank = np.full((64, 256, 3), 255, np.uint8)
        whole = np.array([[(0, 0), (256, 0), (256, 64), (0, 64)]], np.float64)
        self.find(blank, 256)
        self.is_upside_down(blank, whole)
        self.read(blank, whole)
        reader: Any = self._engine.text_rec
        reader.session = _JapaneseOnly(reader.session, reader.postprocess_op.character)

    def find(self, pixels: Pixels, side: int) -> Quads:
        """Where lines of text stand, in reading order; looked for in a copy whose longest side is so many pixels."""
        small, share = shrink(pixels, side)
        found = self._engine(small, use_det=True, use_cls=False, use_rec=False)
        if getattr(found, "boxes", None) is None:
            return np.zeros((0, 4, 2))
        boxes: Quads = np.asarray(found.boxes, np.float64).reshape(-1, 4, 2) / np.float64(share)
        return boxes

    def is_upside_down(self, pixels: Pixels, quads: Quads, quarters: int = 0) -> bool:
        """Whether most of some lines of a picture stand on their heads, after so many quarter turns to the left."""
        lines = [np.ascontiguousarray(np.rot90(cut_out(pixels, quad), quarters)) for quad in quads]
        _, told = self._engine.cls_and_rotate(lines)
        return sum((1 if label == "180" else -1) * float(score) for label, score in told.cls_res) > 0

    def glimpse(self, pixels: Pixels, quads: Quads) -> list[tuple[str, float]]:
        """Text and score (0-1) of what stands in boxes, whichever way up each of them is."""
        if not len(quads):
            return []
        stands = np.greater(*reversed(measure_sides(quads)))
        lines = [np.rot90(cut_out(pixels, quad), int(quarter)) for quad, quarter in zip(quads, stands, strict=True)]
        turned, _ = self._engine.cls_and_rotate([np.ascontiguousarray(line) for line in lines])
        told = self._engine.recognize_txt(turned)
        return [(text, float(score)) for text, score in zip(told.txts, told.scores, strict=True)]

    def read(self, pixels: Pixels, quads: Quads) -> list[Written]:
        """What stands in boxes, whose lines run from left to right; nothing of those that hold no text."""
        if not len(quads):
            return []
        told = self._engine.recognize_txt([cut_out(pixels, quad) for quad in quads])
        return [
            _measure(text, float(score), quad, info)
            for text, score, quad, info in zip(told.txts, told.scores, quads, told.word_results, strict=True)
            if text.strip() and score >= _LEAST_SCORE
        ]


def measure_sides(quads: Quads) -> tuple[Floats, Floats]:
    """How long boxes are along their lines, and across."""
    along, across = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    return np.hypot(along[:, 0], along[:, 1]), np.hypot(across[:, 0], across[:, 1])


class _JapaneseOnly:
    """The model that reads, without the characters that no Japanese text has: it knows Chinese ones as well."""

    def __init__(self, session: Any, characters: Sequence[str]) -> None:
        self._session = session
        self._others = np.array([at for at, character in enumerate(characters) if at and not _is_written(character)])

    def __call__(self, lines: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        told: npt.NDArray[np.float32] = self._session(lines)
        told[:, :, self._others] = 0.0
        return told


def _is_written(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def median_height(quads: Quads) -> float:
    """The usual height of boxes, whichever way their lines run; 0 of none."""
    return float(np.median(np.minimum(*measure_sides(quads)))) if len(quads) else 0.0


def cut_out(pixels: Pixels, quad: npt.NDArray[np.float64]) -> Pixels:
    """What stands in a box, as a picture of its own."""
    import cv2

    (long,), (high,) = measure_sides(quad[None])
    width, height = max(round(long), 1), max(round(high), 1)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    cut: Any = cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, np.uint8)


def _measure(text: str, score: float, quad: Quads, info: Any) -> Written:
    """A line with the places of its characters; where the engine does not tell them, they are of even width."""
    columns = [column for word in info.word_cols for column in word]
    if "".join(character for word in info.words for character in word) != text or len(columns) != len(text):
        return spread(Written(text, score, quad, np.zeros(0), np.zeros(0)))
    middle = (np.array(columns, np.float64) + 0.5) / info.line_txt_len
    (long,), (high,) = measure_sides(quad[None])
    em = GLYPH_SHARE * high / max(long, 1e-9)
    pitch = np.diff(middle, prepend=middle[0] - em, append=middle[-1] + em)
    own = np.where([is_wide(character) for character in text], em, _NARROW * em)
    half = np.minimum(own, np.minimum(pitch[:-1], pitch[1:])) / 2
    return Written(text, score, quad, middle - half, middle + half)


def spread(line: Written) -> Written:
    """A line whose characters are of even width."""
    places = np.linspace(0.0, 1.0, len(line.text) + 1)
    return line._replace(starts=places[:-1], ends=places[1:])

"""Reads pictures in a process of their own, one after the other, and tells what that took."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import re
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.pictures.time import Pictures

_PROC: Final = Path("/proc/self")
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT")
_SECONDS: Final = 1e6
"""More than any picture takes: nothing is left out."""


class Found(msgspec.Struct, frozen=True):
    """A finding of the real engine."""

    detector: str
    value: str
    normalised: str
    score: int


class Face(msgspec.Struct, frozen=True):
    """A portrait in thousandths of the picture."""

    box: tuple[int, int, int, int]
    score: int


class Reading(msgspec.Struct, frozen=True):
    """What a picture gave, and what that took."""

    text: str
    found: tuple[Found, ...]
    faces: tuple[Face, ...]
    seconds: float
    """Of the processor, from the file's bytes to blocks; detection is not among them."""
    peak_mb: float
    """Most memory of the whole process while it read; 0 where the system does not tell."""


class PictureDesk:
    """The process; it is started with the first picture."""

    def __init__(self) -> None:
        os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))

    def read(self, content: bytes, suffix: str, *, text: bool = True, faces: bool = False) -> Reading:
        """Read one picture file."""
        return self._pool.submit(_read, content, suffix, text, faces).result()

    def find_faces(self, content: bytes, least_confidence: float) -> tuple[list[Face], float]:
        """Portraits of one picture at another threshold, and seconds of the processor."""
        return self._pool.submit(_find_faces, content, least_confidence).result()

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown()


@contextlib.contextmanager
def open_desk() -> Iterator[PictureDesk]:
    """One for a while."""
    desk = PictureDesk()
    try:
        yield desk
    finally:
        desk.close()


_ready: list[Any] = []
"""The engine, and what the process has been warmed up for."""


def _read(content: bytes, suffix: str, text: bool, faces: bool) -> Reading:
    from meibo.configuration.limits import Limits
    from meibo.extraction.budget import Budget
    from meibo.extraction.inside import read_inside
    from meibo.extraction.model import Face as Seen
    from meibo.extraction.model import Notice, Source
    from meibo.extraction.passwords import Passwords
    from meibo_detectors.model import Block

    engine = _warm_up(text=text, faces=faces)
    budget = Budget(Limits(seconds=_SECONDS), len(content))
    source = Source(
        io.BytesIO(content), f"picture.{suffix}", _FORMATS.get(suffix, suffix), budget, Passwords(),
        pictures=_make_work(text=text, faces=faces),
    )  # fmt: skip
    _forget_peak()
    started = time.process_time()
    items = list(read_inside(source))
    seconds = time.process_time() - started
    peak_mb = _ask_peak()
    notices = [item.code for item in items if isinstance(item, Notice) and not (item.code == "image-only" and not text)]
    assert not notices, f"a picture was not read whole: {notices}"
    blocks = [item for item in items if isinstance(item, Block)]
    return Reading(
        text="\n".join(block.text[block.lead : len(block.text) - block.tail].decode() for block in blocks),
        found=tuple(_detect(engine, blocks)),
        faces=tuple(Face(item.box, item.score) for item in items if isinstance(item, Seen)),
        seconds=seconds,
        peak_mb=peak_mb,
    )


_FORMATS: Final = {"jpg": "jpeg", "tif": "tiff"}


def _make_work(*, text: bool, faces: bool) -> Pictures:
    from meibo.configuration.pictures import PictureWork
    from meibo.extraction.pictures.time import Pictures

    return Pictures(PictureWork(reads_text=text, finds_faces=faces, file_seconds=_SECONDS))


def _warm_up(*, text: bool, faces: bool) -> Any:
    """Models are read before the clock runs, as workers do."""
    from meibo.extraction.pictures.faces import load_finder
    from meibo.extraction.pictures.recogniser import load_recogniser
    from meibo_detectors.engine import Engine
    from meibo_detectors.registry import DETECTORS

    if text:
        load_recogniser()
    if faces:
        load_finder()
    if not _ready:
        _ready.append(Engine(DETECTORS))
    return _ready[0]


def _detect(engine: Any, blocks: list[Any]) -> Iterator[Found]:
    scan = engine.scan(blocks)
    for row in scan.findings:
        detector = engine.detectors[row["detector"]]
        value = scan.value(row)
        yield Found(detector.id, value, row["key"].decode() or detector.normalise(value), int(row["score"]))


def _find_faces(content: bytes, least_confidence: float) -> tuple[list[Face], float]:
    from meibo.extraction.pictures import faces

    usual = faces._LEAST_CONFIDENCE  # there is no other way to ask, and nobody else needs one
    faces._LEAST_CONFIDENCE = least_confidence  # type: ignore[misc]
    try:
        reading = _read(content, "png" if content.startswith(b"\x89PNG") else "jpg", text=False, faces=True)
    finally:
        faces._LEAST_CONFIDENCE = usual  # type: ignore[misc]
    return list(reading.faces), reading.seconds


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        (_PROC / "clear_refs").write_text("5")


def _ask_peak() -> float:
    with contextlib.suppress(OSError):
        told = re.search(r"VmHWM:\s+(\d+)", (_PROC / "status").read_text())
        return int(told[1]) / 1000 if told else 0.0
    return 0.0

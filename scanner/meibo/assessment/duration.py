"""How long a scan may take: from what this machine has reached before, else from a table of measured rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from meibo.assessment.name_kinds import guess_format, guess_refusal
from meibo.assessment.preview import Amount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meibo.assessment.preview import Preview
    from meibo.inventory.model import ScanSummary

START_SECONDS: Final = 1.0
"""Until the first worker reads."""
LEAST_FILES: Final = 100
"""A smaller scan says nothing about a rate."""
NOISE: Final = 1.5
"""The same scan takes so much longer or shorter another time."""


class Rate(msgspec.Struct, frozen=True):
    """What one worker does in a second: so many files, or so many bytes."""

    files: float
    size_bytes: float

    def seconds(self, amount: Amount) -> float:
        """For all of it, one file after the other."""
        return amount.openings / self.files + amount.read_bytes / self.size_bytes


class Span(msgspec.Struct, frozen=True):
    """From the shortest to the longest time that is expected, in seconds."""

    least_s: float
    most_s: float


REACHING: Final = {
    "file": (Rate(8_000, 2e9), Rate(500, 50e6)),
    "smb": (Rate(700, 250e6), Rate(60, 25e6)),
    "s3": (Rate(900, 400e6), Rate(100, 25e6)),
}
"""Opening and transferring, by scheme: measured on loopback or a local disk, and what a busy disk or a network with
10 ms and 1 Gbit/s shared by four leaves of it."""
_CLOUD: Final = "s3"
"""Also stands for the other clouds."""

READING: Final = {
    "text": Rate(4_500, 40e6), "xlsx": Rate(450, 5e6), "ods": Rate(600, 1.9e6), "docx": Rate(600, 1.2e6),
    "odt": Rate(1_500, 1.4e6), "pptx": Rate(280, 1.4e6), "odp": Rate(1_200, 1.4e6), "pdf": Rate(300, 0.34e6),
    "eml": Rate(2_900, 50e6), "mbox": Rate(1_500, 6e6), "msg": Rate(180, 36e6), "sqlite": Rate(2_000, 23e6),
    "zip": Rate(2_000, 20e6), "tar": Rate(2_000, 40e6), "gzip": Rate(2_000, 10e6), "bzip2": Rate(2_000, 4e6),
}  # fmt: skip
"""Extraction and detection of one worker, by format, as ``docs/performance.md`` has them; sizes as they are stored."""
_OTHER: Final = Rate(400, 4e6)
_NOT_READ: Final = Rate(9_000, 400e6)


def expect_seconds(preview: Preview, workers: int) -> Span:
    """From the table of rates; the longest time is of a slow server and a noisy machine."""
    least = most = 0.0
    for scheme, kinds in preview.kinds.items():
        fast, slow = REACHING.get(scheme, REACHING[_CLOUD])
        for suffix, amount in kinds.items():
            work = _find_rate(suffix).seconds(amount)
            least += fast.seconds(amount) + work
            most += slow.seconds(amount) + NOISE * work
    return Span(START_SECONDS + least / workers, START_SECONDS + most / workers)


def expect_as_before(preview: Preview, past: Iterable[ScanSummary]) -> Span | None:
    """From the files and the bytes a second of earlier scans; None where none was large enough to tell."""
    opened = preview.opened
    seconds = [
        amount / done * max(summary.seconds - START_SECONDS, summary.seconds / 10)
        for summary in past
        if summary.listed >= LEAST_FILES
        for amount, done in ((opened.files, summary.listed), (opened.read_bytes, summary.bytes_read))
        if done
    ]
    if not seconds:
        return None
    return Span(START_SECONDS + min(seconds) / NOISE, START_SECONDS + max(seconds) * NOISE)


def _find_rate(suffix: str) -> Rate:
    return _NOT_READ if guess_refusal(suffix) else READING.get(guess_format(suffix) or "text", _OTHER)

"""False findings in files that hold little or no personal data, a megabyte.

``negatives.jsonl`` beside the folder ``negatives`` has one object a file: file and bytes. A file of which a twentieth
of the characters or more is kana and kanji is prose, the others are code and logs.
"""

from __future__ import annotations

import collections
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from scoring.findings import detect, read_text

PROSE: Final = 0.05
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")


class Negatives(msgspec.Struct, frozen=True):
    """How much was read, and distinct findings at medium or above by detector and by what is read."""

    prose_bytes: int
    code_bytes: int
    in_prose: dict[str, int]
    in_code: dict[str, int]

    def rate(self, detector: str) -> float:
        """Findings a megabyte of everything."""
        count = self.in_prose.get(detector, 0) + self.in_code.get(detector, 0)
        return count * 1e6 / max(1, self.prose_bytes + self.code_bytes)

    def rate_in_prose(self, detector: str) -> float:
        """Findings a megabyte of Japanese prose."""
        return self.in_prose.get(detector, 0) * 1e6 / max(1, self.prose_bytes)

    def rate_in_code(self, detector: str) -> float:
        """Findings a megabyte of code, logs and figures."""
        return self.in_code.get(detector, 0) * 1e6 / max(1, self.code_bytes)


def measure_negatives(data: Path) -> Negatives:
    """What is reported in the files of ``data/negatives.jsonl``."""
    rows = [json.loads(line) for line in (data / "negatives.jsonl").read_text("utf-8").splitlines()]
    sizes = {row["file"]: row["bytes"] for row in rows}
    prose = {name for name in sizes if is_prose(read_text(data / name))}
    found = {
        (str(row["path"]).removeprefix(f"{data}/"), str(row["detector"]), str(row["value"]))
        for row in detect([data / "negatives"], "medium")
    }
    return Negatives(
        sum(size for name, size in sizes.items() if name in prose),
        sum(size for name, size in sizes.items() if name not in prose),
        _count(detector for name, detector, _ in found if name in prose),
        _count(detector for name, detector, _ in found if name in sizes and name not in prose),
    )


def is_prose(text: str) -> bool:
    """Whether a text is written in Japanese rather than code or figures."""
    return len(_JAPANESE.findall(text)) >= PROSE * len(text)


def _count(detectors: Iterable[str]) -> dict[str, int]:
    return dict(sorted(collections.Counter(detectors).items()))

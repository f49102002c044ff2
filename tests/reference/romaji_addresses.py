"""The plain twin of meibo_detectors.kernels.romaji_addresses."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

import numpy as np
import numpy.typing as npt

ALLOWED = rb"[0-9a-z,. '#-]"


def find_romaji(
    chars: npt.NDArray[np.uint8], suffixes: Sequence[str], prefectures: Container[str], endings: Sequence[str]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Start and end of each address in Latin letters."""
    text = chars.tobytes().lower()
    spans: list[tuple[int, int]] = []
    reach = 0
    named = "|".join(suffixes).encode()
    for match in re.finditer(rb"(?<=[a-z])-(?=(%b)(?![a-z]))" % named, text):
        before = text[max(match.start() - 40, 0) : match.start()]
        before = before[re.search(ALLOWED + rb"*\Z", before).start() :]  # type: ignore[union-attr]
        digit = re.search(rb"[0-9]", before)
        until = match.end(1)
        behind = re.match(ALLOWED + rb"{0,40}", text[until:])
        ends = [
            until + word.end()
            for word in re.finditer(rb"[a-z]+", behind.group() if behind else b"")
            if word.group().decode() in prefectures and not text[until + word.end() :][:1].isalpha()
        ]
        if digit is None or not ends:
            continue
        start, end = match.start() - len(before) + digit.start(), ends[-1]
        if start >= reach:
            ending = next((one for one in endings if re.match(rb"%b(?![a-z])" % one.encode(), text[end:])), "")
            spans.append((start, end + len(ending)))
        reach = max(reach, end)
    return np.array([start for start, _ in spans], np.int64), np.array([end for _, end in spans], np.int64)

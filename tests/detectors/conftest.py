"""What tests of detectors share: an engine of all detectors, and a scan of one text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Confidence
from meibo_detectors.registry import DETECTORS

Found = list[tuple[str, str, str]]
"""Detector id, value as written, confidence; in reading order."""


@pytest.fixture(scope="session")
def engine() -> Engine:
    """One engine with every detector."""
    return Engine(DETECTORS)


@pytest.fixture(scope="session")
def scan_text(engine: Engine) -> Callable[[str], Found]:
    """Scan a text and list what is found."""

    def scan(text: str) -> Found:
        result = engine.scan([Block(text.encode())])
        return [
            (DETECTORS[row["detector"]].id, result.value(row), Confidence.of_score(int(row["score"])).word)
            for row in result.findings
        ]

    return scan

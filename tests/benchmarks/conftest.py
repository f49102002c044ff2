"""Invented labels and findings for the tests of the scorer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scoring.findings import Finding
from scoring.labelled import Truth
from scoring.spelling import fold


@pytest.fixture
def label() -> Callable[..., Truth]:
    """Makes a labelled value of one file."""

    def make(kind: str, value: str, tier: str = "core", path: str = "csv/a.csv", place: str = "line1") -> Truth:
        return Truth(path, kind, frozenset({fold(kind, value)}), value, tier, place)

    return make


@pytest.fixture
def report() -> Callable[..., Finding]:
    """Makes a finding of one file."""

    def make(kind: str, value: str, level: str = "high", path: str = "csv/a.csv", detector: str = "") -> Finding:
        return Finding(path, kind, detector or kind.lower(), level, value, fold(kind, value), "line 1")

    return make

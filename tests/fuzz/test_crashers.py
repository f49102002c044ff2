"""What a fuzzer once found is tried for ever, without the fuzzer: each input of crashers/TARGET is read in order."""

from __future__ import annotations

import functools
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fuzz.registry import find_target
from fuzz.results import CRASHERS

if TYPE_CHECKING:
    from fuzz.target import Run

INPUTS = sorted(path for path in CRASHERS.rglob("*") if path.is_file())


@functools.cache
def make_run(name: str) -> Run:
    """One for all inputs of a target."""
    return find_target(name).make()


@pytest.fixture(autouse=True)
def _in_peace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Libraries may say what they like of damaged files."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    monkeypatch.chdir(tmp_path)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("place", INPUTS, ids=[str(path.relative_to(CRASHERS)) for path in INPUTS])
def test_what_was_found_stays_mended(place: Path) -> None:
    """The target says what would be wrong."""
    make_run(place.parent.relative_to(CRASHERS).as_posix())(place.read_bytes())


def test_every_input_belongs_to_a_target() -> None:
    """None is left behind where a target is renamed."""
    assert INPUTS
    for path in INPUTS:
        find_target(path.parent.relative_to(CRASHERS).as_posix())
        assert path.stat().st_size < 100_000, os.fspath(path)

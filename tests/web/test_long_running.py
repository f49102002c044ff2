"""A server that runs for months while scans come and go beside it keeps nothing of what is over."""

from __future__ import annotations

import multiprocessing
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from meibo.web import site as site_module

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="descriptors are counted in /proc"),
]


def count_descriptors() -> int:
    """Of this process."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.slow
def test_comparisons_that_are_over_keep_nothing_open(
    make_pages_of: Any, inventory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a pipe nor a dead process; and of their files only so many as are kept beside each other."""
    monkeypatch.setattr(site_module, "COMPARISONS", 2)
    site = make_pages_of(inventory).site
    assert site.compare(1, 2, 60).state == "done"
    _wait_for_no_child()
    before = count_descriptors()
    for pair in ((1, 1), (2, 2), (1, 2)):
        assert site.compare(*pair, 60).state == "done"
    _wait_for_no_child()
    assert count_descriptors() == before
    assert {path.name for path in site.settings.folder.glob("changes-*")} == {"changes-2-2.db", "changes-1-2.db"}


def _wait_for_no_child() -> None:
    """Of those that compare; what is over is told a moment before its process has ended."""
    until = time.monotonic() + 10
    while any(child.name == "meibo-index" for child in multiprocessing.active_children()):
        assert time.monotonic() < until
        time.sleep(0.01)
    time.sleep(0.1)

"""The share that injured scans read, and what uninjured ones say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from faults.desks import Bench
from faults.failing import build_library

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, dump_inventory: Callable[..., Any]) -> Bench:
    """Made once for the tests of a module."""
    folder = tmp_path_factory.mktemp("faults")
    return Bench(folder, build_library(folder), dump_inventory)


@pytest.fixture(scope="session")
def positions(pytestconfig: pytest.Config) -> int:
    """How many places of each kind are tried; fewer where there are fewer."""
    return int(pytestconfig.getoption("--positions"))

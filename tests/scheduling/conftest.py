"""A job as schedulers are told of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo.configuration.schedule import read_schedule
from meibo.scheduling.model import Start

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def make_start() -> Callable[..., Start]:
    """Makes a job's start; every path and name is one that needs quoting."""

    def make(schedule: str = "daily 22:00", **changes: Any) -> Start:
        given: dict[str, Any] = {
            "job": "夜間",
            "command": ("/usr/bin/env", "run", "夜間", "--config", '/srv/名簿 100% $HOME\'s "x"/meibo.toml'),
            "folder": Path("/srv/名簿 100%"),
            "schedule": read_schedule(schedule),
            "user": "meibo",
            "writable": (Path("/srv/名簿 100%"), Path("/srv/reports")),
            "local": (Path("/mnt/総務 部"),),
            "memory_bytes": 4 << 30,
            "has_servers": True,
            "needs_password": True,
            **changes,
        }
        return Start(**given)

    return make

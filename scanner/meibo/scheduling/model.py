"""What every scheduler must know of a job."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from meibo.configuration.schedule import Schedule

LONGEST_RUN_HOURS: Final = 72
"""A run that takes longer is stopped, and told; the next one goes on where it was."""


class Start(msgspec.Struct, frozen=True):
    """How a job is started, and what it needs."""

    job: str
    command: tuple[str, ...]
    """The program's full path and its arguments."""
    folder: Path
    """What relative paths of the configuration begin at."""
    schedule: Schedule
    user: str
    writable: tuple[Path, ...]
    """Folders of the inventory, its key and the reports."""
    local: tuple[Path, ...]
    """Targets on this machine, or mounted on it."""
    memory_bytes: int
    """More than the job ever needs."""
    has_servers: bool
    """Some target is reached over the network."""
    needs_password: bool
    """Some target asks for a name and a password."""

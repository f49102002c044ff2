"""Writes a file beside the place it belongs to and moves it there when it is whole: never half a report."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from meibo.inventory.own_links import follow_own_links
from meibo.reports.model import ReportError
from meibo.reports.workplace import working_in

PRIVATE: Final = 0o600
BESIDE: Final = ".meibo-report-"
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file to write, which takes the place of ``path`` when the block ends without an error.

    It is readable by its owner only and lies in a folder of its own, where the writer may put what it needs meanwhile;
    the folder goes in any case. Raises ReportError for whatever the operating system refuses.
    """
    try:
        place = follow_own_links(path)  # a link stays a link: what it names is replaced
        with working_in(place.parent, BESIDE) as workplace:
            there = workplace.look_at(place.name)
            if there is not None and not stat.S_ISREG(there.st_mode):
                raise ReportError("report-not-writable", str(path), "ENOTSUP")  # a device or folder is never replaced
            fresh = workplace.path / place.name
            os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
            yield fresh
            _make_durable(fresh)
            workplace.move_out(fresh.name, place.name)
    except OSError as error:
        code = "report-disk-full" if error.errno in _FULL else "report-not-writable"
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise ReportError(code, str(path), name) from None


def _make_durable(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())

"""What anybody could see of running processes from outside, gathered while they run."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path
from typing import Any, Final, Self

_SHOWN: Final = ("cmdline", "comm", "environ")
_NAMELESS: Final = ("/memfd:", "(deleted)")


class Surfaces:
    """Looks again and again at the processes below one, at the folder for temporary files and at shared memory."""

    def __init__(self, processes: Any, parent: int, temporary: Path) -> None:
        self._processes, self._parent, self._temporary = processes, parent, temporary
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._shared = set(Path("/dev/shm").iterdir())  # noqa: S108 - looked at, never written
        self.shown: dict[str, set[bytes]] = {name: set() for name in (*_SHOWN, "temporary", "shared memory")}
        self._outputs: dict[int, str] = {}
        self.core_bounds: set[str] = set()
        self.children: set[int] = set()

    @property
    def outputs(self) -> set[str]:
        """Where the standard error of workers and parsers led at last: what starts them runs before ours does."""
        return set(self._outputs.values())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_over.is_set():
            below = self._processes.workers(self._parent)
            below += [parser for worker in below for parser in self._processes.workers(worker)]
            for pid in (self._parent, *below):
                self._look(Path(f"/proc/{pid}"), is_child=pid != self._parent)
            self.children.update(below)
            for kind, places in (
                ("temporary", self._temporary.rglob("*")),
                ("shared memory", iter(set(Path("/dev/shm").iterdir()) - self._shared)),  # noqa: S108 - as above
            ):
                for place in places:
                    with contextlib.suppress(OSError):
                        self.shown[kind].add(place.name.encode() + (place.read_bytes() if place.is_file() else b""))
            time.sleep(0.1)  # looking through /proc costs as much as it shows

    def _look(self, place: Path, *, is_child: bool) -> None:
        with contextlib.suppress(OSError):
            for name in _SHOWN if is_child else ("cmdline", "comm"):  # its own environment is what it was given
                self.shown[name].add((place / name).read_bytes())
            limits = (place / "limits").read_text().splitlines()
            self.core_bounds.update(line[26:47].strip() for line in limits if line.startswith("Max core"))
            if is_child and b"spawn_main" in (place / "cmdline").read_bytes():
                self._outputs[int(place.name)] = str((place / "fd" / "2").readlink())

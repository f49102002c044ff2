"""Scans in this process with real worker processes, and what a test may do to them meanwhile."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.pipeline.request import ScanRequest
from meibo.pipeline.scan import run_scan
from meibo_connectors.registry import parse_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "5e" * 32


class Watcher:
    """Writes down what a scan tells; after so many recorded files, or files with pictures, it presses Ctrl-C."""

    def __init__(self, interrupt_after: int | None = None, interrupt_after_pictures: int | None = None) -> None:
        self._interrupt_after, self._interrupt_after_pictures = interrupt_after, interrupt_after_pictures
        self.events: list[tuple[Any, ...]] = []
        self.files: Counter[str] = Counter()
        self.pictures: list[str] = []

    def resumed(self, scan: int) -> None:
        self.events.append(("resumed", scan))

    def restarted(self, changes: tuple[str, ...]) -> None:
        self.events.append(("restarted", *changes))

    def carried_over(self, files: int, _: int) -> None:
        self.files["carried over"] += files

    def recorded(self, result: Any) -> None:
        self.files["recorded"] += 1
        self.files[result.status.value] += 1
        if self.files["recorded"] == self._interrupt_after:
            raise KeyboardInterrupt

    def troubled(self, path: str, code: str, detail: str) -> None:
        self.events.append((path, code, detail))

    def times_moved(self, target: str, count: int) -> None:
        pass

    def slowed(self, target: str, slowing: Any) -> None:
        self.events.append(("slowed", target, slowing))

    def confined(self, layers: tuple[str, ...]) -> None:
        self.layers = layers

    def pictures_began(self, files: int, pictures: int, seconds: float) -> None:
        self.events.append(("pictures", files, pictures, seconds))

    def picture_file_read(self, result: Any) -> None:
        self.pictures.append(result.entry.path)
        if len(self.pictures) == self._interrupt_after_pictures:
            raise KeyboardInterrupt

    def pictures_tick(self, progress: Any) -> None:
        pass

    def pictures_ended(self, progress: Any) -> None:
        self.events.append(("pictures ended", progress.done, progress.left))

    def tick(self, crawl: Any) -> None:
        pass


class Scanner:
    """Runs scans into inventories that share one key, so that their contents can be compared."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.key_file = folder / "shared.key"
        self.key_file.write_text(KEY)
        self.key_file.chmod(0o600)

    def __call__(
        self,
        *targets: Path,
        name: str = "meibo.db",
        watcher: Watcher | None = None,
        should_stop: Callable[[], bool] = lambda: False,
        **changes: Any,
    ) -> Path:
        """Scan and return the inventory's place."""
        inventory = self._folder / name
        request = ScanRequest(
            targets=tuple(parse_target(str(target)) for target in targets),
            inventory=inventory,
            key_file=self.key_file,
            workers=2,
        )
        run_scan(msgspec.structs.replace(request, **changes), watcher or Watcher(), should_stop)
        return inventory


@pytest.fixture
def scan(tmp_path: Path) -> Scanner:
    """Runs scans into inventories of this test."""
    (tmp_path / "inventories").mkdir()
    return Scanner(tmp_path / "inventories")


@pytest.fixture
def watcher() -> type[Watcher]:
    """Who watches a scan."""
    return Watcher


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """An empty folder to scan."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def meanwhile() -> Callable[[Callable[[int], None]], contextlib.AbstractContextManager[None]]:
    """Runs something beside what is in the ``with`` block, handed this process's number; its failure is the test's."""

    @contextlib.contextmanager
    def run(action: Callable[[int], None]) -> Iterator[None]:
        failures: list[BaseException] = []

        def act() -> None:
            try:
                action(os.getpid())
            except BaseException as error:  # noqa: BLE001 - raised again below
                failures.append(error)

        thread = threading.Thread(target=act)
        thread.start()
        try:
            yield
        finally:
            thread.join()
        if failures:
            raise failures[0]

    return run

"""One inventory over several scans, each of a share as it then was: what a nightly job writes."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from meibo.inventory.file_rows import tell_access
from meibo.inventory.model import FileResult, Issue
from meibo.inventory.reader import Reader
from meibo.inventory.writer import Writer

KEY = b"\x5e" * 32


class Nights:
    """Scans that follow each other; contents are told apart by ``content_hash``, by default one for each name."""

    def __init__(self, place: Path, key: bytes | None = KEY) -> None:
        self.place, self._key = place, key
        self._readers: list[Reader] = []
        self.scan = 0

    def look(
        self, target: str, files: Iterable[FileResult], hidden: frozenset[str] = frozenset(), state: str = "finished",
        troubles: Iterable[tuple[str, Issue]] = (),
    ) -> Reader:  # fmt: skip
        """Scan a target that holds these files; of ``hidden`` paths it cannot say whether they are still there."""
        writer = Writer(self.place)
        if self._key is not None:
            writer.accept_key(self._key)
        self.scan = writer.begin((target,), "{}", "rules-1", "0.1.0")
        number, basis = writer.target_id(target), writer.basis_id("rules-1", "{}", "{}", "")
        seen = set()
        for file in files:
            name = file.entry.path.rpartition("/")[2]
            content = file.content_hash or hashlib.sha256(name.encode()).digest()
            writer.record(
                self.scan, number, basis, msgspec.structs.replace(file, content_hash=content), tell_access(file.entry)
            )
            seen.add(file.entry.path)
        for path, issue in troubles:
            writer.record_trouble(self.scan, number, path, issue)
        writer.flush()
        with contextlib.closing(sqlite3.connect(self.place)) as connection:
            known = connection.execute("SELECT id, path FROM assets WHERE target_id = ?", (number,)).fetchall()
        if state == "finished":
            unlisted = [asset for asset, path in known if path not in seen]
            writer.finish(self.scan, 1.0, unlisted, lambda _, path: path in hidden)
        else:
            writer.interrupt(self.scan, 1.0)
        writer.close()
        self._readers.append(Reader(self.place))
        return self._readers[-1]

    def close(self) -> None:
        """Let go of the inventory."""
        for reader in self._readers:
            reader.close()

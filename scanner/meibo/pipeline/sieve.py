"""Sifts what is listed: what an earlier scan has read as it is needs no further work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from meibo.catalogue.issues import IssueClass, issue_code
from meibo.inventory.file_rows import tell_access
from meibo.inventory.known import Known, KnownFiles
from meibo.pipeline.carrying import Carrying, Verdict
from meibo.pipeline.crawl import Asked, Chunk, FolderIssue, Listed, Restated, Standing
from meibo_connectors.names import folders_above


class KnownSieve:
    """Compares listed files with the inventory, and remembers which of the known ones were listed."""

    def __init__(
        self, files: KnownFiles, targets: list[int], known_targets: frozenset[int], carrying: Carrying
    ) -> None:
        """``targets`` are their numbers in the inventory, ``known_targets`` those that it has files of."""
        self._files = files
        self._targets = targets
        self._known_targets = known_targets
        self._carrying = carrying
        self._seen = bytearray()
        """By number of the asset."""
        self._folders_sent: set[tuple[int, str]] = set()
        """Target and folder of known targets in which something is read anew."""
        self._encrypted: dict[tuple[int, str], list[Listed]] = {}
        """Carried over, by target and folder."""

    def sift(self, target: int, items: list[Listed | FolderIssue]) -> Chunk:
        """What is to be read, restated or written down of what was listed."""
        if self._targets[target] not in self._known_targets:
            return Chunk(list(items))
        paths = [item.entry.path for item in items if isinstance(item, Listed)]
        known = self._files.find(self._targets[target], paths)
        self._mark(known.values())
        chunk = Chunk([])
        doubtful: list[tuple[Listed, Known]] = []
        for item in items:
            if isinstance(item, FolderIssue):
                chunk.items.append(item)
            elif (before := known.get(item.entry.path)) is None:
                self._send(item, chunk)
            elif self._sift_known(item, before, chunk) == "ask":
                doubtful.append((item, before))
        mattering = self._files.find_mattering([before.reading for _, before in doubtful])
        for item, before in doubtful:
            if before.reading in mattering:
                chunk.items.append(Asked(item.target, item.entry, before.version))
        return chunk

    def _sift_known(self, item: Listed, before: Known, chunk: Chunk) -> Verdict:
        told = tell_access(item.entry)
        verdict = self._carrying.judge(item.entry, item.code, before, told) if before.version else "read"
        if verdict == "read":
            self._send(item, chunk)
            return "read"
        if before.issue_code == "encrypted" and self._is_sent_beside(item):
            chunk.items.append(item)
            return "read"
        if verdict == "restate":
            chunk.items.append(Restated(item.target, item.entry, before.version))
        if before.issue_code is not None and issue_code(before.issue_code).kind is IssueClass.FAULT:
            chunk.items.append(Standing(item.entry.path, before.issue_code))
        _carry(item, chunk, 1)
        return verdict

    def _send(self, item: Listed, chunk: Chunk) -> None:
        """Have a file read, and with it what is encrypted beside it: it may be a mail that tells the password."""
        chunk.items.append(item)
        folder = item.target, item.entry.path.rpartition("/")[0]
        self._folders_sent.add(folder)
        for other in self._encrypted.pop(folder, ()):
            chunk.items.append(other)
            _carry(other, chunk, -1)

    def _is_sent_beside(self, item: Listed) -> bool:
        """Whether something beside an encrypted file is read anew; if nothing is yet, the file is kept in mind."""
        folder = item.target, item.entry.path.rpartition("/")[0]
        if folder in self._folders_sent:
            return True
        self._encrypted.setdefault(folder, []).append(item)
        return False

    def close(self) -> None:
        """Let go of the inventory."""
        self._files.close()

    def find_unlisted(self, last_asset: int) -> Iterator[int]:
        """The assets that were not listed. Those behind ``last_asset``, the last before the scan, were listed by it."""
        self._seen.extend(bytes(max(0, last_asset + 1 - len(self._seen))))
        asset = self._seen.find(0, 1)
        while 0 < asset <= last_asset:
            yield asset
            asset = self._seen.find(0, asset + 1)

    def has_listed(self, asset: int) -> bool:
        """Whether a file that was known before this run was listed by it."""
        return asset < len(self._seen) and bool(self._seen[asset])

    def _mark(self, listed: Iterable[Known]) -> None:
        numbers = [known.asset for known in listed]
        self._seen.extend(bytes(max(0, max(numbers, default=0) + 1 - len(self._seen))))
        for number in numbers:
            self._seen[number] = 1


def _carry(item: Listed, chunk: Chunk, count: int) -> None:
    chunk.carried += count
    chunk.carried_bytes += count * item.entry.size_bytes if item.code is None else 0


def is_below(path: str, folders: set[str]) -> bool:
    """Whether a path lies in one of the folders, of which the empty one is the target itself."""
    return bool(folders) and not folders.isdisjoint(folders_above(path))

"""Which scans belong beside each other."""

from __future__ import annotations

from collections.abc import Iterable

from meibo.inventory.model import ScanFacts


def find_last_two(scans: Iterable[ScanFacts]) -> tuple[int, int] | None:
    """The last two finished scans of the same targets, older first, None where there are none.

    ``scans`` come newest first, here as below.
    """
    newer: dict[frozenset[str], int] = {}
    for scan in scans:
        if scan.state == "finished":
            targets = frozenset(scan.targets)
            if targets in newer:
                return scan.scan, newer[targets]
            newer[targets] = scan.scan
    return None


def find_before(scans: Iterable[ScanFacts], number: int) -> int | None:
    """The newest finished scan before this one that saw all of its targets."""
    wanted: set[str] | None = None
    for scan in scans:
        if scan.scan == number:
            wanted = set(scan.targets)
        elif wanted is not None and scan.state == "finished" and wanted <= set(scan.targets):
            return scan.scan
    return None


def find_last_of(scans: Iterable[ScanFacts], targets: tuple[str, ...]) -> ScanFacts | None:
    """The newest scan of exactly these targets, however it stands."""
    return next((scan for scan in scans if scan.targets == targets), None)

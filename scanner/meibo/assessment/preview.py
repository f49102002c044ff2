"""What a scan would read, counted from a listing alone: files and bytes by the suffix of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from meibo.assessment.name_kinds import guess_refusal, suffix_of_path
from meibo_connectors import object_stream

if TYPE_CHECKING:
    from collections.abc import Iterable

SPAN_BYTES: Final = 64 << 20
"""A larger file is read in so many parts, each with an opening of its own."""
HEAD_BYTES: Final = 1 << 16
"""What is read of a file of a format that is not read."""
OBJECT_STORES: Final = frozenset(("az", "gs", "s3"))
"""Schemes whose files are fetched by requests."""
RANGE_BYTES: Final = 8 << 20
"""What a further request fetches, after a few smaller ones at the beginning of each part."""
_SMALLER_RANGES: Final = 4


class Amount(msgspec.Struct):
    """So many files."""

    files: int = 0
    size_bytes: int = 0
    read_bytes: int = 0
    """What of it is read."""
    openings: int = 0
    requests: int = 0
    """Of object stores: openings and further ranges."""


class Preview(msgspec.Struct):
    """The sums."""

    kinds: dict[str, dict[str, Amount]] = {}
    """What will be opened, by scheme of the target and suffix."""
    keys: dict[str, int] = {}
    """Files that were listed, by scheme."""
    left_out: dict[str, Amount] = {}
    """What will not, by issue code."""
    folders: dict[str, int] = {}
    """Folders and targets that were not listed, by issue code: what lies in them is not known."""

    @property
    def opened(self) -> Amount:
        """All that will be opened."""
        return unite(amount for kinds in self.kinds.values() for amount in kinds.values())

    @property
    def listed(self) -> Amount:
        """All files that were listed."""
        return unite((self.opened, *self.left_out.values()))

    def add(self, scheme: str, path: str, size_bytes: int, code: str | None) -> None:
        """Count a file; ``code`` says why it is left out, None where it is opened."""
        self.keys[scheme] = self.keys.get(scheme, 0) + 1
        if code is not None:
            amount = self.left_out.setdefault(code, Amount())
        else:
            suffix = suffix_of_path(path)
            amount = self.kinds.setdefault(scheme, {}).setdefault(suffix, Amount())
            is_read = not guess_refusal(suffix)
            is_object = scheme in OBJECT_STORES
            openings = max(1, -(-size_bytes // SPAN_BYTES)) if is_read else 1
            head_bytes = object_stream.HEAD_BYTES if is_object else HEAD_BYTES
            amount.read_bytes += size_bytes if is_read else min(size_bytes, head_bytes)
            amount.openings += openings
            amount.requests += openings if is_object else 0
            if is_object and is_read and size_bytes > object_stream.HEAD_BYTES:
                amount.requests += openings * _SMALLER_RANGES + size_bytes // RANGE_BYTES
        amount.files += 1
        amount.size_bytes += size_bytes

    def add_folder(self, code: str) -> None:
        """Count a folder that was not listed."""
        self.folders[code] = self.folders.get(code, 0) + 1


def unite(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts."""
    total = Amount()
    for amount in amounts:
        total.files += amount.files
        total.size_bytes += amount.size_bytes
        total.read_bytes += amount.read_bytes
        total.openings += amount.openings
        total.requests += amount.requests
    return total

"""Whether an OLE container ([MS-CFB]) lacks its end: its table of sectors leads behind the last one of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from olefile import OleFileIO


def is_cut(ole: OleFileIO) -> bool:
    """Whether sectors are missing that its table, or its directory, speaks of; olefile reads on without a word."""
    import olefile

    there = ole.nb_sect
    long = [entry for entry in ole.direntries if entry and (entry is ole.root or entry.size >= ole.minisectorcutoff)]
    starts = [entry.isectStart for entry in long if entry.size]
    return len(ole.fat) < there or any(there <= sector < olefile.MAXREGSECT for sector in (*starts, *ole.fat))

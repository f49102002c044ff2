"""Access lists of POSIX, written as setfacl spells them; the kernel refuses what is none."""

from __future__ import annotations

import os
import stat
import struct
from pathlib import Path

_TAGS = {"user": 0x02, "group": 0x08}
_OWN_TAGS = {"user": 0x01, "group": 0x04, "mask": 0x10, "other": 0x20}
_NOBODY = 0xFFFFFFFF


def set_list(path: Path, words: list[str]) -> None:
    """Give a file or folder the list; what the owner and others may do stays as its mode says."""
    mode = path.stat().st_mode
    entries = [_entry(word) for word in [f"user::{_letters(mode >> 6)}", *words, f"other::{_letters(mode)}"]]
    body = b"".join(struct.pack("<HHI", *entry) for entry in sorted(entries, key=lambda entry: (entry[0], entry[2])))
    os.setxattr(path, "system.posix_acl_access", struct.pack("<I", 2) + body)


def _entry(word: str) -> tuple[int, int, int]:
    kind, number, letters = word.split(":")
    rights = sum({"r": 4, "w": 2, "x": 1, "-": 0}[letter] for letter in letters)
    return (_TAGS[kind], rights, int(number)) if number else (_OWN_TAGS[kind], rights, _NOBODY)


def _letters(mode: int) -> str:
    bits = stat.S_IMODE(mode) & 7
    return "".join(letter for letter, bit in zip("rwx", (4, 2, 1), strict=True) if bits & bit) or "-"

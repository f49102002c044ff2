"""What an owner's sheet says of itself and of its files in hidden cells, signed: answers may come back from anybody."""

from __future__ import annotations

import hmac
from typing import Final

import msgspec

from meibo.inventory.mark_rows import decode_found, encode_found
from meibo.inventory.marks import Found
from meibo.reports.ledger_places import state_digest

STAMP_SHEET, ROW_HEADING = "_meibo-check", "meibo-file"
FORM: Final = 1
_SEEN_CHARS: Final = 30_000
"""Of the longest findings that a hidden cell holds; those of a file with more are not compared."""


class SheetStamp(msgspec.Struct, frozen=True):
    """What a sheet says of itself."""

    form: int
    key: str
    """Tells the inventory's key from another."""
    scan: int
    owner: str
    made: str
    """Time in UTC, ISO 8601."""
    tag: str = ""


class FileStamp(msgspec.Struct, frozen=True):
    """Which file a row is about, and what was found in it when the sheet was made."""

    file: str
    seen: Found | None


def sign_sheet(stamp: SheetStamp, key: bytes) -> str:
    """The text of the sheet's hidden cell."""
    return msgspec.json.encode(msgspec.structs.replace(stamp, tag=_sheet_tag(stamp, key))).decode()


def check_sheet(text: str) -> SheetStamp | None:
    """What such a cell says, None where it says nothing; whether it is true is for ``is_signed`` to tell."""
    try:
        return msgspec.json.decode(text, type=SheetStamp)
    except msgspec.DecodeError:
        return None


def key_stamp(key: bytes) -> str:
    """What a sheet keeps of the inventory's key."""
    return state_digest(key, "owner-sheet")


def is_signed(stamp: SheetStamp, key: bytes) -> bool:
    """Whether a sheet is one that this inventory, or another with its key, has made."""
    return hmac.compare_digest(stamp.tag, _sheet_tag(stamp, key))


def _sheet_tag(stamp: SheetStamp, key: bytes) -> str:
    words = (str(stamp.form), stamp.key, str(stamp.scan), stamp.owner, stamp.made)
    return state_digest(key, "owner-sheet-stamp", *words)


def name_file(key: bytes, target: str, path: str) -> str:
    """What tells a file from others: a keyed digest, from which nobody learns the path."""
    return state_digest(key, "owner-sheet-file", target, path)


def sign_file(key: bytes, target: str, path: str, found: Found) -> str:
    """The text of a row's hidden cell."""
    name, seen = name_file(key, target, path), encode_found(found)
    seen = seen if len(seen) <= _SEEN_CHARS else ""
    return f"{name}:{state_digest(key, 'owner-sheet-row', name, seen)}:{seen}"


def check_file(text: str, key: bytes) -> FileStamp | None:
    """What such a cell says, None where it is not as it was signed."""
    name, _, rest = text.partition(":")
    tag, _, seen = rest.partition(":")
    if not hmac.compare_digest(tag.encode(), state_digest(key, "owner-sheet-row", name, seen).encode()):
        return None
    return FileStamp(name, decode_found(seen) if seen else None)

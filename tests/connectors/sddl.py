"""Writes security descriptors from their text form: SDDL, [MS-DTYP] 2.5.1, as far as lists of readers need it."""

from __future__ import annotations

import re
import struct
import uuid
from typing import Final

DOMAIN: Final = "S-1-5-21-1004336348-1177238915-682003330"

_SIDS: Final = {
    "WD": "S-1-1-0", "CO": "S-1-3-0", "CG": "S-1-3-1", "OW": "S-1-3-4", "NU": "S-1-5-2", "IU": "S-1-5-4",
    "SU": "S-1-5-6", "AN": "S-1-5-7", "ED": "S-1-5-9", "PS": "S-1-5-10", "AU": "S-1-5-11", "RC": "S-1-5-12",
    "SY": "S-1-5-18", "LS": "S-1-5-19", "NS": "S-1-5-20", "BA": "S-1-5-32-544", "BU": "S-1-5-32-545",
    "BG": "S-1-5-32-546", "PU": "S-1-5-32-547", "AO": "S-1-5-32-548", "SO": "S-1-5-32-549", "PO": "S-1-5-32-550",
    "BO": "S-1-5-32-551", "RU": "S-1-5-32-554", "RD": "S-1-5-32-555", "AC": "S-1-15-2-1",
    "LA": f"{DOMAIN}-500", "LG": f"{DOMAIN}-501", "DA": f"{DOMAIN}-512", "DU": f"{DOMAIN}-513",
    "DG": f"{DOMAIN}-514", "DC": f"{DOMAIN}-515", "DD": f"{DOMAIN}-516", "EA": f"{DOMAIN}-519",
}  # fmt: skip
_TYPES: Final = {"A": 0, "D": 1, "OA": 5, "OD": 6, "AU": 2, "XA": 9, "XD": 10, "ZA": 11, "ML": 0x11}
_FLAGS: Final = {"OI": 1, "CI": 2, "NP": 4, "IO": 8, "ID": 16}
_RIGHTS: Final = {
    "GA": 0x10000000, "GR": 0x80000000, "GW": 0x40000000, "GX": 0x20000000, "FA": 0x1F01FF, "FR": 0x120089,
    "FW": 0x120116, "FX": 0x1200A0, "RC": 0x20000, "SD": 0x10000, "WD": 0x40000, "WO": 0x80000, "CC": 1, "DC": 2,
}  # fmt: skip
_CONTROLS: Final = {"P": 0x1000, "AI": 0x400, "PAI": 0x1400}
_ACE: Final = re.compile(r"\((\w+);(\w*);(\w*);([-\w]*);;([-\w]+)(?:;\((.*?)\))?\)")


def write_sid(text: str) -> bytes:
    """An identifier, as ``S-1-…`` or by its two letters."""
    _, _, authority, *numbers = _SIDS.get(text, text).split("-")
    return struct.pack(f"<BB6s{len(numbers)}I", 1, len(numbers), int(authority).to_bytes(6), *map(int, numbers))


def write_sddl(text: str) -> bytes:
    """A descriptor such as ``O:BAG:DUD:(D;;FR;;;BG)(A;;FA;;;WD)``.

    Without ``D:`` no list is there; ``D:NO_ACCESS_CONTROL`` is a list that is there and null.
    """
    found = re.fullmatch(r"(?:O:([-\w]+?))?(?:G:([-\w]+?))?(?:D:([A-Z_]*?)(\(.*\))?)?", text)
    assert found, text
    owner, group = (write_sid(sid) if sid else b"" for sid in (found[1], found[2]))
    has_list = found[3] is not None
    readers = _write_list(found[4] or "") if has_list and found[3] != "NO_ACCESS_CONTROL" else b""
    control = 0x8000 | (0x4 if has_list else 0) | _CONTROLS.get(found[3] or "", 0)
    offsets, at = [], 20
    for part in (owner, group, b"", readers):
        offsets.append(at if part else 0)
        at += len(part)
    return struct.pack("<BxHIIII", 1, control, *offsets) + owner + group + readers


def _write_list(text: str) -> bytes:
    aces = [_write_ace(*ace) for ace in _ACE.findall(text)]
    assert sum(1 for _ in aces) == len(re.findall(r"(?<=\()[A-Z]+;", text)), text
    body = b"".join(aces)
    return struct.pack("<BxHHxx", 4 if "O" in text.partition(";")[0] else 2, 8 + len(body), len(aces)) + body


def _write_ace(kind: str, flags: str, rights: str, guid: str, sid: str, condition: str) -> bytes:
    mask = int(rights, 16) if rights.startswith("0x") else sum(_RIGHTS[two] for two in re.findall("..", rights))
    of_object = b""
    if kind.startswith(("O", "Z")):
        of_object = struct.pack("<I", bool(guid)) + (uuid.UUID(guid).bytes_le if guid else b"")
    said = b"artx" + condition.encode("utf-16-le") if condition else b""  # 2.4.4.17.4: what it says isn't read here
    body = struct.pack("<I", mask) + of_object + write_sid(sid) + said + bytes(-len(said) % 4)
    bits = sum(_FLAGS[two] for two in re.findall("..", flags))
    return struct.pack("<BBH", _TYPES[kind], bits, 4 + len(body)) + body

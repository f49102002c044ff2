"""Messages as Outlook saves them (MS-OXMSG): a compound file with a stream for each property."""

from __future__ import annotations

import datetime as dt
import struct
from typing import TYPE_CHECKING, Final

from meibo.samples.draft import show
from meibo.samples.writers.compound_file import write_compound_file
from meibo.samples.writers.mail_places import list_lines, mark_message
from meibo.samples.writers.model import WRITTEN_AT, Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meibo.samples.writers.compound_file import Path
    from meibo.samples.writers.model import Message

_FIXED: Final = "__properties_version1.0"
_NAMES: Final = "__nameid_version1.0"
_INTEGER, _TIME, _TEXT, _BINARY = 0x0003, 0x0040, 0x001F, 0x0102
_READABLE: Final = 6
"""Flags of a property that may be read and written."""
_EPOCH: Final = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_TO, _CC = 1, 2
_BY_VALUE: Final = 1
"""How a file is attached: as its bytes."""

Value = str | bytes | int | dt.datetime


def write_msg(message: Message) -> Written:
    """A message whose texts are Unicode, with its recipients and files."""
    sender, address = show(message.sender.name), show(message.sender.address)
    recipients = [(_TO, mailbox) for mailbox in message.to] + [(_CC, mailbox) for mailbox in message.cc]
    counts = (len(recipients), len(message.files))
    streams: dict[Path, bytes] = {(_NAMES, f"__substg1.0_{number}0102"): b"" for number in ("0002", "0003", "0004")}
    streams |= _write_storage((), struct.pack("<8x4I8x", *counts, *counts), {
        0x001A: "IPM.Note", 0x0037: message.subject, 0x0039: WRITTEN_AT + dt.timedelta(minutes=message.number),
        0x0042: sender, 0x0064: "SMTP", 0x0065: address, 0x0C1A: sender, 0x0C1E: "SMTP", 0x0C1F: address,
        0x1000: "\r\n".join(list_lines(message)), 0x340D: 0x40000,
        0x5D01: address, 0x5D02: address,
    })  # fmt: skip
    for at, (role, mailbox) in enumerate(recipients):
        address = show(mailbox.address)
        streams |= _write_storage((f"__recip_version1.0_#{at:08X}",), bytes(8), {
            0x0C15: role, 0x3001: show(mailbox.name), 0x3002: "SMTP", 0x3003: address, 0x39FE: address,
        })  # fmt: skip
    for at, file in enumerate(message.files):
        streams |= _write_storage((f"__attach_version1.0_#{at:08X}",), bytes(8), {
            0x0E21: at, 0x3001: file.name, 0x3701: file.written.content, 0x3705: _BY_VALUE, 0x3707: file.name,
        })  # fmt: skip
    return Written(write_compound_file(streams), tuple(mark_message(message)))


def _write_storage(place: Path, head: bytes, properties: Mapping[int, Value]) -> dict[Path, bytes]:
    """The streams of an object: numbers and times in one, behind a head; each text and binary in its own."""
    fixed = head
    streams: dict[Path, bytes] = {}
    for number, value in properties.items():
        kind, raw = _encode(value)
        if kind in (_TEXT, _BINARY):
            streams[(*place, f"__substg1.0_{number:04X}{kind:04X}")] = raw
            raw = struct.pack("<II", len(raw) + (2 if kind == _TEXT else 0), 0)
        fixed += struct.pack("<HHI8s", kind, number, _READABLE, raw)
    return {**streams, (*place, _FIXED): fixed}


def _encode(value: Value) -> tuple[int, bytes]:
    """The type of a property and its bytes."""
    match value:
        case str():
            return _TEXT, value.encode("utf-16-le")
        case bytes():
            return _BINARY, value
        case int():
            return _INTEGER, struct.pack("<I", value)
        case _:
            return _TIME, struct.pack("<Q", (value - _EPOCH) // dt.timedelta(microseconds=1) * 10)

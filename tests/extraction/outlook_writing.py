"""Writes Outlook messages (msg) for tests: properties by number, recipients and attachments with their own."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from extraction.compound_file import write_compound_file

Properties = dict[int, str | bytes | int]


def write_msg(
    properties: Properties,
    recipients: Sequence[Properties] = (),
    attachments: Sequence[Properties | dict[str, bytes]] = (),
    names: Sequence[int] = (),
    code_page: int = 0,
) -> bytes:
    """A msg file. Strings are UTF-16, or bytes of a code page; ``names`` are numbers of named properties 0x8000 ..."""
    streams = make_message(properties, recipients, attachments, 32, code_page)
    entries = b"".join(struct.pack("<IHH", number, 6, index) for index, number in enumerate(names))
    streams["__nameid_version1.0/__substg1.0_00030102"] = entries
    return write_compound_file(streams)


def make_message(
    properties: Properties,
    recipients: Sequence[Properties] = (),
    attachments: Sequence[Properties | dict[str, bytes]] = (),
    head_bytes: int = 24,
    code_page: int = 0,
) -> dict[str, bytes]:
    """The streams of a message, by path below its storage."""
    streams = _write(properties, head_bytes, code_page)
    for number, each in enumerate(recipients):
        streams |= _move(f"__recip_version1.0_#{number:08X}", _write(each, 8, code_page))
    for number, attached in enumerate(attachments):
        place = f"__attach_version1.0_#{number:08X}"
        if all(isinstance(key, str) for key in attached):
            inner = _move("__substg1.0_3701000D", attached)  # type: ignore[arg-type]
            streams |= _move(place, {"__properties_version1.0": bytes(8), **inner})
        else:
            streams |= _move(place, _write(attached, 8, code_page))  # type: ignore[arg-type]
    return streams


def _move(place: str, streams: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{place}/{name}": content for name, content in streams.items()}


def _write(properties: Properties, head_bytes: int, code_page: int) -> dict[str, bytes]:
    streams: dict[str, bytes] = {}
    fixed = b""
    if code_page:
        fixed += struct.pack("<HHIQ", 0x0003, 0x3FFD, 6, code_page)
    for number, value in properties.items():
        if isinstance(value, int):
            kind = 0x0040 if value > 1 << 32 else 0x0003
            fixed += struct.pack("<HHIQ", kind, number, 6, value)
        elif isinstance(value, bytes):
            streams[f"__substg1.0_{number:04X}0102"] = value
        elif code_page:
            streams[f"__substg1.0_{number:04X}001E"] = value.encode(f"cp{code_page}")
        else:
            streams[f"__substg1.0_{number:04X}001F"] = value.encode("utf-16-le")
    return {"__properties_version1.0": bytes(head_bytes) + fixed, **streams}

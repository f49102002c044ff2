"""The header of an internet mail as labelled lines: every address, the subject, the date, and what names a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.mail.addresses import read_addresses
from meibo.extraction.mail.header_words import decode_words, read_raw
from meibo.extraction.mail.message import Message

if TYPE_CHECKING:
    from meibo.extraction.mail.mime import Part

_LABELS = {
    # field: label, in the order in which they are shown
    "from": "差出人",
    "sender": "送信者",
    "to": "宛先",
    "apparently-to": "宛先",
    "cc": "Cc",
    "bcc": "Bcc",
    "reply-to": "返信先",
    "mail-reply-to": "返信先",
    "mail-followup-to": "返信先",
    "resent-from": "再送者",
    "resent-sender": "再送者",
    "resent-to": "再送先",
    "resent-cc": "再送先",
    "resent-bcc": "再送先",
    "resent-reply-to": "返信先",
    "delivered-to": "配信先",
    "x-original-to": "配信先",
    "x-forwarded-to": "転送先",
    "x-forwarded-for": "転送先",
    "envelope-to": "配信先",
    "return-path": "返送先",
    "errors-to": "返送先",
    "disposition-notification-to": "開封通知先",
    "return-receipt-to": "開封通知先",
    "x-confirm-reading-to": "開封通知先",
    "x-sender": "送信者",
}
_ROLES = {"to": "to", "apparently-to": "to", "cc": "cc", "bcc": "bcc"} | {
    "resent-to": "to",
    "resent-cc": "cc",
    "resent-bcc": "bcc",
}
_TEXTS = {"subject": "件名", "thread-topic": "", "date": "日時", "organization": "会社", "comments": "備考"} | {
    "keywords": "キーワード",
    "content-description": "説明",
    "snapshot-content-location": "URL",
}
_NOBODY = ("", "-", "MAILER-DAEMON")
"""Written for the sender where nobody is known."""
_TELLING = re.compile(r"x-.*(?:name|author|user|ip)$")
"""Fields of the mailer's own that may hold a person's name or where the mail was written."""


def read_header(part: Part) -> Message:
    """A message with its header alone. Technical fields are left out: their ids look like addresses."""
    message = Message()
    by_name: dict[str, list[str]] = {}
    for name, raw in part.fields:
        by_name.setdefault(name, []).append(read_raw(raw))
    for name, label in _LABELS.items():
        for value in by_name.get(name, ()):
            addresses = read_addresses(value)
            message.add_addresses(label, addresses, _ROLES.get(name, ""))
            if name == "from" and not message.sender:
                message.sender = next((each.address for each in addresses if each.address), "")
    if part.envelope not in (message.sender, *_NOBODY):
        message.lines.append(f"{_LABELS['return-path']}: {part.envelope}")
    for name, label in _TEXTS.items():
        message.lines += [f"{label}: {text}" for value in by_name.get(name, ()) if label and (text := _read(value))]
    for name, values in by_name.items():
        if name.startswith("x-") and name not in _LABELS:
            message.lines += [f"{name}: {text}" for text in map(_read, values) if _is_telling(name, text)]
    message.lines = list(dict.fromkeys(message.lines))
    return message


def _read(value: str) -> str:
    return decode_words(value).strip()


def _is_telling(name: str, text: str) -> bool:
    return bool(text) and (not text.isascii() or _TELLING.match(name) is not None)

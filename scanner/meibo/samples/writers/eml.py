"""Mail messages (RFC 5322, MIME RFC 2045-2049) as saved from a mail client."""

from __future__ import annotations

import datetime as dt
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import TYPE_CHECKING, Literal

from meibo.samples.companies import HOME
from meibo.samples.draft import Line, join, mark_line, show
from meibo.samples.writers.model import WRITTEN_AT, Written, enclose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message as Target

    from meibo.samples.page import Mark, Part
    from meibo.samples.writers.model import Mailbox, Message

    Charset = Literal["utf-8", "iso-2022-jp"]


def write_eml(message: Message, charset: Charset = "utf-8") -> Written:
    """A message; older clients write Japanese in ISO-2022-JP, newer ones in UTF-8."""
    body = MIMEText("\r\n".join(_list_lines(message)), "plain", charset)
    target: Target = body
    if message.files:
        target = MIMEMultipart(boundary=f"----=_Part_{message.number:04}")
        target.attach(body)
        for file in message.files:
            attached = MIMEApplication(file.written.content, Name=Header(file.name, charset).encode())
            attached.add_header("Content-Disposition", "attachment", filename=("utf-8", "", file.name))
            target.attach(attached)
    for name, value in _list_headers(message, charset):
        target[name] = value
    return Written(target.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), tuple(_mark(message)))


def _list_headers(message: Message, charset: Charset) -> Iterator[tuple[str, str]]:
    at = WRITTEN_AT + dt.timedelta(minutes=message.number)
    yield "From", _address(message.sender, charset)
    yield "To", ",\n ".join(_address(mailbox, charset) for mailbox in message.to)
    if message.cc:
        yield "Cc", ",\n ".join(_address(mailbox, charset) for mailbox in message.cc)
    yield "Subject", Header(message.subject, charset).encode()
    yield "Date", format_datetime(at)
    yield "Message-ID", f"<{at:%Y%m%d%H%M}.{message.number}@{HOME.domain}>"


def _address(mailbox: Mailbox, charset: Charset) -> str:
    name, address = show(mailbox.name), show(mailbox.address)
    return f"{Header(name, charset).encode()} <{address}>" if name else address


def _list_lines(message: Message) -> Iterator[str]:
    return (join(block.parts) for block in message.blocks if isinstance(block, Line))


def _mark(message: Message) -> Iterator[Mark]:
    """Headers first, each a line as a reader shows it; then the lines of the body; then what is attached."""
    yield from mark_headers(message)
    for line, block in enumerate(message.blocks, 1):
        if isinstance(block, Line):
            yield from mark_line(block.parts, line)
    yield from enclose(message.files)


def mark_headers(message: Message) -> Iterator[Mark]:
    """Where the people stand who write and are written to."""
    fields = (("From", (message.sender,)), ("To", message.to), ("Cc", message.cc))
    for line, (label, mailboxes) in enumerate([(label, those) for label, those in fields if those], 1):
        parts: list[Part] = []
        for mailbox in mailboxes:
            parts += [", " if parts else f"{label}: ", *_show_mailbox(mailbox)]
        yield from mark_line(parts, line, container=("headers",))


def _show_mailbox(mailbox: Mailbox) -> tuple[Part, ...]:
    return (mailbox.name, " <", mailbox.address, ">") if mailbox.name else (mailbox.address,)

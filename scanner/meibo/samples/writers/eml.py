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
from meibo.samples.draft import show
from meibo.samples.writers.mail_places import list_lines, mark_message
from meibo.samples.writers.model import WRITTEN_AT, Written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message as Target

    from meibo.samples.writers.model import Mailbox, Message

    Charset = Literal["utf-8", "iso-2022-jp"]


def write_eml(message: Message, charset: Charset = "utf-8") -> Written:
    """A message; older clients write Japanese in ISO-2022-JP, newer ones in UTF-8."""
    body = MIMEText("\r\n".join(list_lines(message)), "plain", charset)
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
    return Written(target.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), tuple(mark_message(message)))


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

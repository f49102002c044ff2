"""Mailboxes of many messages in one file (mbox, RFC 4155)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.samples.draft import show
from meibo.samples.writers.eml import write_eml
from meibo.samples.writers.model import WRITTEN_AT, File, Written, enclose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meibo.samples.writers.model import Message


def write_mbox(messages: Iterable[Message]) -> Written:
    """Messages in their order, each behind a line that begins with ``From``; they lead to their values by number."""
    content = b""
    files = []
    for number, message in enumerate(messages, 1):
        written = write_eml(message)
        text = re.sub(rb"^(>*From )", rb">\1", written.content.replace(b"\r\n", b"\n"), flags=re.MULTILINE)
        content += f"From {show(message.sender.address)} {WRITTEN_AT:%a %b %d %H:%M:%S %Y}\n".encode() + text + b"\n\n"
        files.append(File(f"message {number}", written))
    return Written(content, enclose(files))

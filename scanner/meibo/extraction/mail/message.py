"""A message of any mail format, and how it is read: recipients, header in labelled lines, bodies, attachments."""

from __future__ import annotations

import io
import re
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import structs

from meibo.extraction.blocks import TABLE, cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.mail.mailed_passwords import find_passwords
from meibo.extraction.mail.markup_text import cover_each_other, read_markup
from meibo.extraction.mail.recipients import judge_recipients
from meibo.extraction.model import Member, Notice
from meibo_detectors.model import Block, Layout, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from meibo.extraction.mail.addresses import Address
    from meibo.extraction.model import Item, Source
    from meibo.extraction.passwords import Passwords

HEADER = "header"
"""The last name in the container of header lines: who a mail is from and to is not what it carries."""
_ADDRESS = re.compile(r"(?P<label>[^:]{1,12}): (?:(?P<name>[^<>]+) <(?P<beside>[^<>]+)>|(?P<alone>[^<>\s]+@[^<>\s]+))")
_COLUMNS = "区分\t氏名\tメールアドレス\n".encode()
"""The names of the columns of a header that is shown as a table; they are ours, not the mail's."""
_MARKUP = Layout("markup")
_SILENT = re.compile(r"[\0-\x1f\x7f-\x9f\ud800-\udfff]+")
_MOST_NAME_CHARS = 255
_AHEAD_MESSAGES = 16
_AHEAD_BYTES = 32 << 20
"""How far a mailbox is read ahead for the password of an attachment: it is mailed next."""


class Body(NamedTuple):
    """What a message says, as text, as HTML, or as both."""

    text: str = ""
    markup: str = ""


class Attachment(NamedTuple):
    """A file that a message carries."""

    name: str
    read: Callable[[], bytes]
    """The content; it pays the budget."""
    is_decoration: bool = False


class Message(msgspec.Struct):
    """One message."""

    lines: list[str] = []
    """The header as it is shown, one field a line: ``差出人: 名前 <address>``."""
    sender: str = ""
    """The address it is from, empty where it has none."""
    recipients: list[tuple[str, str]] = []
    """``to``, ``cc`` or ``bcc``, and an address."""
    bodies: list[Body] = []
    attachments: list[Attachment] = []
    messages: list[tuple[str, Callable[[], Message]]] = []
    """Those that are stored inside it in its own format, with the name under which they are shown."""
    notices: list[Notice] = []
    size_bytes: int = 0
    """What is held as long as the message is."""
    failure: Exception | None = None
    """Why it was not read to its end; raised when the rest was given."""

    def add_addresses(self, label: str, addresses: Iterable[Address], role: str = "") -> None:
        """Show addresses, one a line; ``role`` makes them recipients."""
        for address in addresses:
            self.lines.append(f"{label}: {address}")
            if role and address.address:
                self.recipients.append((role, address.address))

    def find_passwords(self) -> list[str]:
        """Words of its subject and its bodies that may be passwords."""
        subject = [line for line in self.lines if line.startswith("件名: ")]
        return find_passwords("\n".join([*subject, *(body.text or read_markup(body.markup) for body in self.bodies)]))


def read_message(message: Message, source: Source, container: tuple[str, ...] = ()) -> Iterator[Item]:
    """All that a message holds; ``container`` is where in the source it is. Found passwords are remembered first."""
    limits = source.budget.limits
    source.passwords.add(message.find_passwords())
    for notice in (*judge_recipients(message.sender, message.recipients, source.own_domains), *message.notices):
        yield structs.replace(notice, container=container + notice.container)
    yield from _show_header(message.lines, Position((*container, HEADER), line=1, column=1), source)
    for number, body in enumerate(message.bodies, 1):
        at = container if number == 1 else (*container, f"body {number}")
        text_counts, markup_counts = cover_each_other(body.text, body.markup)
        if text_counts:
            yield from cut_text(body.text, limits, Position(at, line=1, column=1))
        if markup_counts:
            place = (*at, "body.html") if text_counts else at
            yield from cut_text(body.markup, limits, Position(place, line=1, column=1), _MARKUP)
    for attachment in message.attachments:
        name = _SILENT.sub(" ", attachment.name).strip()[:_MOST_NAME_CHARS] or "attachment"
        try:
            content = io.BytesIO(attachment.read())
        except OSError as error:  # an attachment is damaged, and the others are read
            yield Notice("damaged", detail=describe_exception(error), container=(*container, name))
            continue
        except LimitReachedError as limit:
            if limit.code != "held-limit":
                raise
            yield Notice(limit.code, detail=limit.figure, container=(*container, name))
            continue
        yield Member(name, content, attachment.is_decoration, container)
    for name, read_inner in message.messages:
        source.budget.take_member()
        with source.budget.inside():
            yield from read_message(read_inner(), source, (*container, name))
    if message.failure:
        raise message.failure


def _show_header(lines: list[str], position: Position, source: Source) -> Iterator[Block]:
    """The lines of a header. Addresses are rows of a table, for a name is surer in a column of names, and belongs to
    the address beside it; any other line is a row of one cell."""
    found = [_ADDRESS.fullmatch(line) for line in lines]
    if not any(found):
        yield from cut_text("\n".join(lines), source.budget.limits, position)
        return
    shown = "\n".join(
        _join((row["label"], row["name"] or "", row["beside"] or row["alone"])) if row else _join((line,))
        for line, row in zip(lines, found, strict=True)
    )
    for block in cut_text(shown, source.budget.limits, position, TABLE):
        text = _COLUMNS + block.text[block.lead :]
        yield structs.replace(block, text=text, lead=len(_COLUMNS))


def _join(cells: Iterable[str]) -> str:
    """One row of the table of a header; quotes and tabs in a name would be taken for its own."""
    return "\t".join(cell.replace("\t", " ").replace('"', "”") for cell in cells)


Found = tuple[tuple[str, ...], Message]
"""A message of a mailbox, and its container."""


def look_ahead(messages: Iterable[Found], passwords: Passwords) -> Iterator[Found]:
    """The messages of a mailbox, each after the passwords of those that follow it are remembered."""
    held: deque[Found] = deque()
    held_bytes = 0
    for found in messages:
        message = found[1]
        passwords.add(message.find_passwords())
        held.append(found)
        held_bytes += message.size_bytes
        while len(held) > _AHEAD_MESSAGES or (held_bytes > _AHEAD_BYTES and held):
            held_bytes -= held[0][1].size_bytes
            yield held.popleft()
    yield from held


def read_messages(messages: Iterable[Found], source: Source) -> Iterator[Item]:
    """All messages of a mailbox; one that is damaged is an issue, and the others are read."""
    for container, message in look_ahead(messages, source.passwords):
        try:
            yield from read_message(message, source, container)
        except (LimitReachedError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a library raises
            yield Notice("damaged", detail=describe_exception(error), container=container)

"""An item of Outlook (mail, contact, appointment, task, note) as a message, from its properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.describe import describe_exception
from meibo.extraction.mail.addresses import Address, read_addresses
from meibo.extraction.mail.header import read_header
from meibo.extraction.mail.message import Body, Message
from meibo.extraction.mail.mime import read_part
from meibo.extraction.mail.outlook_fields import (
    ADDRESS,
    AUTHOR,
    BODY,
    BODY_CODE_PAGE,
    CLASS,
    DELIVERED,
    DISPLAY_NAME,
    HEADERS,
    HTML,
    RECEIVER,
    RECIPIENT_TYPE,
    REPLY_NAMES,
    RICH_TEXT,
    SENDER,
    SHOWN_TO,
    SMTP_ADDRESS,
    SUBJECT,
    SUBMITTED,
    Properties,
    name_code_page,
    show_contact,
    show_details,
)
from meibo.extraction.mail.rich_text import read_rich_text, unpack_rich_text
from meibo.extraction.model import Notice
from meibo.extraction.text.charsets import decode_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meibo.extraction.budget import Budget

_ROLES = {1: ("宛先", "to"), 2: ("Cc", "cc"), 3: ("Bcc", "bcc")}
_ROLE_BITS = 0xF
"""Those above say how the message was answered."""
_SHOWN_BEFORE = ("差出人: ", "宛先: ", "Cc: ", "Bcc: ", "件名: ", "日時: ")


def make_message(item: Properties, recipients: Iterable[Properties], budget: Budget) -> Message:
    """The item without its attachments."""
    message = Message()
    author, sender = _read_address(item, AUTHOR), _read_address(item, SENDER)
    sent = read_header(read_part(item.lines(HEADERS).encode()))
    message.sender = next((each.address for each in (author, sender) if "@" in each.address), sent.sender)
    message.add_addresses("差出人", [Address(author.name or sender.name, message.sender or author.address)])
    if sender.address != author.address and sender.address and author.address:
        message.add_addresses("送信者", [sender])
    _add_recipients(message, item, recipients, sent)
    message.add_addresses("返信先", [Address(name.strip(), "") for name in item.text(REPLY_NAMES).split(";")])
    message.add_addresses("配信先", [_read_address(item, RECEIVER)])
    for label, text in (("件名", item.text(SUBJECT)), ("日時", item.text(SUBMITTED, DELIVERED))):
        message.lines += [f"{label}: {text}"] if text else []
    message.lines += [line for line in sent.lines if not line.startswith(_SHOWN_BEFORE)]
    message.lines += show_details(item)
    message.lines = [line for line in dict.fromkeys(message.lines) if not line.endswith(": ")]
    is_contact = item.text(CLASS).lower().startswith(("ipm.contact", "ipm.abchperson"))
    if is_contact:
        message.bodies = [Body("\n".join(show_contact(item)))]
    try:
        body = read_body(item, budget)
    except ValueError as error:
        message.notices.append(Notice("damaged", detail=describe_exception(error)))
        body = Body()
    if body.text.strip() or body.markup.strip():
        message.bodies = [*message.bodies, body]
    message.size_bytes = sum(len(body.text) + len(body.markup) for body in message.bodies)
    return message


def read_body(item: Properties, budget: Budget) -> Body:
    """Text and HTML as they are stored; rich text, which is the same again, only where there is neither."""
    text = item.lines(BODY)
    html = item.values.get(HTML, "")
    charset = name_code_page(item.number(BODY_CODE_PAGE)) or item.charset
    markup = decode_as(html, charset) if isinstance(html, bytes) else str(html)
    if not text.strip() and not markup.strip() and (packed := item.raw(RICH_TEXT)):
        raw = unpack_rich_text(packed, budget)
        return read_rich_text(raw, budget)
    return Body(text.rstrip("\0"), markup.rstrip("\0"))


def _add_recipients(message: Message, item: Properties, recipients: Iterable[Properties], sent: Message) -> None:
    by_role: dict[int, list[Address]] = {1: [], 2: [], 3: []}
    for each in recipients:
        address = _read_address(each, (DISPLAY_NAME, SMTP_ADDRESS, ADDRESS))
        by_role.setdefault(each.number(RECIPIENT_TYPE) & _ROLE_BITS, []).append(address)
    if any(by_role.values()):
        for role, addresses in by_role.items():
            label, kind = _ROLES.get(role, ("宛先", "to"))
            message.add_addresses(label, addresses, kind)
        return
    for number, label in SHOWN_TO.items():
        message.add_addresses(label, [Address(name.strip(), "") for name in item.text(number).split(";")])
    message.recipients += sent.recipients
    message.lines += [line for line in sent.lines if line.startswith(_SHOWN_BEFORE[1:4])]


def _read_address(item: Properties, numbers: Sequence[int]) -> Address:
    name, *addresses = map(item.text, numbers)
    return _make_address(name, addresses)


def _make_address(name: str, addresses: Sequence[str]) -> Address:
    """An address of the internet and the name before it; the name may be the address again, or hold it."""
    address = next((each for each in addresses if "@" in each), "")
    if "@" in name and (inside := read_addresses(name)):
        name, address = inside[0].name, address or inside[0].address
    return Address("" if name == address else name, address)

"""Outlook's mail stores (pst, ost; MS-PST), read with libpff: every folder, every item, and items without a folder.

An item stands in the container of its folders and ``message 12``; deleted items are in a folder like others.
"""

from __future__ import annotations

import importlib.util
from functools import partial
from typing import TYPE_CHECKING, Any

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.mail.internet_mail import name_message
from meibo.extraction.mail.message import Attachment, Message, read_messages
from meibo.extraction.mail.outlook_fields import (
    ATTACH_ID,
    ATTACH_KIND,
    ATTACH_LONG_NAME,
    ATTACH_NAME,
    BODY_CODE_PAGE,
    BYTE_TEXT_TYPE,
    DISPLAY_NAME,
    LIST,
    NAMES,
    READ,
    SUBJECT,
    TEXT_CODE_PAGE,
    TEXT_TYPE,
    Properties,
    name_code_page,
    read_names,
    read_value,
)
from meibo.extraction.mail.outlook_item import make_message
from meibo.extraction.model import Notice
from meibo.extraction.optional import tell_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.mail.message import Found
    from meibo.extraction.model import Item, Source

_MOST_DEPTH = 64
"""Folders in folders, and messages in messages."""
_READ_BYTES = 1 << 20
_TEXTS = (TEXT_TYPE, BYTE_TEXT_TYPE)


def extract(source: Source) -> Iterator[Item]:
    """The items folder by folder, as messages."""
    if importlib.util.find_spec("pypff") is None:
        yield tell_missing("outlook-store", "pst")
        return
    import pypff

    file = pypff.file()
    file.open_file_object(source.stream)
    try:
        yield from read_messages(_Store(file, source).read(), source)
    finally:
        file.close()


class _Store:
    """An opened store. Objects of libpff are not typed; whatever is damaged raises OSError."""

    def __init__(self, file: Any, source: Source) -> None:
        self._file, self._budget = file, source.budget
        self._names = self._read_names()

    def read(self) -> Iterator[Found]:
        """Every item, and a message that says so where one cannot be read."""
        yield from self._read_folder(self._file.get_root_folder(), (), set())
        for number in range(_count(self._file, "number_of_orphan_items")):
            yield from self._read_item(
                partial(self._file.get_orphan_item, number), ("orphans", f"message {number + 1}")
            )

    def _read_folder(self, folder: Any, container: tuple[str, ...], seen: set[int]) -> Iterator[Found]:
        if folder.identifier in seen or len(container) > _MOST_DEPTH:
            return
        seen.add(folder.identifier)
        name = _read_folder_name(folder)
        place = (*container, name) if name else container
        for number in range(_count(folder, "number_of_sub_messages")):
            yield from self._read_item(partial(folder.get_sub_message, number), (*place, f"message {number + 1}"))
        for number in range(_count(folder, "number_of_sub_folders")):
            try:
                inner = folder.get_sub_folder(number)
            except OSError as error:
                yield place, _say_damaged(error)
            else:
                yield from self._read_folder(inner, place, seen)

    def _read_item(self, get: Any, container: tuple[str, ...]) -> Iterator[Found]:
        self._budget.take_member()
        try:
            message = self._make_message(get(), 0)
        except (LimitReachedError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - a damaged item is an issue, and the others are read
            message = _say_damaged(error)
        yield container, message

    def _make_message(self, item: Any, depth: int) -> Message:
        properties = self._read_properties(item)
        rows = getattr(item, "recipients", None)
        recipients = [self._read_entries(row, properties.charset) for row in rows.recipients] if rows else []
        message = make_message(properties, recipients, self._budget)
        for number in range(_count(item, "number_of_attachments")):
            try:
                self._attach(message, item.get_attachment(number), properties.charset, depth)
            except OSError as error:
                message.notices.append(Notice("damaged", detail=describe_exception(error)))
        return message

    def _attach(self, message: Message, attachment: Any, charset: str, depth: int) -> None:
        attached = self._read_properties(attachment, charset)
        name = attached.text(ATTACH_LONG_NAME, ATTACH_NAME, DISPLAY_NAME)
        if _count(attachment, "number_of_sub_items"):
            if depth < _MOST_DEPTH:
                inner = attachment.get_sub_item(0)
                shown = name_message(self._read_properties(inner, charset).text(SUBJECT) or name)
                message.messages.append((f"{shown}.msg", partial(self._make_message, inner, depth + 1)))
            return
        is_decoration = attached.text(ATTACH_KIND).startswith("image/") and bool(attached.text(ATTACH_ID))
        shown = name or f"attachment {len(message.attachments) + 1}"
        message.attachments.append(Attachment(shown, partial(self._load, attachment), is_decoration))

    def _load(self, attachment: Any) -> bytes:
        """The content of an attachment, paid for piece by piece."""
        attachment.seek_offset(0)
        chunks: list[bytes] = []
        held = 0
        most_bytes = self._budget.limits.held_bytes
        while chunk := attachment.read_buffer(_READ_BYTES):
            self._budget.take_bytes(len(chunk))
            held += len(chunk)
            if held > most_bytes:
                raise LimitReachedError("held-limit", f"{most_bytes:,} bytes")
            chunks.append(chunk)
        return b"".join(chunks)

    def _read_properties(self, item: Any, charset: str = "") -> Properties:
        sets = item.record_sets if _count(item, "number_of_record_sets") else ()
        return next((self._read_entries(each, charset) for each in sets), Properties({}, charset))

    def _read_entries(self, record_set: Any, charset: str) -> Properties:
        """The properties of a set; strings of bytes are decoded when it is known how."""
        item = Properties({}, charset)
        entries = [entry for entry in record_set.entries if self._name(entry) in READ]
        for number in (TEXT_CODE_PAGE, BODY_CODE_PAGE):
            pages = [int.from_bytes(entry.data or b"", "little") for entry in entries if entry.entry_type == number]
            if pages and (page := name_code_page(pages[0])):
                item.charset = page
                break
        for entry in entries:
            data = entry.data
            if not data:
                continue
            self._budget.take_bytes(len(data))
            kind = entry.value_type
            number = self._name(entry)
            if kind & LIST and kind & ~LIST in _TEXTS:
                item.values[number] = [str(read_value(raw, kind & ~LIST, item.charset)) for raw in _cut_list(data)]
            elif (value := read_value(data, kind, item.charset)) is not None:
                item.values[number] = value
        subject = item.values.get(SUBJECT)
        if isinstance(subject, str) and subject[:1] == "\x01":  # how long its prefix is, such as RE:
            item.values[SUBJECT] = subject[2:]
        return item

    def _name(self, entry: Any) -> int:
        """The number of a property in every store."""
        number = int(entry.entry_type)
        return self._names.get(number, number)

    def _read_names(self) -> dict[int, int]:
        """The numbers of named properties by those of this store."""
        try:
            sets = self._file.name_to_id_map.record_sets
            entries = [entry for each in sets for entry in each.entries if entry.entry_type == NAMES]
            return read_names(entries[0].data or b"") if entries else {}
        except (OSError, AttributeError):
            return {}


def _read_folder_name(folder: Any) -> str:
    try:
        return str(folder.name or "")
    except (OSError, UnicodeError):
        return "folder"


def _count(item: Any, name: str) -> int:
    """How many of its parts there are; 0 where it has no such parts or does not know."""
    try:
        return int(getattr(item, name, 0) or 0)
    except OSError:
        return 0


def _cut_list(data: bytes) -> list[bytes]:
    """The values of a property of several (MS-PST 2.3.3.4): their number, where each begins, then the values."""
    count = min(int.from_bytes(data[:4], "little"), len(data) // 4)
    starts = [int.from_bytes(data[at : at + 4], "little") for at in range(4, 4 + 4 * count, 4)]
    return [data[start:stop] for start, stop in zip(starts, [*starts[1:], len(data)], strict=True)]


def _say_damaged(error: Exception) -> Message:
    return Message(notices=[Notice("damaged", detail=describe_exception(error))])

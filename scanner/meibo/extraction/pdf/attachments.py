"""Files inside a PDF: those of the document (a portfolio is nothing but them) and those pinned to a page."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING, Any

from meibo.extraction.model import Member, Notice
from meibo.extraction.pdf.strings import read_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item


def read_attachments(document: Any, budget: Budget) -> Iterator[Item]:
    """The files of a document."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFDoc_GetAttachmentCount(document)):
        attachment = pdfium.FPDFDoc_GetAttachment(document, index)
        if attachment:
            yield read_attachment(attachment, f"attachment-{index + 1}", budget)


def read_attachment(attachment: Any, no_name: str, budget: Budget) -> Member | Notice:
    """One file as a member; ``no_name`` is its name where it has none."""
    import pypdfium2.raw as pdfium

    name = read_wide(pdfium.FPDFAttachment_GetName, attachment) or no_name
    length = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, length):
        return Notice("damaged", container=(name,))
    most = budget.limits.held_bytes
    if length.value > most:
        return Notice("held-limit", detail=f"{most:,} bytes", container=(name,))
    budget.take_bytes(length.value)
    buffer = ctypes.create_string_buffer(max(length.value, 1))
    pdfium.FPDFAttachment_GetFile(attachment, buffer, length.value, length)
    return Member(name, io.BytesIO(buffer.raw[: length.value]))

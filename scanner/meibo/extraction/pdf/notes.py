"""What lies on a page and is not its text: form fields, notes with their authors, links and pinned files."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from meibo.extraction.blocks import cut_text
from meibo.extraction.pdf.attachments import read_attachment
from meibo.extraction.pdf.fields import Field, read_field
from meibo.extraction.pdf.strings import read_narrow, read_wide
from meibo.extraction.pdf.xfa import read_xfa
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item

_MOST_ON_A_PAGE = 20_000


class Notes:
    """The notes of one document; a field that shows on several pages is told once."""

    def __init__(self, document: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._document = document
        self._form = None
        self._told: set[tuple[str, str]] = set()
        self._values: set[str] = set()
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            with contextlib.suppress(RuntimeError):  # a form that pdfium does not understand; its pages may be read
                document.init_forms()
            self._form = document.formenv

    def read_fields(self, page: Any, budget: Budget) -> list[Field]:
        """The fields of a page that are filled in and were not told before."""
        fields: list[Field] = []
        if self._form is None:
            return fields
        for _, note, kind in self._list(page, budget):
            field = read_field(self._form, note) if kind == self._pdfium.FPDF_ANNOT_WIDGET else None
            if field is not None and (field.name, field.value) not in self._told:
                self._told.add((field.name, field.value))
                self._values.add(field.value)
                fields.append(field)
        return fields

    def read(self, page: Any, number: int, text: str, budget: Budget) -> Iterator[Item]:
        """Notes of a page as lines, and its pinned files; ``text`` is what the page shows."""
        pdfium = self._pdfium
        lines: list[str] = []
        for index, note, kind in self._list(page, budget):
            if kind == pdfium.FPDF_ANNOT_LINK:
                lines += self._read_link(note, text)
            elif kind not in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_POPUP):
                lines += self._read_note(note)
            attachment = kind == pdfium.FPDF_ANNOT_FILEATTACHMENT and pdfium.FPDFAnnot_GetFileAttachment(note)
            if attachment:
                yield read_attachment(attachment, f"page-{number}-attachment-{index + 1}", budget)
        yield from cut_text("\n".join(lines), budget.limits, Position(("annotations",), page=number))

    def _list(self, page: Any, budget: Budget) -> Iterator[tuple[int, Any, int]]:
        """Number, handle and kind of each annotation of a page; the handle holds until the next."""
        pdfium = self._pdfium
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ON_A_PAGE)):
            budget.check_time()
            note = pdfium.FPDFPage_GetAnnot(page, index)
            if note:
                try:
                    yield index, note, pdfium.FPDFAnnot_GetSubtype(note)
                finally:
                    pdfium.FPDFPage_CloseAnnot(note)

    def read_xfa(self, budget: Budget) -> str:
        """Lines ``name: value`` of a form in XML, without values that its fields on the pages have told."""
        fields = [(name, value) for name, value in read_xfa(self._document, budget) if value not in self._values]
        return "\n".join(dict.fromkeys(f"{name}: {value}" for name, value in fields))

    def _read_note(self, note: Any) -> Iterator[str]:
        """A comment, and who wrote it."""
        for key, label in ((b"T", "作成者: "), (b"Subj", ""), (b"Contents", "")):
            value = read_wide(self._pdfium.FPDFAnnot_GetStringValue, note, key).replace("\r", "\n").strip()
            if value:
                yield label + value

    def _read_link(self, note: Any, text: str) -> Iterator[str]:
        """The address that a link writes to, unless the page shows it."""
        pdfium = self._pdfium
        link = pdfium.FPDFAnnot_GetLink(note)
        action = pdfium.FPDFLink_GetAction(link) if link else None
        if action:
            target = read_narrow(pdfium.FPDFAction_GetURIPath, self._document, action)
            scheme, _, address = target.partition(":")
            address = address.partition("?")[0]
            if scheme.lower() == "mailto" and address and address not in text:
                yield f"メール: {address}"

"""What lies on a page and is not its text: values of form fields, notes with their authors, links and pinned files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meibo.extraction.blocks import cut_text
from meibo.extraction.pdf_attachments import read_attachment
from meibo.extraction.pdf_strings import read_narrow, read_wide
from meibo.extraction.pdf_xfa import read_xfa
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
        self._told: set[str] = set()
        self._values: set[str] = set()
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
            self._form = document.formenv

    def read(self, page: Any, number: int, text: str, budget: Budget) -> Iterator[Item]:
        """Fields and notes of a page as lines ``name: value``, then its pinned files; ``text`` is what it shows."""
        pdfium = self._pdfium
        fields: list[str] = []
        notes: list[str] = []
        count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ON_A_PAGE)
        for index in range(count):
            budget.check_time()
            note = pdfium.FPDFPage_GetAnnot(page, index)
            if not note:
                continue
            try:
                kind = pdfium.FPDFAnnot_GetSubtype(note)
                if kind == pdfium.FPDF_ANNOT_WIDGET:
                    fields += self._read_field(note)
                elif kind == pdfium.FPDF_ANNOT_LINK:
                    notes += self._read_link(note, text)
                elif kind != pdfium.FPDF_ANNOT_POPUP:
                    notes += self._read_note(note)
                if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                    attachment = pdfium.FPDFAnnot_GetFileAttachment(note)
                    if attachment:
                        yield read_attachment(attachment, f"page-{number}-attachment-{index + 1}", budget)
            finally:
                pdfium.FPDFPage_CloseAnnot(note)
        yield from cut_text("\n".join(fields), budget.limits, Position(page=number))
        yield from cut_text("\n".join(notes), budget.limits, Position(("annotations",), page=number))

    def read_xfa(self, budget: Budget) -> str:
        """Lines ``name: value`` of a form in XML, without values that its fields on the pages have told."""
        fields = [(name, value) for name, value in read_xfa(self._document, budget) if value not in self._values]
        return "\n".join(dict.fromkeys(f"{name}: {value}" for name, value in fields))

    def _read_field(self, note: Any) -> Iterator[str]:
        """A field that is filled in; a box that is ticked shows what it stands for."""
        pdfium = self._pdfium
        if self._form is None:
            return
        kind = pdfium.FPDFAnnot_GetFormFieldType(self._form, note)
        if kind in (pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_SIGNATURE):
            return
        is_box = kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
        if is_box and not pdfium.FPDFAnnot_IsChecked(self._form, note):
            return
        read = pdfium.FPDFAnnot_GetFormFieldExportValue if is_box else pdfium.FPDFAnnot_GetFormFieldValue
        value = read_wide(read, self._form, note).replace("\r\n", "\n").replace("\r", "\n").strip()
        name = read_wide(pdfium.FPDFAnnot_GetFormFieldAlternateName, self._form, note).strip()
        name = name or read_wide(pdfium.FPDFAnnot_GetFormFieldName, self._form, note).strip()
        line = f"{name}: {value}"
        if value and line not in self._told:
            self._told.add(line)
            self._values.add(value)
            yield line

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

"""Form fields of a page: those whose name says something are lines, the others stand where the page shows them."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from meibo.extraction.pdf.glyphs import Glyphs
from meibo.extraction.pdf.strings import read_wide

if TYPE_CHECKING:
    from collections.abc import Iterable

_GIVEN = "text|field|box|check|fill|form|undefined|untitled|テキスト|フィールド|名称未設定|欄"
_NO_NAME = re.compile(rf"(?:{_GIVEN}|[\W\d_])*", re.IGNORECASE)
"""Names that programs give: their number tells nobody what belongs into a field."""
_MOST_HEIGHT = 12.0
"""Points of a line in a field."""


class Field(NamedTuple):
    """A field that is filled in."""

    name: str
    value: str
    box: tuple[float, float, float, float]
    """Left, bottom, right and top."""

    @property
    def has_name(self) -> bool:
        """Whether its name may say what it holds."""
        return not _NO_NAME.fullmatch(self.name.rpartition(".")[2])


def read_field(form: Any, note: Any) -> Field | None:
    """A field by its widget; None where it is empty, a button or a signature. A ticked box has what it stands for."""
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    if kind in (pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_SIGNATURE):
        return None
    is_box = kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
    if is_box and not pdfium.FPDFAnnot_IsChecked(form, note):
        return None
    read = pdfium.FPDFAnnot_GetFormFieldExportValue if is_box else pdfium.FPDFAnnot_GetFormFieldValue
    value = read_wide(read, form, note).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not value:
        return None
    name = read_wide(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, note).strip()
    name = name or read_wide(pdfium.FPDFAnnot_GetFormFieldName, form, note).strip()
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, ctypes.byref(rect))
    return Field(name, value, (rect.left, rect.bottom, rect.right, rect.top))


def add_fields(glyphs: Glyphs, fields: Iterable[Field]) -> Glyphs:
    """The glyphs of a page and those of fields, spread over their boxes line by line."""
    text, boxes, spaced = list(glyphs.text), [glyphs.box], list(glyphs.is_spaced)
    for field in fields:
        left, bottom, right, top = field.box
        lines = field.value.split("\n")
        height = min((top - bottom) / len(lines), _MOST_HEIGHT)
        low = (top + bottom + height * len(lines)) / 2 - height
        for line in lines:
            width = min((right - left) / max(len(line), 1), height)
            at = left + width * np.arange(len(line))
            boxes.append(np.stack((at, np.full(len(line), low), at + width, np.full(len(line), low + height)), axis=1))
            text += line
            spaced += [True] + [False] * (len(line) - 1) if line else []
            low -= height
    turn = np.concatenate((glyphs.turn, np.zeros(len(text) - len(glyphs.text), np.int8)))
    return Glyphs(text, np.concatenate(boxes), np.array(spaced, np.bool_), turn)

"""The text of a slide, of its notes and comments, and of diagrams (PresentationML and DrawingML, ECMA-376 Part 1).

DrawingML writes paragraphs, runs and tables with the same local names as WordprocessingML, so one reader hears both;
here is what differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.documents.word_text import WordText

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN_WORDS = {"ftr", "hdr"}
"""Placeholders of masters whose text is no prompt: it is shown on slides."""


class SlideText(WordText):
    """Hears the events of one part, and gives its lines and rows.

    ``is_template`` leaves out the prompts of placeholders ("Click to edit ..."), which masters and layouts hold.
    """

    skipped = frozenset({"pPr", "lstStyle", "defRPr", "endParaRPr", "tblPr", "tblGrid", "extLst"})
    texts = frozenset({"t", "text"})

    def __init__(self, targets: Mapping[str, str] | None = None, *, is_template: bool = False) -> None:
        super().__init__(targets)
        self._is_template = is_template
        if is_template:
            self.skipped |= {"fld"}  # dates and page numbers
        self._is_prompt = False
        self._starts |= {
            "ph": self._note_placeholder,
            "txBody": self._leave_out_prompt,
            "cNvPr": self._add_picture_text,
            "hlinkClick": self._start_link,
            "cm": lambda _: self._flow.start_paragraph(),
            "cmAuthor": self._add_commenter,
            "author": self._add_commenter,
        }
        self._ends |= {"r": self._end_link, "cm": self._flow.end_paragraph, "sp": self._end_shape}

    def _note_placeholder(self, attributes: dict[str, str]) -> None:
        self._is_prompt = self._is_template and attributes.get("type", "") not in _OWN_WORDS

    def _leave_out_prompt(self, _: dict[str, str]) -> None:
        self._skipped = int(self._is_prompt)

    def _end_shape(self) -> None:
        self._is_prompt = False

    def _add_commenter(self, attributes: dict[str, str]) -> None:
        self._flow.add_line(f"作成者: {attributes.get('name', '')}")
        self._add_account(attributes)

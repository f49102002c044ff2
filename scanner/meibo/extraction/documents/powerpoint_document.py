"""PowerPoint 97-2003 presentations: ppt, pps, pot ([MS-PPT], Microsoft)."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from meibo.extraction.documents import powerpoint_binary as ppt
from meibo.extraction.documents.field_codes import find_address
from meibo.extraction.documents.flow import MOST_COLUMNS, Line, Row, cut_pieces, guard
from meibo.extraction.documents.office_art import extract_pictures
from meibo.extraction.model import Member, Notice
from meibo.extraction.office.ole_streams import open_stream
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    import olefile

    from meibo.extraction.budget import Budget
    from meibo.extraction.documents.flow import Piece
    from meibo.extraction.model import Item

_SLIDES, _MASTERS, _NOTES = 0, 1, 2
_TAG = "___PPT"
"""Names of parts that newer versions have added."""


def extract_powerpoint(
    ole: olefile.OleFileIO, budget: Budget, storage: tuple[str, ...] = (), *, is_plain: bool = False
) -> Iterator[Item]:
    """Blocks of the slides in their order, then of their notes, masters and links; objects and pictures as members.

    ``storage`` leads to a presentation that is embedded in another document, and stands before its containers.
    ``is_plain`` gives the text of all records as it comes, without pages: that of a damaged presentation, of one whose
    parts cannot be found, and what older edits have left behind.
    """

    def read(stream: str) -> bytes:
        path = [*storage, stream]
        return budget.read(open_stream(ole, path)) if ole.exists(path) else b""

    try:
        binary = ppt.PowerPointBinary(read("PowerPoint Document"), read("Current User"))
    except ppt.EncryptedError:
        yield Notice("encrypted", container=storage)
        return
    document = binary.find(binary.document_id)
    if is_plain or document is None or document.kind != ppt.DOCUMENT:
        yield from cut_pieces(_read_all(binary, budget), budget, Position(line=1, container=storage))
        if not is_plain:
            yield Notice("damaged", detail="no document", container=storage)
    else:
        presentation = _Presentation(binary, document)
        for place, pieces in (
            ((), presentation.read_slides()),
            (("notes",), presentation.read_notes()),
            (("masters",), presentation.read_masters()),
            ((), presentation.read_links()),
        ):
            at = Position(line=None if place == ("notes",) else 1, container=(*storage, *place))
            yield from guard(cut_pieces(pieces, budget, at), "/".join((*storage, *place)))
        yield from guard(presentation.read_objects(budget), "objects")
    yield from guard(extract_pictures(read("Pictures"), budget, storage), "Pictures")


def _read_all(binary: ppt.PowerPointBinary, budget: Budget) -> Iterator[Piece]:
    for record in binary.walk(0, len(binary.data)):
        if text := binary.text(record):
            yield Line(text)
        budget.check_time()


class _Presentation:
    """What the newest edit of a presentation holds."""

    def __init__(self, binary: ppt.PowerPointBinary, document: ppt.Record) -> None:
        self._binary, self._document = binary, document
        self._pages: dict[int, int] = {}
        """Numbers of pages by the identifiers of slides, which notes refer to."""
        self._tables = 0

    def read_slides(self) -> Iterator[Piece]:
        """The text of each slide's placeholders, then of its other shapes."""
        for page, (persist, texts) in enumerate(self._list(_SLIDES), 1):
            self._pages[self._binary.number(persist, 12)] = page
            yield from (Line(text, page=page) for text in texts)
            slide = self._binary.find(self._binary.number(persist, 0))
            if slide is not None:
                yield from self._read_shapes(slide, page, set(texts))

    def read_notes(self) -> Iterator[Piece]:
        """The notes of the slides, on the pages of their slides."""
        for persist, _ in self._list(_NOTES):
            notes = self._binary.find(self._binary.number(persist, 0))
            if notes is None:
                continue
            atom = next((r for r in self._binary.children(notes.start, notes.end) if r.kind == ppt.NOTES_ATOM), None)
            page = self._pages.get(self._binary.number(atom, 0), 0) if atom else 0
            yield from self._read_shapes(notes, page, set())

    def read_masters(self) -> Iterator[Piece]:
        """The text that is shown on all slides: that of shapes which are no placeholders."""
        for persist, _ in self._list(_MASTERS):
            master = self._binary.find(self._binary.number(persist, 0))
            for shape in self._binary.walk(master.start, master.end) if master else ():
                inside = [] if shape.kind != ppt.SHAPE else list(self._binary.walk(shape.start, shape.end))
                if not any(record.kind == ppt.PLACEHOLDER for record in inside):
                    yield from (Line(text) for record in inside if (text := self._binary.text(record)))

    def read_links(self) -> Iterator[Piece]:
        """Addresses that links lead to, and the texts of headers and footers of the whole presentation."""
        for record in self._binary.walk(self._document.start, self._document.end):
            if record.kind == ppt.LINK:
                for inner in self._binary.children(record.start, record.end):
                    text = self._binary.text(inner)
                    yield from (Line(shown, "links") for shown in (find_address(text) or text,) if shown)

    def read_objects(self, budget: Budget) -> Iterator[Item]:
        """Embedded documents as members."""
        number = 0
        for record in self._binary.walk(self._document.start, self._document.end):
            if record.kind != ppt.OBJECT_ATOM:
                continue
            stored = self._binary.find(self._binary.number(record, 16))
            if stored is None or stored.kind != ppt.OBJECT_DATA:
                continue
            number += 1
            raw = self._binary.data[stored.start : stored.end]
            if stored.instance:
                unpack = zlib.decompressobj()
                raw = unpack.decompress(raw[4:], budget.limits.held_bytes)
            budget.take_bytes(len(raw))
            yield Member(f"object{number}", io.BytesIO(raw))

    def _list(self, instance: int) -> list[tuple[ppt.Record, list[str]]]:
        """Slides, masters or notes with the texts that the outline holds of them."""
        found: list[tuple[ppt.Record, list[str]]] = []
        for listing in self._binary.children(self._document.start, self._document.end):
            if listing.kind != ppt.SLIDE_LIST or listing.instance != instance:
                continue
            for record in self._binary.children(listing.start, listing.end):
                if record.kind == ppt.SLIDE_PERSIST:
                    found.append((record, []))
                elif found and (text := self._binary.text(record)):
                    found[-1][1].append(text)
        return found

    def _read_shapes(self, owner: ppt.Record, page: int, known: set[str], depth: int = 0) -> Iterator[Piece]:
        for record in self._binary.children(owner.start, owner.end):
            if record.kind == ppt.GROUP and self._binary.is_table(record):
                yield from self._read_table(record, page)
            elif record.is_container and depth < 60:
                yield from self._read_shapes(record, page, known, depth + 1)
            elif (text := self._binary.text(record)) and text not in known and not text.startswith(_TAG):
                yield Line(text, page=page)

    def _read_table(self, group: ppt.Record, page: int) -> Iterator[Piece]:
        """The cells of a table are shapes: rows and columns follow from where they stand."""
        rows: dict[int, dict[int, str]] = {}
        for shape in self._binary.children(group.start, group.end):
            inside = list(self._binary.walk(shape.start, shape.end))
            anchor = next((record for record in inside if record.kind == ppt.ANCHOR), None)
            text = "\n".join(filter(None, map(self._binary.text, inside)))
            if anchor and text:
                left, top = struct.unpack_from("<2i", self._binary.data, anchor.start)
                rows.setdefault(top, {})[left] = text
        columns = sorted({left for row in rows.values() for left in row})[:MOST_COLUMNS]
        self._tables += 1
        for number, top in enumerate(sorted(rows), 1):
            yield Row(self._tables, number, [rows[top].get(left, "") for left in columns], page)

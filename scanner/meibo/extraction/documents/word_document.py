"""Word 97-2003 documents: doc, dot ([MS-DOC], Microsoft), and older ones as far as their text lies together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo.extraction.documents.flow import cut_pieces, guard
from meibo.extraction.documents.office_art import extract_pictures
from meibo.extraction.documents.word_binary import EncryptedError, WordBinary
from meibo.extraction.documents.word_binary_text import read_story
from meibo.extraction.model import Notice
from meibo.extraction.office.ole_streams import open_stream
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    import olefile

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item


def extract_word(ole: olefile.OleFileIO, budget: Budget, storage: tuple[str, ...] = ()) -> Iterator[Item]:
    """Blocks of the body, then of footnotes, headers, comments, endnotes and text boxes, then names of people.

    ``storage`` leads to a document that is embedded in another one, and stands before its containers.
    """
    main = budget.read(open_stream(ole, [*storage, "WordDocument"]))
    names = [name for name in ("0Table", "1Table") if ole.exists([*storage, name])]
    try:
        document = WordBinary(main, {name: budget.read(open_stream(ole, [*storage, name])) for name in names})
    except EncryptedError:
        yield Notice("encrypted", container=storage)
        return
    for story, first, text in document.stories():
        at = Position(line=1, container=(*storage, story) if story else storage)
        yield from guard(cut_pieces(read_story(document, first, text), budget, at), story)
    if document.is_cut:
        yield Notice("damaged", detail="text behind the end", container=storage)
    for stream in ("Data", "WordDocument"):
        if ole.exists([*storage, stream]):
            pictures = main if stream == "WordDocument" else budget.read(open_stream(ole, [*storage, stream]))
            yield from guard(extract_pictures(pictures, budget, storage), stream)
    for place, people in document.names().items():
        lines = dict.fromkeys(f"作成者: {name}" if place == "authors" else name for name in people)
        yield from cut_text("\n".join(lines), budget.limits, Position(line=1, container=(*storage, place)))

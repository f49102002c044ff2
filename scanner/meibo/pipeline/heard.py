"""Whether what a parser's process says is in order: it reads hostile files, and may be another's by the time it speaks.

What is not in order is never looked at further: kernels take text for valid UTF-8, and inventories and reports take
codes, formats and numbers for what this program makes. Such a process is ended. It can still lie about its file.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from meibo.catalogue.issues import ISSUE_CODES
from meibo.extraction.model import Face, Notice
from meibo.extraction.sniffing.signatures import MEDIA
from meibo.pipeline.confinement.layers import LAYERS
from meibo.pipeline.parser_model import ASKED_BYTES, Told, ToldBlock, ToldFace
from meibo_detectors.kernels.utf8_check import find_flaw
from meibo_detectors.model import Block, Box, Position
from meibo_detectors.structure.recognise import DELIMITERS

MOST_NUMBER: Final = 1 << 40
"""No line, page, cell or byte of a file that can be read within its time stands further on."""
MOST_COUNT: Final = 1 << 32
MOST_DETAIL_CHARS: Final = 500
MOST_NAME_CHARS: Final = 1 << 20
"""Of all members that lead to a place, and of a sheet or table; archives can hold such names."""
MOST_BOXES: Final = 100_000
"""Lines of one page."""
BOX_UNITS: Final = 1000
MOST_SCORE: Final = 100
MOST_NAMES: Final = 256
"""Members that lead to a place."""

_CODES: Final = frozenset(row.code for row in ISSUE_CODES)
_ENCODING: Final = re.compile(r"[A-Za-z0-9_.+-]{1,40}")
_FORMAT: Final = re.compile(r"[a-z]{4,11}/[a-z0-9][a-z0-9.+-]{1,60}")
"""A MIME type, as libmagic tells it."""
_NO_DELIMITER: Final = ("",)


class DisorderError(Exception):
    """A message that no parser of this program sends; ``what`` is wrong in it, a word of ours."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


_decode: Final = msgspec.msgpack.Decoder(Told).decode


def read_message(raw: bytes, *, is_lent: bool, file_bytes: int) -> Told:
    """A message in order; raises DisorderError. Of a file whose descriptor it has, a process does not ask for bytes."""
    try:
        told = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DisorderError("shape") from None
    if told.format and told.format not in MEDIA and not _FORMAT.fullmatch(told.format):
        raise DisorderError("format")
    if not set(told.layers) <= set(LAYERS):
        raise DisorderError("layers")
    if told.asks_bytes is not None:
        at, size_bytes = told.asks_bytes
        if is_lent or not 0 <= at <= file_bytes or not 0 < size_bytes <= ASKED_BYTES:
            raise DisorderError("question")
    for item in told.items:
        if isinstance(item, ToldBlock):
            _vet_block(item.block)
        elif isinstance(item, ToldFace):
            _vet_face(item.face)
        else:
            _vet_notice(item.notice)
    return told


def _vet_block(block: Block) -> None:
    text, end = block.text, len(block.text) - block.tail
    if find_flaw(text) >= 0:
        raise DisorderError("text")
    if block.lead < 0 or block.tail < 0 or block.lead > end or _is_cut(text, block.lead) or _is_cut(text, end):
        raise DisorderError("core")
    if block.layout.delimiter not in (DELIMITERS if block.layout.kind == "delimited" else _NO_DELIMITER):
        raise DisorderError("layout")
    _vet_position(block.position)
    if len(block.boxes) > MOST_BOXES:
        raise DisorderError("boxes")
    for box in block.boxes:
        _vet_box(box)


def _vet_box(box: Box) -> None:
    if not all(0 <= edge <= BOX_UNITS for edge in box):
        raise DisorderError("box")


def _vet_face(face: Face) -> None:
    _vet_position(face.position)
    _vet_box(face.box)
    if not 0 <= face.score <= MOST_SCORE:
        raise DisorderError("score")


def _is_cut(text: bytes, at: int) -> bool:
    """Whether a place is inside of a character."""
    return at < len(text) and text[at] & 0xC0 == 0x80


def _vet_position(position: Position) -> None:
    _vet_names((*position.container, position.sheet or "", position.cell or "", str(position.table or "")))
    table = position.table if isinstance(position.table, int) else None
    for number in (position.line, position.row, position.column, position.page, position.offset, table):
        if number is not None and not 0 <= number <= MOST_NUMBER:
            raise DisorderError("place")


def _vet_notice(notice: Notice) -> None:
    if notice.code == "encoding":
        if not _ENCODING.fullmatch(notice.detail):
            raise DisorderError("encoding")
    elif notice.code not in _CODES:
        raise DisorderError("code")
    if not 0 <= notice.count <= MOST_COUNT or len(notice.detail) > MOST_DETAIL_CHARS:
        raise DisorderError("notice")
    _vet_names(notice.container)


def _vet_names(names: tuple[str, ...]) -> None:
    if len(names) > MOST_NAMES or sum(map(len, names)) > MOST_NAME_CHARS:
        raise DisorderError("names")
